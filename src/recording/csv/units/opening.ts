/** The first seconds of a recording, by which its units are judged. */

/** What of a recording is looked at: complete rows only. */
export interface Opening {
  readonly timeS: Float64Array;
  /** Row-major, {@link IMU_WIDTH} per row. */
  readonly imu: Float64Array;
}

/** Length of the windows it is looked at through, s: shorter than any movement of a trunk. */
export const WINDOW_S = 0.25;
