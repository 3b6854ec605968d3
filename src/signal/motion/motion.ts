/**
 * Motion of one sensor on the uniform grid everything after the orientation filter works on.
 *
 * Nothing here depends on how the clip sits: the earth's "up" is told in the sensor frame, and only the vertical
 * component of acceleration is kept, so heading drift of a 6D filter can do no harm (yaw-invariant by
 * construction).
 */

/** Rate of the motion grid, Hz. Body motion in a lift ends near 10 Hz; 10 ms is below the timing error of a rep. */
export const GRID_HZ = 100;
/** Spacing of the motion grid, s. */
export const GRID_S = 1 / GRID_HZ;

/** Consecutive ticks of the grid, struct of arrays, all of length `count` (times three for vectors). */
export interface MotionBatch {
  readonly count: number;
  /** Tick number: session time is `tick * GRID_S`. Ticks are consecutive within and across batches. */
  readonly firstTick: number;
  /** Earth's up in the sensor frame at the tick, unit vectors, row-major `count × 3`. */
  readonly up: Float64Array;
  /** Mean upward acceleration (gravity removed) over the 10 ms before the tick, m/s². */
  readonly vertical: Float64Array;
  /** Mean angular rate over the 10 ms before the tick, sensor frame, rad/s, row-major `count × 3`. */
  readonly rate: Float64Array;
  /** Largest jump of specific force between two neighbouring samples in the 10 ms before the tick, m/s². */
  readonly shock: Float64Array;
  /** 0 sound, 1 degraded, 2 not monitoring; the worst of the samples behind the tick. */
  readonly quality: Uint8Array;
  /** 1 where a sample behind the tick was interpolated over a loss. */
  readonly filled: Uint8Array;
}

/** Ticks `from … to − 1` of a batch, sharing its memory. */
export const sliceMotion = (motion: MotionBatch, from: number, to: number): MotionBatch => ({
  count: to - from,
  firstTick: motion.firstTick + from,
  up: motion.up.subarray(from * 3, to * 3),
  vertical: motion.vertical.subarray(from, to),
  rate: motion.rate.subarray(from * 3, to * 3),
  shock: motion.shock.subarray(from, to),
  quality: motion.quality.subarray(from, to),
  filled: motion.filled.subarray(from, to),
});
