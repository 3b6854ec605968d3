/** Runs the fuzzer of the C codec: random and mutated frames under sanitizers. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FOLDER = fileURLToPath(new URL('../../firmware-protocol/c', import.meta.url));

export interface CFigures {
  readonly frames: number;
  readonly failures: number;
  /** Of processor time, each frame through every decoder, and what was understood encoded and decoded again. */
  readonly framesPerSecond: number;
}

const runs = async (command: string): Promise<boolean> => {
  try {
    await promisify(execFile)(command, ['--version']);
    return true;
  } catch {
    return false;
  }
};

/** What the last line of the fuzzer says; it is there after failures, too. */
const figuresOf = (output: string): CFigures => {
  const found = /^(\d+) frames, (\d+) failures, (\d+) frames\/s/m.exec(output);
  if (found === null) throw new Error(`the fuzzer of the C codec came to no result:\n${output.slice(-2000)}`);
  const [frames, failures, framesPerSecond] = found.slice(1).map(Number);
  return { frames, failures, framesPerSecond };
};

const outputOf = async (command: string, args: readonly string[]): Promise<string> => {
  try {
    return (await promisify(execFile)(command, args, { cwd: FOLDER })).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return stdout + stderr;
  }
};

/** Builds and runs it; `null` without a C compiler. */
export const fuzzC = async (frames: number): Promise<CFigures | null> => {
  if (!(await runs('cc')) || !(await runs('make'))) return null;
  return figuresOf(await outputOf('make', ['-s', 'fuzz', `COUNT=${frames}`]));
};
