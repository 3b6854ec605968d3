/** Two sensors on one lifter, as one stream in order of time. */
import { IMU_WIDTH, type SampleBatch } from '../domain/sample.ts';

/** Both streams are cut at whole multiples of this, s: finer than any decision that is made from them. */
const SLICE_S = 0.05;

/** The samples `from` to `to` of a batch, sharing its memory. */
export const sliceBatch = (batch: SampleBatch, from: number, to: number): SampleBatch => ({
  sensor: batch.sensor,
  count: to - from,
  timeS: batch.timeS.subarray(from, to),
  imu: batch.imu.subarray(from * IMU_WIDTH, to * IMU_WIDTH),
});

const sliceIndex = (timeS: number): number => Math.floor(timeS / SLICE_S);

/** Cuts batches so that none crosses a slice boundary. Which batches came in does not show in the slices' ends. */
async function* sliced(batches: AsyncIterable<SampleBatch>): AsyncGenerator<SampleBatch> {
  for await (const batch of batches) {
    let from = 0;
    for (let i = 1; i <= batch.count; i += 1) {
      const ends = i === batch.count || sliceIndex(batch.timeS[i]) !== sliceIndex(batch.timeS[from]);
      if (!ends) continue;
      yield sliceBatch(batch, from, i);
      from = i;
    }
  }
}

const head = async (batches: AsyncGenerator<SampleBatch>): Promise<SampleBatch | null> => {
  const next = await batches.next();
  return next.done === true ? null : next.value;
};

/**
 * Interleaves two streams. Within a slice of 50 ms the first stream comes before the second; across slices order
 * of time holds, so results are the same on every run.
 */
export async function* mergeByTime(
  first: AsyncIterable<SampleBatch>,
  second: AsyncIterable<SampleBatch>,
): AsyncGenerator<SampleBatch> {
  const left = sliced(first);
  const right = sliced(second);
  try {
    let a = await head(left);
    let b = await head(right);
    while (a !== null || b !== null) {
      if (a !== null && (b === null || sliceIndex(a.timeS[0]) <= sliceIndex(b.timeS[0]))) {
        yield a;
        a = await head(left);
      } else if (b !== null) {
        yield b;
        b = await head(right);
      }
    }
  } finally {
    await left.return(undefined);
    await right.return(undefined);
  }
}
