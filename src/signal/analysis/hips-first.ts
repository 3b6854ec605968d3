/**
 * "Hips shoot up": the hips rise and the trunk pitches forward while the bar stays down.
 *
 * A little of it is normal: in two captured pulls the hips rose by about 4 cm, a sixth of their way, and the pelvis
 * pitched forward by 2 to 5° before the bar moved.
 */
import { repPattern } from '../reps/pattern.ts';
import type { LiftOptions } from './options.ts';
import type { Pull } from './pull.ts';

/** Tunable quantities. */
export interface HipsFirstParams {
  /** Rise of the hips from the braced set-up with the bar still down, m. Default 0.055 [D]. */
  readonly minRiseM: number;
  /** Forward pitch of the sensor's segment from the set-up meanwhile, rad. Default 0.05 (3°) [D]. */
  readonly minPitch: number;
  /** Bar rise that counts as still down, m. Default 0.01. */
  readonly barDownM: number;
}

export const HIPS_FIRST_DEFAULTS: HipsFirstParams = { minRiseM: 0.055, minPitch: 0.05, barDownM: 0.01 };

export const hipsRoseFirst = (
  pull: Pull,
  options: LiftOptions,
  params: HipsFirstParams = HIPS_FIRST_DEFAULTS,
): boolean => {
  if (repPattern(options.exercise, options.placement).startsAt !== 'bottom' || !pull.braced) return false;
  const { height } = pull.velocity.bar;
  let moved = pull.liftOff;
  while (moved < pull.lockout && height[moved] < height[pull.liftOff] + params.barDownM) moved += 1;
  const rise = pull.sensor.height[moved] - pull.sensor.height[pull.setUp];
  const pitch = pull.posture.pitch[moved] - pull.posture.pitch[pull.setUp];
  return rise >= params.minRiseM && pitch >= params.minPitch;
};
