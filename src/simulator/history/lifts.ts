/** The lifts of the simulated training, and how fast a bar moves in them. */
import type { Exercise } from '../../domain/exercise.ts';

/** Those of `Exercise` that are trained here. */
export type Lift = Extract<
  Exercise,
  'conventional-deadlift' | 'sumo-deadlift' | 'squat' | 'romanian-deadlift'
>;

/** What is typical of a lift; lifters differ around it. */
export interface LiftTraits {
  /** Best single against that of the conventional deadlift. Own assumption. */
  readonly strengthShare: number;
  /** Mean velocity of a true maximum, m/s (published: deadlift 0.14–0.33, squat 0.30). */
  readonly velocityAtMaxMps: number;
  /** How much faster the bar gets as the load falls from the maximum to nothing, m/s (slope of Benavides-Ubric 2020). */
  readonly velocitySlopeMps: number;
  /** Travel of the bar for a lifter of 1.75 m, m. */
  readonly travelM: number;
  /** Spread of the travel from rep to rep, m: a floor is always in the same place, the bottom of a squat is not. */
  readonly travelSpreadM: number;
  readonly fromFloor: boolean;
}

export const LIFT_TRAITS: Readonly<Record<Lift, LiftTraits>> = {
  'conventional-deadlift': {
    strengthShare: 1,
    velocityAtMaxMps: 0.24,
    velocitySlopeMps: 1.22,
    travelM: 0.54,
    travelSpreadM: 0.004,
    fromFloor: true,
  },
  'sumo-deadlift': {
    strengthShare: 1.02,
    velocityAtMaxMps: 0.22,
    velocitySlopeMps: 1.1,
    travelM: 0.45,
    travelSpreadM: 0.004,
    fromFloor: true,
  },
  squat: {
    strengthShare: 0.84,
    velocityAtMaxMps: 0.3,
    velocitySlopeMps: 1.2,
    travelM: 0.58,
    travelSpreadM: 0.018,
    fromFloor: false,
  },
  'romanian-deadlift': {
    strengthShare: 0.78,
    velocityAtMaxMps: 0.3,
    velocitySlopeMps: 1.05,
    travelM: 0.46,
    travelSpreadM: 0.016,
    fromFloor: false,
  },
};
