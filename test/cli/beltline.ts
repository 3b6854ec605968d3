/** The real command line, as a child process. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A `beltline` that runs. */
export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when this was written to standard output; rejects when it ended without. */
  readonly said: (text: string) => Promise<void>;
  /** What was written to standard output until now. */
  readonly sofar: () => string;
  readonly outcome: Promise<Outcome>;
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();

/** Starts `beltline` with these arguments. */
export const startBeltline = (args: readonly string[], options: RunOptions = {}): Running => {
  const main = join(ROOT, 'src/cli/main.ts');
  const loader = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
  const child = spawn(process.execPath, ['--import', loader, main, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return {
    kill: (signal) => void child.kill(signal),
    said: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (textOf(out).includes(wanted)) resolve();
        };
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`never said "${wanted}": ${textOf(out)}${textOf(err)}`)));
        look();
      }),
    sofar: () => textOf(out),
    outcome: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout: textOf(out), stderr: textOf(err) }));
    }),
  };
};

/** Runs `beltline` with these arguments to its end. */
export const beltline = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  startBeltline(args, options).outcome;

/** A directory with these files in it, and how to be rid of it. */
export const directoryWith = async (
  files: Readonly<Record<string, string>>,
): Promise<{ readonly path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'beltline-test-'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(path, name), text)));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};
