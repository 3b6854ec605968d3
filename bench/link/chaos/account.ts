/** What a link heard, held against what the belt took: which samples are missing, which came twice. */
import { IMU_WIDTH, type SampleBatch, STANDARD_GRAVITY } from '../../../src/domain/sample.ts';
import type { SampleLog } from '../../../src/simulator/belt/truth.ts';

/** Values of one LSB at ±8 g and ±1000 °/s, m/s² and rad/s. */
const ACC_LSB = 244e-6 * STANDARD_GRAVITY;
const GYR_LSB = (0.035 * Math.PI) / 180;

/** A sample is known by its six raw values. Noise makes them differ; those that do not are the same to anybody. */
const keyOf = (raw: ArrayLike<number>): string => Array.prototype.join.call(raw, ',');

/** Counts of everything heard, live or late. */
export interface Heard {
  take(batch: SampleBatch): void;
  readonly keys: ReadonlyMap<string, number>;
}

export const createHeard = (): Heard => {
  const keys = new Map<string, number>();
  const raw = new Int16Array(IMU_WIDTH);
  return {
    keys,
    take: ({ imu, count }) => {
      for (let n = 0; n < count; n += 1) {
        for (let axis = 0; axis < IMU_WIDTH; axis += 1) {
          raw[axis] = Math.round(imu[n * IMU_WIDTH + axis] / (axis < 3 ? ACC_LSB : GYR_LSB));
        }
        const key = keyOf(raw);
        keys.set(key, (keys.get(key) ?? 0) + 1);
      }
    },
  };
};

export interface Account {
  /** Samples the belt took up to the last one heard. */
  readonly taken: number;
  /** Of the boot that runs: never heard. */
  readonly missing: number;
  /** Of the boots before: what they had not sent when their RAM was lost. */
  readonly missingOfOldBoots: number;
  /** Heard but never taken, or heard twice. */
  readonly strange: number;
}

/** Index after the last sample that was heard. */
const heardUpTo = (truth: SampleLog, keys: ReadonlyMap<string, number>): number => {
  for (let n = truth.count; n > 0; n -= 1) if (keys.has(keyOf(truth.raw(n - 1)))) return n;
  return 0;
};

/** @param stream the one that runs; samples of others are those of old boots */
export const settle = (truth: SampleLog, { keys }: Heard, stream: number): Account => {
  const open = new Map(keys);
  const taken = heardUpTo(truth, keys);
  let missing = 0;
  let missingOfOldBoots = 0;
  for (let n = 0; n < taken; n += 1) {
    const key = keyOf(truth.raw(n));
    const left = open.get(key) ?? 0;
    if (left > 1) open.set(key, left - 1);
    else if (left === 1) open.delete(key);
    else if (truth.stream(n) === stream) missing += 1;
    else missingOfOldBoots += 1;
  }
  const strange = [...open.values()].reduce((sum, count) => sum + count, 0);
  return { taken, missing, missingOfOldBoots, strange };
};
