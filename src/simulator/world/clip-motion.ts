/** The film of a lifter as what a clip on the body goes through, played once in true time. */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { ClipMotion } from '../belt/sensor.ts';
import type { SensorMotion } from '../motion.ts';
import { TRACK_HZ } from '../track.ts';

/** When a film began, ms of true time; shared by all that one lifter wears. */
export interface FilmStart {
  /** `null` until the first sample is taken: the lifter waits for the belt. */
  atMs: number | null;
}

/**
 * Before and after the film the lifter stands as in its first and last moment.
 * @param mounting patch → sensor is its transpose; row-major 3×3
 */
export const createClipMotion = (
  motion: SensorMotion,
  mounting: Float64Array,
  start: FilmStart,
): ClipMotion => {
  const last = motion.count - 2;
  const turned = (values: Float64Array, k: number, s: number, axis: number): number => {
    let sum = 0;
    for (let row = 0; row < 3; row++) {
      sum += mounting[3 * row + axis] * (values[k + row] * (1 - s) + values[k + 3 + row] * s);
    }
    return sum;
  };
  return {
    read: (firstMs, periodMs, count, out) => {
      start.atMs ??= firstMs;
      for (let n = 0; n < count; n++) {
        const x = ((firstMs + n * periodMs - start.atMs) / 1000) * TRACK_HZ;
        const inside = x >= 0 && x < last;
        const i = Math.max(0, Math.min(last, Math.floor(x)));
        const s = inside ? x - i : 0;
        for (let axis = 0; axis < 3; axis++) {
          out[n * IMU_WIDTH + axis] = turned(motion.force, 3 * i, s, axis);
          // Who stands still does not turn.
          out[n * IMU_WIDTH + 3 + axis] = inside ? turned(motion.rate, 3 * i, s, axis) : 0;
        }
      }
    },
  };
};
