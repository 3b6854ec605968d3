/**
 * Steps: nobody walks with the bar at lockout, so walking between an ascent and the next descent tells that the
 * bar was not in the hands.
 */
import type { MotionWindow } from '../motion/history.ts';
import { GRID_HZ } from '../motion/motion.ts';

/** Tunable quantities of step detection. */
export interface GaitParams {
  /** Stretch that must look like walking, s. Default 1.5: three steps at an ordinary cadence of 2 Hz. */
  readonly stretchS: number;
  /** Spread of vertical acceleration at the waist from which it may be walking, m/s². Default 0.8. */
  readonly minSpread: number;
  /** Swings of vertical acceleration needed in the stretch. Default 5. */
  readonly minSwings: number;
  /** Shortest time from one swing to the next, s. Default 0.12: plates ring faster, nobody steps faster. */
  readonly minSwingS: number;
  /** Walking is upright: largest tilt from standing, rad. Default 0.38 (22°). */
  readonly maxTilt: number;
}

export const GAIT_DEFAULTS: GaitParams = {
  stretchS: 1.5,
  minSpread: 0.8,
  minSwings: 5,
  minSwingS: 0.12,
  maxTilt: 0.38,
};

/**
 * True if any stretch of the window looks like walking.
 * @param tilt tilt from standing of a tick of the window, rad
 */
export const containsWalking = (
  window: MotionWindow,
  tilt: (index: number) => number,
  params: GaitParams = GAIT_DEFAULTS,
): boolean => {
  const n = Math.round(params.stretchS * GRID_HZ);
  const hop = Math.round(n / 6);
  for (let from = 0; from + n <= window.count; from += hop) {
    if (looksLikeWalking(window, from, n, tilt, params)) return true;
  }
  return false;
};

const looksLikeWalking = (
  window: MotionWindow,
  from: number,
  n: number,
  tilt: (index: number) => number,
  params: GaitParams,
): boolean => {
  let sum = 0;
  let squares = 0;
  for (let i = from; i < from + n; i += 1) {
    sum += window.vertical[i];
    squares += window.vertical[i] * window.vertical[i];
    if (i % 10 === 0 && tilt(i) > params.maxTilt) return false;
  }
  const mean = sum / n;
  const spread = Math.sqrt(Math.max(0, squares / n - mean * mean));
  if (spread < params.minSpread) return false;
  let swings = 0;
  let side = 0;
  let lastAt = -Infinity;
  const apart = params.minSwingS * GRID_HZ;
  for (let i = from; i < from + n; i += 1) {
    const d = window.vertical[i] - mean;
    const now = d > spread / 2 ? 1 : d < -spread / 2 ? -1 : 0;
    if (now === 0 || now === side) continue;
    side = now;
    if (i - lastAt >= apart) swings += 1;
    lastAt = i;
  }
  return swings >= params.minSwings;
};
