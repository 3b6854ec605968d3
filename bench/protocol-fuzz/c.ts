/** Runs the fuzzer of the C codec: random and mutated frames under sanitizers. */
import { make, missing } from '../../firmware-protocol/c/tests/make.ts';

export interface CFigures {
  readonly frames: number;
  readonly failures: number;
  /** Per second of processor time: each frame through every decoder, and on through the encoder if understood. */
  readonly framesPerSecond: number;
}

/** What the last line of the fuzzer says; it is there after failures, too, but not after a crash. */
const figuresOf = (output: string): CFigures => {
  const found = /^(\d+) frames, (\d+) failures, (\d+) frames\/s/m.exec(output);
  if (found === null) throw new Error(`the fuzzer of the C codec came to no result:\n${output.slice(-2000)}`);
  const [frames, failures, framesPerSecond] = found.slice(1).map(Number);
  return { frames, failures, framesPerSecond };
};

/** Builds and runs it; `null` without a C compiler. */
export const fuzzC = async (frames: number): Promise<CFigures | null> => {
  if ((await missing(['make', 'cc'])).length > 0) return null;
  return figuresOf((await make('fuzz', `COUNT=${frames}`)).output);
};
