/**
 * Motion of the sensor around one ascent, smoothed with the knowledge of where the ascent is.
 *
 * The belt of a lifter who grinds moves as little as that of a lifter who stands: taken for stillness, a stall would
 * drag the velocity to zero while the bar rises. So stillness counts only outside the ascent.
 */
import { smoothVertical, VERTICAL_DEFAULTS } from '../kinematics/vertical.ts';
import { GRID_HZ } from '../motion/motion.ts';
import type { SensorMotion } from './bar-motion.ts';

/** What the sensor told over a window of ticks, before any smoothing. */
export interface SensorReadings {
  /** Upward acceleration, gravity removed, m/s². */
  readonly vertical: Float64Array;
  /** 0 = still, above 6 = in motion. */
  readonly unrest: Float64Array;
  /** White error of acceleration that was guessed over a loss, see kinematics/loss.ts; `null` where none was. */
  readonly lost: Float64Array | null;
}

/** Unrest that carries no information about velocity. */
const IN_MOTION = 99;

/**
 * Between two stillnesses drift is bounded anyway; a strong pull of the height to zero would only flatten slow lifts.
 * Half as strong as usual: without any, lifts in a long run of touch-and-go drift. [D]
 */
const LOOSE = { ...VERTICAL_DEFAULTS, heightSpread: 0.45 };

/** Smoothed motion over the window; no stillness is believed between the ticks `from` and `to`. */
export const sensorMotion = (
  readings: SensorReadings,
  pitch: Float64Array,
  from: number,
  to: number,
): SensorMotion => {
  const unrest = readings.unrest.slice();
  unrest.fill(IN_MOTION, Math.max(0, Math.ceil(from)), Math.max(0, Math.ceil(to)));
  const { height, velocity } = smoothVertical(readings.vertical, unrest, readings.lost, LOOSE);
  return { height, velocity, pitch };
};

/** Stretch after lockout over which the body stands, ticks. */
const STANDING_TICKS = 15;

/** Pitch from the posture right after tick `lockout`: zero there, so that nothing of the trunk is left over. */
export const zeroedPitch = (pitch: Float64Array, lockout: number): Float64Array => {
  const end = Math.min(pitch.length, lockout + STANDING_TICKS);
  let sum = 0;
  for (let i = lockout; i < end; i += 1) sum += pitch[i];
  const zero = sum / Math.max(1, end - lockout);
  return pitch.map((p) => p - zero);
};

/** Unrest below which a lifter stands still, and pitch from lockout below which standing is standing, rad. */
const STANDING_UNREST = 1;
const STANDING_PITCH = 0.14;

/** Share of the rise to lockout by which the body came down before it: hips sink a few centimetres before a pull. [D] */
const CAME_DOWN = 0.3;

/**
 * Between two lockouts without a rest on the floor (touch-and-go) nothing tells the velocity at the bottom. But the
 * lifter stands as tall at both: height gained between them is drift. Velocity being closed at both ends, the likeliest
 * drift of an integrated random error is a parabola.
 */
export const closeHeights = (
  motion: SensorMotion,
  unrest: Float64Array,
  liftOff: number,
  lockout: number,
): SensorMotion => {
  let before = Math.min(liftOff, unrest.length - 1);
  while (before >= 0 && unrest[before] >= STANDING_UNREST) before -= 1;
  const ticks = lockout - before;
  if (before < 0 || ticks <= 0 || Math.abs(motion.pitch[before]) > STANDING_PITCH) return motion;
  let low = Infinity;
  for (let i = before; i <= lockout; i += 1) low = Math.min(low, motion.height[i]);
  // Pelves hardly pitch in a sumo stance: who did not come down since did not stand, and has risen truly.
  if (motion.height[before] - low < CAME_DOWN * (motion.height[lockout] - low)) return motion;
  const gained = motion.height[lockout] - motion.height[before];
  const height = motion.height.slice();
  const velocity = motion.velocity.slice();
  for (let i = before; i < height.length; i += 1) {
    const x = Math.min(1, (i - before) / ticks);
    height[i] -= gained * x * x * (3 - 2 * x);
    velocity[i] -= ((6 * gained * x * (1 - x)) / ticks) * GRID_HZ;
  }
  return { height, velocity, pitch: motion.pitch };
};
