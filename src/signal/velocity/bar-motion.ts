/**
 * Motion of the bar in one concentric phase, from the motion of the sensor and the model of the trunk.
 *
 * The bar is anchored where the *bar* stands still, not where the sensor does: hips and sensor move before the
 * plates leave the floor and stop before lockout.
 */
import { GRID_S } from '../motion/motion.ts';
import { derivative, smoothInPlace } from './filters.ts';
import { cosLean, type TrunkModel } from './trunk.ts';

/** Smoothed motion of the sensor over a window; all arrays share their length. */
export interface SensorMotion {
  /** Height of the sensor, m, from an arbitrary zero. */
  readonly height: Float64Array;
  /** Upward velocity of the sensor, m/s. */
  readonly velocity: Float64Array;
  /** Forward lean of the sensor's segment from standing, rad. */
  readonly pitch: Float64Array;
}

/** Motion of the hip axis, where the trunk starts; the belt's own place on the body is taken out. */
export interface HipMotion {
  readonly height: Float64Array;
  /** Upward velocity, m/s. */
  readonly velocity: Float64Array;
  /** Forward lean of the sensor's segment from standing, rad. */
  readonly pitch: Float64Array;
}

/** Motion of the bar over the same window. */
export interface BarMotion {
  readonly height: Float64Array;
  /** Upward velocity, m/s, low-passed near 8 Hz. */
  readonly velocity: Float64Array;
}

/** Low-pass of bar velocity: half width of the box, ticks. Three boxes of 5 ticks: −3 dB near 8 Hz. */
export const SMOOTH_HALF = 2;

/** When the lumbar curve straightens: past the knee, all the way, or late after it first gave way. */
export type Course = 'late' | 'even' | 'rounding';

/**
 * The lumbar curve straightening from lift-off to lockout, on top of what the gain explains: trunk lean is pelvis
 * tilt plus lumbar flexion, and in a sumo pull the pelvis hardly turns.
 */
export interface Straightening {
  /** Lumbar flexion at lift-off that is gone at lockout, rad. */
  readonly angle: number;
  /** Lift-off and lockout, ticks. */
  readonly from: number;
  readonly to: number;
  readonly course: Course;
}

/** No straightening: the gain explains all of the lean. */
export const NO_STRAIGHTENING: Straightening = { angle: 0, from: 0, to: 1, course: 'even' };

/**
 * Share of the flexion left at each tenth of the concentric phase. `late`: two pulls in optical motion capture (80 kg,
 * conventional and sumo) [V], whose curve stays as it is for the first third. `even`: as hips and knees would have it,
 * slow at both ends [D]. `rounding`: a back that gives way over the first quarter (van Dieën 1998: trunk extension turns
 * to flexion in the first 250 ms), by 9° of 35° [D], and straightens late: the pelvis turns and the trunk does not.
 */
const FLEXION_LEFT: Record<Course, readonly number[]> = {
  late: [1, 1, 1, 0.98, 0.94, 0.84, 0.65, 0.42, 0.22, 0.08, 0],
  rounding: [1, 1.12, 1.22, 1.25, 1.2, 1.05, 0.8, 0.5, 0.25, 0.08, 0],
  even: [1, 0.97, 0.9, 0.78, 0.65, 0.5, 0.35, 0.22, 0.1, 0.03, 0],
};

/** Flexion left at tick `i`, as a share. */
export const shareLeft = (course: Course, from: number, to: number, i: number): number => {
  const x = ((i - from) / (to - from)) * 10;
  if (x <= 0) return 1;
  if (x >= 10) return 0;
  const k = Math.floor(x);
  const left = FLEXION_LEFT[course];
  return left[k] + (left[k + 1] - left[k]) * (x - k);
};

/** From the sensor to the hips: it sits above and behind them on a segment that leans. */
export const hipMotion = (sensor: SensorMotion, trunk: TrunkModel): HipMotion => {
  const { pitch } = sensor;
  const n = pitch.length;
  const offset = new Float64Array(n);
  for (let i = 0; i < n; i += 1)
    offset[i] = -trunk.aboveM * (Math.cos(pitch[i]) - 1) - trunk.behindM * Math.sin(pitch[i]);
  const velocity = derivative(offset, GRID_S);
  for (let i = 0; i < n; i += 1) {
    velocity[i] += sensor.velocity[i];
    offset[i] += sensor.height[i];
  }
  return { height: offset, velocity, pitch };
};

/**
 * Bar motion from the height of the shoulders over the hips, which becomes the height of the bar in place: the hips
 * bring their own velocity, so that only what the trunk adds is differentiated.
 */
export const addHips = (height: Float64Array, hips: HipMotion): BarMotion => {
  const n = height.length;
  const velocity = derivative(height, GRID_S);
  for (let i = 0; i < n; i += 1) {
    velocity[i] += hips.velocity[i];
    height[i] += hips.height[i];
  }
  smoothInPlace(velocity, n, SMOOTH_HALF);
  return { height, velocity };
};

/** From the hips to the bar: the trunk leans by `gain` times the pitch, and by what straightens. */
export const barFromHips = (
  hips: HipMotion,
  trunk: TrunkModel,
  straightening: Straightening = NO_STRAIGHTENING,
): BarMotion => {
  const { pitch } = hips;
  const { angle, from, to, course } = straightening;
  const n = pitch.length;
  const height = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const lean = trunk.gain * pitch[i] + (angle === 0 ? 0 : angle * shareLeft(course, from, to, i));
    height[i] = trunk.trunkM * (cosLean(lean) - 1);
  }
  return addHips(height, hips);
};

/** Bar motion from sensor motion; `straightening` adds the lean that the sensor's segment does not show. */
export const barMotion = (
  sensor: SensorMotion,
  trunk: TrunkModel,
  straightening: Straightening = NO_STRAIGHTENING,
): BarMotion => barFromHips(hipMotion(sensor, trunk), trunk, straightening);
