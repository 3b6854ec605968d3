/** A simulated recording, cut as a sensor would send it. */
import { IMU_WIDTH, type SampleBatch } from '../../domain/sample.ts';
import type { VirtualSession } from '../../simulator/index.ts';

/** Samples in one notification: at 208 Hz one every 48 ms. */
const BATCH = 10;

const cut = (whole: SampleBatch): SampleBatch[] => {
  const batches: SampleBatch[] = [];
  for (let from = 0; from < whole.count; from += BATCH) {
    const to = Math.min(whole.count, from + BATCH);
    batches.push({
      sensor: whole.sensor,
      count: to - from,
      timeS: whole.timeS.subarray(from, to),
      imu: whole.imu.subarray(from * IMU_WIDTH, to * IMU_WIDTH),
    });
  }
  return batches;
};

/** When a batch is complete and can be sent, s of session time. */
export const sentAtS = (batch: SampleBatch): number => batch.timeS[batch.count - 1];

/** The batches of all sensors in the order in which they would arrive. */
export const notifications = ({ belt, thoracic }: VirtualSession): readonly SampleBatch[] =>
  [...cut(belt), ...(thoracic === null ? [] : cut(thoracic))].toSorted((a, b) => sentAtS(a) - sentAtS(b));
