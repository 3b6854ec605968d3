/**
 * What is the lifter's own in the trunk model, found from the closure of a lift from the floor: the bar travels the
 * same way in every rep, so what the rise of the sensor does not explain the trunk must have done.
 */
import { trunkDrop, type TrunkModel } from './trunk.ts';

/** Rise of the sensor and pitch of its segment between lift-off and lockout. */
export interface Closure {
  readonly sensorRise: number;
  /** rad */
  readonly pitchFrom: number;
  /** rad */
  readonly pitchTo: number;
}

/** Gains outside are not those of a body; what they would leave unexplained is put down to the lumbar curve. */
export const GAIN_RANGE = { min: 0.9, max: 1.2 } as const;
/** Lumbar flexion that can be gone at lockout, rad (70°), and how far beyond straight it may seem to go. */
const FLEXION_RANGE = { min: -0.5, max: 1.2 } as const;

/** Root of a rising function, clipped to the range. */
const solve = (rise: (x: number) => number, target: number, min: number, max: number): number => {
  if (rise(min) >= target) return min;
  if (rise(max) <= target) return max;
  let low = min;
  let high = max;
  for (let i = 0; i < 40; i += 1) {
    const middle = (low + high) / 2;
    if (rise(middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Gain for which the bar rises by `travelM`, clipped to {@link GAIN_RANGE}. */
export const solveGain = (trunk: TrunkModel, closure: Closure, travelM: number): number =>
  solve(
    (gain) => {
      const model = { ...trunk, gain };
      return closure.sensorRise + trunkDrop(model, closure.pitchTo) - trunkDrop(model, closure.pitchFrom);
    },
    travelM,
    GAIN_RANGE.min,
    GAIN_RANGE.max,
  );

/** Lumbar flexion at lift-off, gone at lockout, that closes what the gain leaves open, rad. */
export const solveFlexion = (trunk: TrunkModel, closure: Closure, travelM: number): number =>
  solve(
    (angle) =>
      closure.sensorRise + trunkDrop(trunk, closure.pitchTo) - trunkDrop(trunk, closure.pitchFrom, angle),
    travelM,
    FLEXION_RANGE.min,
    FLEXION_RANGE.max,
  );
