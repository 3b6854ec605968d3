/** Everything the virtual lifter can show, on lifters that nobody looked at while the estimator was made. */
import { availableParallelism } from 'node:os';
import { runChild } from './child.ts';
import type { BenchOptions } from './registry.ts';
import { type BenchReport, info } from './report.ts';
import { backRows } from './virtual-lifter/back.ts';
import { detailsOf } from './virtual-lifter/details.ts';
import { liveRows } from './virtual-lifter/live-speed.ts';
import { isOutcomes } from './virtual-lifter/outcome.ts';
import { dailyLifeS, HELD_OUT, lifterCount } from './virtual-lifter/plan.ts';
import { repRows } from './virtual-lifter/reps.ts';
import { speedRows } from './virtual-lifter/speed.ts';

const WORKER = new URL('./virtual-lifter/worker.ts', import.meta.url);

export const runVirtualLifterBench = async ({ quick, firstLifter }: BenchOptions): Promise<BenchReport> => {
  const count = lifterCount(quick);
  const seeds = Array.from({ length: count }, (_, i) => (firstLifter ?? HELD_OUT) + i);
  // A process for each core; results are put back in order of lifters, so that cores do not show in them.
  const shares = Math.min(count, availableParallelism());
  const parts = await Promise.all(
    Array.from({ length: shares }, (_, share) => {
      const mine = seeds.filter((_seed, i) => i % shares === share);
      return runChild(WORKER, [dailyLifeS(quick) / count, ...mine].map(String), isOutcomes);
    }),
  );
  const outcomes = parts.flat().toSorted((a, b) => a.lifter - b.lifter);
  return {
    rows: [
      info('lifters', count, ''),
      info('seed of the first', seeds[0], ''),
      ...repRows(outcomes),
      ...speedRows(outcomes),
      ...backRows(outcomes),
      ...liveRows(outcomes),
    ],
    details: detailsOf(outcomes),
    skipped: null,
  };
};
