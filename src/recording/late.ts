/** Samples that were lost on the air and fetched later, put where they belong. */
import { IMU_WIDTH, type SampleBatch } from '../domain/sample.ts';
import { sliceBatch } from './merge.ts';

interface Sample {
  readonly timeS: number;
  readonly imu: Float64Array;
}

const samplesOf = ({ count, timeS, imu }: SampleBatch): Sample[] =>
  Array.from(timeS.subarray(0, count), (time, i) => ({
    timeS: time,
    imu: imu.subarray(i * IMU_WIDTH, (i + 1) * IMU_WIDTH),
  }));

/** All samples in one batch, in order of time, each time once: what was fetched twice is the same. */
const gather = (batches: readonly SampleBatch[]): SampleBatch => {
  const samples = batches
    .flatMap(samplesOf)
    .toSorted((a, b) => a.timeS - b.timeS)
    .filter(({ timeS }, i, all) => i === 0 || timeS !== all[i - 1].timeS);
  const imu = new Float64Array(samples.length * IMU_WIDTH);
  for (const [i, sample] of samples.entries()) imu.set(sample.imu, i * IMU_WIDTH);
  const timeS = Float64Array.from(samples, (sample) => sample.timeS);
  return { sensor: batches[0]?.sensor ?? 'belt', count: samples.length, timeS, imu };
};

/** The first index from `from` on whose time is at least `timeS`. */
const indexOf = (batch: SampleBatch, from: number, timeS: number): number => {
  let i = from;
  while (i < batch.count && batch.timeS[i] < timeS) i += 1;
  return i;
};

/**
 * One sensor's samples in order of time: the live ones as they came, the late ones in their gaps. A late sample at the
 * time of a live one is a copy of it and is left out. Memory is that of the late samples.
 */
export async function* withLate(
  live: AsyncIterable<SampleBatch>,
  late: readonly SampleBatch[],
): AsyncGenerator<SampleBatch> {
  const missing = gather(late);
  /** Late samples before this one are out. */
  let next = 0;
  for await (const batch of live) {
    for (let from = 0; from < batch.count;) {
      const before = indexOf(missing, next, batch.timeS[from]);
      if (before > next) yield sliceBatch(missing, next, before);
      next = before;
      if (next < missing.count && missing.timeS[next] === batch.timeS[from]) next += 1;
      const to = indexOf(batch, from + 1, next < missing.count ? missing.timeS[next] : Infinity);
      yield sliceBatch(batch, from, to);
      from = to;
    }
  }
  if (next < missing.count) yield sliceBatch(missing, next, missing.count);
}
