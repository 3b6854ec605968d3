/** A lift in closed form: the bar's course is given, the sensor's follows from the trunk model. */
import { GRID_S } from '../../../src/signal/motion/motion.ts';
import type { SensorMotion } from '../../../src/signal/velocity/bar-motion.ts';
import { trunkDrop, type TrunkModel } from '../../../src/signal/velocity/trunk.ts';

export interface LiftPlan {
  readonly travelM: number;
  readonly seconds: number;
  /** Pitch of the sensor's segment at lift-off, rad. */
  readonly pitch: number;
  /** Rest before lift-off, s. */
  readonly restS: number;
  readonly trunk: TrunkModel;
}

export interface Lift {
  readonly sensor: SensorMotion;
  /** Ticks. */
  readonly liftOff: number;
  readonly lockout: number;
  readonly barVelocity: Float64Array;
}

/** Smoothest way from rest to rest (minimum jerk); its peak is 1.875 times its mean. */
const course = (u: number): number => (u <= 0 ? 0 : u >= 1 ? 1 : u * u * u * (10 - 15 * u + 6 * u * u));
const speed = (u: number): number => (u <= 0 || u >= 1 ? 0 : 30 * u * u * (1 - u) * (1 - u));

export const makeLift = ({ travelM, seconds, pitch, restS, trunk }: LiftPlan): Lift => {
  const n = Math.round((restS + seconds + 1) / GRID_S);
  const height = new Float64Array(n);
  const velocity = new Float64Array(n);
  const segment = new Float64Array(n);
  const barVelocity = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const u = (i * GRID_S - restS) / seconds;
    // Trunks come up late: hips first, as everybody lifts.
    segment[i] = pitch * (1 - course(u) ** 2);
    height[i] = travelM * course(u) - trunkDrop(trunk, segment[i]);
    barVelocity[i] = (travelM * speed(u)) / seconds;
  }
  for (let i = 1; i < n - 1; i += 1) velocity[i] = (height[i + 1] - height[i - 1]) / (2 * GRID_S);
  return {
    sensor: { height, velocity, pitch: segment },
    liftOff: restS / GRID_S,
    lockout: (restS + seconds) / GRID_S,
    barVelocity,
  };
};
