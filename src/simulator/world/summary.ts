/** What a belt truly did, short enough to be sent to another process. */
import type { SampleLog } from '../belt/index.ts';
import type { WornBelt } from './virtual-world.ts';

/** Samples of one stream with consecutive indices. */
export interface TakenRange {
  readonly stream: number;
  readonly first: number;
  readonly count: number;
  /** True times of the first and the last of them, ms. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface BeltSummary {
  readonly name: string;
  readonly samples: number;
  /** Every sample ever taken. */
  readonly taken: readonly TakenRange[];
  readonly arrivals: number;
  readonly boots: number;
  readonly connections: number;
}

/** Ranges of the samples taken; between two of them samples never existed. */
export const takenRanges = (log: SampleLog): readonly TakenRange[] => {
  const ranges: TakenRange[] = [];
  let from = 0;
  for (let n = 1; n <= log.count; n++) {
    const goesOn =
      n < log.count && log.stream(n) === log.stream(from) && log.index(n) === log.index(n - 1) + 1;
    if (goesOn) continue;
    ranges.push({
      stream: log.stream(from),
      first: log.index(from),
      count: n - from,
      firstMs: log.trueMs(from),
      lastMs: log.trueMs(n - 1),
    });
    from = n;
  }
  return ranges;
};

export const summarise = ({ name, belt }: WornBelt): BeltSummary => {
  const { samples, arrivals, boots, connections } = belt.truth;
  return {
    name,
    samples: samples?.count ?? 0,
    taken: samples === null ? [] : takenRanges(samples),
    arrivals: arrivals.length,
    boots,
    connections,
  };
};
