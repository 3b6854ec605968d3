/** Runs the Makefile of the C codec, for tests and benches. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Whether it went well, and what it printed: after a failure that is what one wants to read. */
export interface Made {
  readonly ok: boolean;
  readonly output: string;
}

const run = async (command: string, args: readonly string[]): Promise<Made> =>
  new Promise((resolve) => {
    execFile(command, args, { cwd: FOLDER }, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: stdout + stderr });
    });
  });

/** `make` with these targets and variables. */
export const make = async (...args: string[]): Promise<Made> => run('make', ['-s', ...args]);

/** Those of the commands that this machine does not have. */
export const missing = async (commands: readonly string[]): Promise<string[]> => {
  const found = await Promise.all(commands.map(async (command) => (await run(command, ['--version'])).ok));
  return commands.filter((_, i) => !found[i]);
};
