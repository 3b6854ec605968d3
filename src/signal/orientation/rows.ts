import type { Gap, SensorRole } from '../../domain/sample.ts';

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

export const createRows = (capacity: number): Rows => ({
  timeS: new Float64Array(capacity),
  imu: new Float64Array(6 * capacity),
  quat: new Float64Array(4 * capacity),
  quality: new Uint8Array(capacity),
  filled: new Uint8Array(capacity),
  rest: new Uint8Array(capacity),
  count: 0,
  gaps: [],
});

const grown = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
  to.set(from);
  return to;
};

/** Makes room for `extra` more rows. */
export const reserve = (rows: Rows, extra: number): void => {
  const needed = rows.count + extra;
  if (needed <= rows.timeS.length) return;
  const capacity = Math.max(needed, 2 * rows.timeS.length);
  rows.timeS = grown(rows.timeS, new Float64Array(capacity));
  rows.imu = grown(rows.imu, new Float64Array(6 * capacity));
  rows.quat = grown(rows.quat, new Float64Array(4 * capacity));
  rows.quality = grown(rows.quality, new Uint8Array(capacity));
  rows.filled = grown(rows.filled, new Uint8Array(capacity));
  rows.rest = grown(rows.rest, new Uint8Array(capacity));
};

/** The finished batch. */
export const finish = (rows: Rows, sensor: SensorRole, openGapS: number): OrientationBatch => {
  const { count, gaps } = rows;
  return {
    sensor,
    count,
    timeS: rows.timeS.subarray(0, count),
    imu: rows.imu.subarray(0, 6 * count),
    quat: rows.quat.subarray(0, 4 * count),
    quality: rows.quality.subarray(0, count),
    filled: rows.filled.subarray(0, count),
    rest: rows.rest.subarray(0, count),
    gaps,
    openGapS,
  };
};
