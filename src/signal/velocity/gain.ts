/** The part of a trunk's lean that the sensor's segment does not show, from the travel of the bar. */
import { trunkDrop, type TrunkModel } from './trunk.ts';

/** Rise of the sensor and pitch of its segment between lift-off and lockout. */
export interface Closure {
  readonly sensorRise: number;
  /** rad */
  readonly pitchFrom: number;
  /** rad */
  readonly pitchTo: number;
}

/** Lumbar flexion that can be gone at lockout, rad (70°), and how far beyond straight it may seem to go. */
const FLEXION_RANGE = { min: -0.7, max: 1.2 } as const;

/** Halvings of the range: to a hundredth of a millirad. */
const HALVINGS = 18;

/** Lumbar flexion at lift-off, gone at lockout, for which the bar rises by `travelM`, rad; clipped to what a body can. */
export const solveFlexion = (trunk: TrunkModel, closure: Closure, travelM: number): number => {
  const target = travelM - closure.sensorRise - trunkDrop(trunk, closure.pitchTo);
  // The bar's rise grows with the flexion that goes.
  // Leaning back would lower the shoulders again.
  let low = Math.max(FLEXION_RANGE.min, -trunk.gain * closure.pitchFrom);
  let high: number = FLEXION_RANGE.max;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (-trunkDrop(trunk, closure.pitchFrom, middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
