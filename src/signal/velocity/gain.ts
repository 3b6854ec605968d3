/** The part of a trunk's lean that the sensor's segment does not show, from the travel of the bar. */
import { MAX_LEAN } from './trunk.ts';

/** Rise of the hips and pitch of the sensor's segment between lift-off and lockout. */
export interface Closure {
  readonly hipRise: number;
  /** rad */
  readonly pitchFrom: number;
  /** rad */
  readonly pitchTo: number;
}

/** Lumbar flexion that can be gone at lockout, rad (70°), and how far beyond straight it may seem to go. */
const FLEXION_RANGE = { min: -0.7, max: 1.2 } as const;

/**
 * Lumbar flexion at lift-off, gone at lockout, for which the bar rises by `travelM`, rad; clipped to what a body can.
 * Solves travel = rise of the hips + trunk · (cos(lean at lockout) − cos(lean at lift-off)).
 */
export const solveFlexion = (trunkM: number, gain: number, closure: Closure, travelM: number): number => {
  const bent = gain * closure.pitchFrom;
  // Leaning back would lower the shoulders again.
  const least = Math.max(FLEXION_RANGE.min, -bent);
  const cosLean = Math.cos(gain * closure.pitchTo) + (closure.hipRise - travelM) / Math.max(1e-6, trunkM);
  if (cosLean >= 1) return least;
  if (cosLean <= Math.cos(MAX_LEAN)) return FLEXION_RANGE.max;
  return Math.min(FLEXION_RANGE.max, Math.max(least, Math.acos(cosLean) - bent));
};
