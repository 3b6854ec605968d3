/** `beltline analyze` on one file as a lifter runs it: compiled, a fresh process, one file. */
import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const MAX_OUTPUT_BYTES = 64e6;

/** One run of the command, from the start of the process to its end. */
export interface CommandFigures {
  readonly seconds: number;
  /** Processor time of all threads, garbage collector and compiler included. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/**
 * Loaded before the command: tells at its end what the process took, in KiB. On Linux maxRSS is inherited from the
 * process that started this one, so the kernel's high-water mark of the process itself is read where there is one.
 */
const WITNESS = `
import { readFileSync, writeFileSync } from 'node:fs';
const highWater = (otherwise) => {
  try {
    return Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return otherwise;
  }
};
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.BELTLINE_BENCH_WITNESS, JSON.stringify({
    seconds: performance.now() / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: (highWater(maxRSS) * 1024) / 1e6,
  }));
});
`;

const isCommandFigures = (value: unknown): value is CommandFigures =>
  typeof value === 'object' && value !== null && 'cpuSeconds' in value && 'peakMegabytes' in value;

/** Compiles the command into `folder` and returns a way to run it. */
export const buildCommand = async (
  folder: string,
): Promise<(args: readonly string[]) => Promise<CommandFigures>> => {
  const witness = join(folder, 'witness.mjs');
  const told = join(folder, 'witness.json');
  await writeFile(witness, WITNESS);
  await writeFile(join(folder, 'package.json'), await readFile(join(ROOT, 'package.json')));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const compiler = join(ROOT, 'node_modules/.bin/tsc');
  await run(compiler, ['-p', join(ROOT, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')]);
  return async (args) => {
    await run(process.execPath, ['--import', witness, join(folder, 'dist/cli/main.js'), ...args], {
      env: { ...process.env, BELTLINE_BENCH_WITNESS: told },
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    const figures: unknown = JSON.parse(await readFile(told, 'utf8'));
    if (!isCommandFigures(figures)) throw new TypeError('the command left no figures');
    return figures;
  };
};
