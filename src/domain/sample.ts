/**
 * What a sensor delivers: batches of inertial samples on the session clock.
 *
 * Frames and units, here and everywhere: sensor frame as mounted; specific force in m/s² (a sensor at rest
 * reads +9.81 along "up"), angular rate in rad/s, time in seconds of session time.
 */

/** Values in one row of {@link SampleBatch.imu}: ax, ay, az, gx, gy, gz. */
export const IMU_WIDTH = 6;

/** Which sensor of the lifter a batch comes from. `belt` is the main one, whatever its placement. */
export type SensorRole = 'belt' | 'thoracic';

/**
 * One delivery of a sensor, in the order the samples were taken. One Bluetooth notification, or one block of a
 * recording, is one batch; results never depend on how samples are cut into batches.
 */
export interface SampleBatch {
  readonly sensor: SensorRole;
  /** Number of samples, `timeS.length >= count` and `imu.length >= count * IMU_WIDTH`. */
  readonly count: number;
  /** Session time of every sample, s, strictly rising within and across the batches of one sensor. */
  readonly timeS: Float64Array;
  /** Row-major `count × 6`. A row with a missing cell holds NaN in all six: it was not measured. */
  readonly imu: Float64Array;
}

/** A stretch of time in which a sensor delivered nothing usable. */
export interface Gap {
  /** Time of the last good sample before the gap, s. */
  readonly startS: number;
  /** Time from that sample to the first good one after it, s. */
  readonly durationS: number;
}

/** What is known of a source of samples before its first batch. */
export interface SourceInfo {
  /** Sampling rate as measured from the time stamps, Hz. */
  readonly sampleRateHz: number;
}

/**
 * Local standard gravity used throughout, m/s² (CGPM 1901, 3rd conference). The pipeline scales each sensor's
 * own reading at rest to this, so the difference to local gravity does not matter.
 */
export const STANDARD_GRAVITY = 9.80665;
