/** Samples that were lost on the air and fetched later, put where they belong. */
import type { SampleBatch } from '../domain/sample.ts';
import { sliceBatch } from './merge.ts';

/** A queue of batches, read sample by sample in order of time. */
interface Pending {
  /** Time of the next sample, s; `Infinity` when there is none. */
  nextS(): number;
  /** The samples before a time, in batches; they are gone then. */
  before(timeS: number): Generator<SampleBatch>;
  /** Passes over the next sample. */
  drop(): void;
}

/** The first index from `from` on whose time is at least `timeS`. */
const indexOf = (batch: SampleBatch, from: number, timeS: number): number => {
  let i = from;
  while (i < batch.count && batch.timeS[i] < timeS) i += 1;
  return i;
};

const pending = (batches: readonly SampleBatch[]): Pending => {
  const queue = batches.filter((batch) => batch.count > 0).toSorted((a, b) => a.timeS[0] - b.timeS[0]);
  let at = 0;
  let from = 0;
  /** Batches of one fetch may overlap those of another. */
  let lastS = -Infinity;

  const settle = (): void => {
    while (at < queue.length) {
      from = indexOf(queue[at], from, lastS);
      if (from < queue[at].count && queue[at].timeS[from] === lastS) from += 1;
      if (from < queue[at].count) return;
      at += 1;
      from = 0;
    }
  };
  const passed = (to: number): void => {
    lastS = queue[at].timeS[to - 1];
    from = to;
    settle();
  };
  settle();
  return {
    nextS: () => (at < queue.length ? queue[at].timeS[from] : Infinity),
    *before(timeS) {
      while (at < queue.length && queue[at].timeS[from] < timeS) {
        const [batch, start, to] = [queue[at], from, indexOf(queue[at], from, timeS)];
        passed(to);
        yield sliceBatch(batch, start, to);
      }
    },
    drop: () => passed(from + 1),
  };
};

/**
 * One sensor's samples in order of time: the live ones as they came, the late ones in their gaps. A late sample at the
 * time of a live one is a copy of it and is left out. Memory is that of the late samples.
 */
export async function* withLate(
  live: AsyncIterable<SampleBatch>,
  late: readonly SampleBatch[],
): AsyncGenerator<SampleBatch> {
  const missing = pending(late);
  for await (const batch of live) {
    for (let from = 0; from < batch.count;) {
      yield* missing.before(batch.timeS[from]);
      while (missing.nextS() === batch.timeS[from]) missing.drop();
      const to = indexOf(batch, from + 1, missing.nextS());
      yield sliceBatch(batch, from, to);
      from = to;
    }
  }
  yield* missing.before(Infinity);
}
