/** Motion made from courses of the sensor's velocity, tilt and turn; the clip sits with its third axis up. */
import { GRID_HZ, type MotionBatch } from '../../../src/signal/motion/motion.ts';

/** At a time in seconds. */
export type Course = (t: number) => number;

export interface Courses {
  /** Upward velocity of the sensor, m/s. */
  readonly velocity?: Course;
  /** Forward tilt and side bend from standing, rad. */
  readonly tilt?: Course;
  readonly lateral?: Course;
  /** Turn to the right, rad. */
  readonly turn?: Course;
}

const still: Course = () => 0;

/** A body that moves trembles: angular rate per velocity, rad/s per m/s, to and fro every tick. */
const TREMBLING = 0.8;

/** Per second, over the tick before. */
const slope = (course: Course, t: number): number => (course(t) - course(t - 1 / GRID_HZ)) * GRID_HZ;

/** Ticks `first … first + count − 1`. */
export const madeMotion = (courses: Courses, count: number, firstTick = 1): MotionBatch => {
  const { velocity = still, tilt = still, lateral = still, turn = still } = courses;
  const up = new Float64Array(3 * count);
  const rate = new Float64Array(3 * count);
  const vertical = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const t = (firstTick + i) / GRID_HZ;
    // Leaning forward moves "up" towards the back of the body, here along −x; leaning right towards the left, +y.
    const [p, s] = [tilt(t), lateral(t)];
    up.set([-Math.sin(p) * Math.cos(s), Math.sin(s), Math.cos(p) * Math.cos(s)], i * 3);
    vertical[i] = slope(velocity, t);
    const turning = -slope(turn, t);
    const trembling = TREMBLING * velocity(t) * (i % 2 === 0 ? 1 : -1);
    rate.set(
      [turning * up[i * 3], slope(tilt, t) + trembling + turning * up[i * 3 + 1], turning * up[i * 3 + 2]],
      i * 3,
    );
  }
  const shock = new Float64Array(count);
  return {
    count,
    firstTick,
    up,
    vertical,
    rate,
    shock,
    quality: new Uint8Array(count),
    filled: new Uint8Array(count),
  };
};
