/** The C codec for firmware, written from the SPEC alone: the vectors, a short fuzz, and what it needs on a Cortex-M4. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../firmware-protocol/c', import.meta.url));
/** Building with sanitizers takes a slow machine a while. */
const DEADLINE_MS = 240_000;

const run = async (command: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(command, args, { cwd: FOLDER, timeout: DEADLINE_MS })).stdout;

/** What a failed run printed is what one wants to read. */
const make = async (...args: string[]): Promise<string> => {
  try {
    return await run('make', ['-s', ...args]);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`make ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
};

const runs = async (command: string): Promise<boolean> => {
  try {
    await run(command, ['--version']);
    return true;
  } catch {
    return false;
  }
};

const mustRun = process.env.CI === 'true';

/** A suite that needs these commands: skipped, with a word how to get them, without; in CI it fails then. */
const describeWith = async (
  what: string,
  commands: readonly string[],
  install: string,
  tests: () => void,
) => {
  const found = await Promise.all(commands.map(runs));
  const missing = commands.filter((_, i) => !found[i]);
  if (missing.length === 0) return describe(what, tests);
  const why = `needs ${missing.join(', ')} (Debian: apt-get install ${install})`;
  return describe(`${what}: ${why}`, () => {
    it.skipIf(!mustRun)('finds its compiler', () => {
      expect.fail(why);
    });
  });
};

await describeWith('C codec', ['make', 'cc'], 'make gcc libc6-dev', () => {
  it(
    'decodes and encodes every vector',
    async () => {
      expect(await make('check')).toMatch(/^[1-9]\d* passed, 0 failed$/m);
    },
    DEADLINE_MS,
  );

  it(
    'survives random and mutated frames under sanitizers',
    async () => {
      expect(await make('fuzz', 'COUNT=200000')).toMatch(/^200000 frames, 0 failures, /m);
    },
    DEADLINE_MS,
  );
});

await describeWith('C codec on a Cortex-M4', ['make', 'arm-none-eabi-gcc'], 'gcc-arm-none-eabi', () => {
  it(
    'needs nothing of a C library but memcpy, and no memory of its own',
    async () => {
      const total = /^\s*(\d+)\s+(\d+)\s+(\d+)\s.*\(TOTALS\)$/m.exec(await make('arm'));
      const [code, data, bss] = (total ?? []).slice(1).map(Number);
      expect(code).toBeGreaterThan(0);
      expect({ data, bss }).toEqual({ data: 0, bss: 0 });
    },
    DEADLINE_MS,
  );
});
