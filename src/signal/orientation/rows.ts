import { type Gap, IMU_WIDTH, type SensorRole } from '../../domain/sample.ts';

/** How far a row of an {@link OrientationBatch} can be trusted. */
export const QUALITY = {
  ok: 0,
  /** After a loss of 100 to 500 ms: expect several degrees of error until it is ok again. */
  degraded: 1,
  /** After a loss of 500 ms or more: nothing may be concluded until the next quiet second. */
  notMonitoring: 2,
} as const;

/** Samples with attitude, struct of arrays; arrays hold exactly `count` rows. */
export interface OrientationBatch {
  readonly sensor: SensorRole;
  readonly count: number;
  /** Session time, s, strictly rising within and across batches. */
  readonly timeS: Float64Array;
  /** `6 × count`: specific force as measured, m/s²; angular rate less the bias estimated so far, rad/s. */
  readonly imu: Float64Array;
  /** `4 × count`: w x y z, sensor → earth (Z up, heading free), unit norm. */
  readonly quat: Float64Array;
  /** One of {@link QUALITY}. */
  readonly quality: Uint8Array;
  /** 1 where the row was lost and interpolated between its good neighbours, 0 where it was measured. */
  readonly filled: Uint8Array;
  /** 1 while VQF sees the sensor at rest. */
  readonly rest: Uint8Array;
  /** Losses that ended within this batch, at any length. */
  readonly gaps: readonly Gap[];
  /**
   * How long nothing usable has come, as far as rows tell, s: 0 if the last row was good. A silent link sends no rows,
   * so whoever owns the link needs its own clock besides.
   */
  readonly openGapS: number;
}

/** Rows under construction: grows while a batch is worked on. */
export interface Rows {
  timeS: Float64Array;
  imu: Float64Array;
  quat: Float64Array;
  quality: Uint8Array;
  filled: Uint8Array;
  rest: Uint8Array;
  count: number;
  readonly gaps: Gap[];
}

/** A cell that is no finite number makes the whole row unusable. */
export const isGood = (imu: Float64Array, row: number): boolean => {
  const o = row * IMU_WIDTH;
  return Number.isFinite(imu[o] + imu[o + 1] + imu[o + 2] + imu[o + 3] + imu[o + 4] + imu[o + 5]);
};

/** Copies one row of six values; written out, because it is done for every sample. */
export const copyRow = (from: Float64Array, row: number, to: Float64Array, toRow: number): void => {
  const f = row * IMU_WIDTH;
  const t = toRow * IMU_WIDTH;
  to[t] = from[f];
  to[t + 1] = from[f + 1];
  to[t + 2] = from[f + 2];
  to[t + 3] = from[f + 3];
  to[t + 4] = from[f + 4];
  to[t + 5] = from[f + 5];
};

/** One block of memory for all columns: six small allocations per notification cost more than the filter. */
export const createRows = (capacity: number): Rows => {
  const block = new ArrayBuffer(capacity * (8 * 11 + 3));
  return {
    timeS: new Float64Array(block, 0, capacity),
    imu: new Float64Array(block, 8 * capacity, 6 * capacity),
    quat: new Float64Array(block, 56 * capacity, 4 * capacity),
    quality: new Uint8Array(block, 88 * capacity, capacity),
    filled: new Uint8Array(block, 89 * capacity, capacity),
    rest: new Uint8Array(block, 90 * capacity, capacity),
    count: 0,
    gaps: [],
  };
};

/** Makes room for `extra` more rows. */
export const reserve = (rows: Rows, extra: number): void => {
  const needed = rows.count + extra;
  if (needed <= rows.timeS.length) return;
  const { timeS, imu, quat, quality, filled, rest } = createRows(Math.max(needed, 2 * rows.timeS.length));
  timeS.set(rows.timeS);
  imu.set(rows.imu);
  quat.set(rows.quat);
  quality.set(rows.quality);
  filled.set(rows.filled);
  rest.set(rows.rest);
  Object.assign(rows, { timeS, imu, quat, quality, filled, rest });
};

/** The finished batch. */
export const finish = (rows: Rows, sensor: SensorRole, openGapS: number): OrientationBatch => {
  const { count, timeS, imu, quat, quality, filled, rest, gaps } = rows;
  // Without losses, the ordinary case, nothing needs cutting, and cutting six views costs more than the filter.
  if (count === timeS.length)
    return { sensor, count, timeS, imu, quat, quality, filled, rest, gaps, openGapS };
  return {
    sensor,
    count,
    timeS: timeS.subarray(0, count),
    imu: imu.subarray(0, 6 * count),
    quat: quat.subarray(0, 4 * count),
    quality: quality.subarray(0, count),
    filled: filled.subarray(0, count),
    rest: rest.subarray(0, count),
    gaps,
    openGapS,
  };
};
