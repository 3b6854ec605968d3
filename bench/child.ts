/** Measures in a process of its own, so that nothing else allocates, heats or holds memory there. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Outcomes of thousands of reps fit; the default of a megabyte would not do. */
const MAX_OUTPUT_BYTES = 256e6;

/** Runs a script and returns the JSON it prints; `fits` tells whether it is what was expected. */
export const runChild = async <T>(
  script: URL,
  args: readonly string[],
  fits: (value: unknown) => value is T,
): Promise<T> => {
  const path = fileURLToPath(script);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', path, ...args], {
    cwd: join(import.meta.dirname, '..'),
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const value: unknown = JSON.parse(stdout);
  if (!fits(value)) throw new TypeError(`unexpected output of ${path}: ${stdout.slice(0, 200)}`);
  return value;
};
