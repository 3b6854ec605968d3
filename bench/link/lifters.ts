/** The lifters of the link benches: each pulls a set with a belt on, at once, as the day has it. */
import type { BeltConfigInput, WorldConfigInput } from '../../src/simulator/world/index.ts';

export interface LiftersOptions {
  readonly count: number;
  /** Seed of the first lifter; the others follow. */
  readonly firstSeed: number;
  /** Reps of the set; default drawn. */
  readonly reps?: number;
  /** All belts are alike in this. */
  readonly belt?: BeltConfigInput;
  /** Default: the interval that the central asks for. */
  readonly intervalMs?: number | 'requested';
}

export const worldOfLifters = (options: LiftersOptions): WorldConfigInput => {
  const { count, firstSeed, reps, belt, intervalMs = 'requested' } = options;
  return {
    lifters: Array.from({ length: count }, (_, k) => ({
      seed: firstSeed + k,
      startAfterS: 0,
      recordings: [{ scenario: 'deadlift-dead-stop', seed: k + 1, reps, quietStart: 'drawn' }],
      belt,
    })),
    // The shortest there is: a belt that was lost is found again at once.
    air: { intervalMs, advertisingIntervalMs: 20 },
  };
};
