/** What was heard live and late of one belt, put beside what it measured: how late, and what is missing. */
import { IMU_WIDTH, type SampleBatch } from '../../src/domain/sample.ts';
import { rawKeys } from './chaos/account.ts';
import type { BeltTruthColumns } from './belts.ts';

interface HeardBatch {
  readonly atMs: number;
  readonly keys: readonly string[];
}

export interface LagLog {
  live(batch: SampleBatch, atMs: number): void;
  late(batch: SampleBatch): void;
  settle(truth: BeltTruthColumns): {
    readonly lagMs: number[];
    readonly late: number;
    readonly missing: number;
  };
}

export const createLagLog = (): LagLog => {
  const batches: HeardBatch[] = [];
  const fetched = new Set<string>();
  return {
    live: (batch, atMs) => void batches.push({ atMs, keys: rawKeys(batch) }),
    late: (batch) => rawKeys(batch).forEach((key) => fetched.add(key)),
    settle: ({ atMs, raw }) => {
      const keyOf = (n: number): string => raw.subarray(n * IMU_WIDTH, (n + 1) * IMU_WIDTH).join(',');
      const lagMs: number[] = [];
      let [next, late, missing] = [0, 0, 0];
      for (const batch of batches) {
        for (const key of batch.keys) {
          // Live samples come in order: what lies between two of them was not heard live.
          for (; next < atMs.length && keyOf(next) !== key; next += 1) {
            if (fetched.has(keyOf(next))) late += 1;
            else missing += 1;
          }
          if (next < atMs.length) lagMs.push(batch.atMs - atMs[next]);
          next += 1;
        }
      }
      return { lagMs, late, missing };
    },
  };
};
