/**
 * What a repetition of each exercise looks like to one sensor: which height tells it, where it starts, how large
 * and how long it is. Lengths in metres are for a lifter of 1.75 m and scale with height.
 */
import type { Exercise, Placement } from '../../domain/exercise.ts';

export interface RepPattern {
  /**
   * `sensor`: the height of the sensor itself. `bar`: the height of shoulders and bar, from sensor height and
   * segment pitch; the right one where the body hinges, because hips may rise little or not at all.
   */
  readonly curve: 'sensor' | 'bar';
  /** `bottom`: from a dead stop on the floor. `top`: lowered from standing first. */
  readonly startsAt: 'bottom' | 'top';
  /** True when the lifter stands upright before the first rep of a recording; from the floor or on a bench not. */
  readonly startsUpright: boolean;
  /** Log-odds of a lift from the top against the same movement by the way. [D] */
  readonly errandPrior: number;
  /** True when a set may begin with a rise from the bottom: from a seat or from the pins. */
  readonly mayLead: boolean;
  /** True when the load flies on after the hips are through. */
  readonly ballistic: boolean;
  /** Smallest reversal that separates two legs, m. */
  readonly reversal: number;
  /** Smallest upward leg that can be a rep, m, of the curve. */
  readonly minExtent: number;
  /** Smallest rise of the sensor itself in a rep, m. */
  readonly minSensorRise: number;
  /** Shortest and longest concentric phase, s. */
  readonly minConcentricS: number;
  readonly maxConcentricS: number;
  /** Longest hold at the top after which a lowering still belongs to the rep, s. Only for `bottom`. */
  readonly maxHoldS: number;
  /** Longest pause at the bottom between lowering and lifting, s. Only for `top`. */
  readonly maxBottomS: number;
}

const FLOOR: RepPattern = {
  curve: 'bar',
  startsAt: 'bottom',
  startsUpright: false,
  errandPrior: 0,
  mayLead: false,
  ballistic: false,
  reversal: 0.12,
  minExtent: 0.18,
  minSensorRise: 0.08,
  minConcentricS: 0.35,
  maxConcentricS: 9,
  maxHoldS: 5,
  maxBottomS: Infinity,
};

const HINGE: RepPattern = {
  curve: 'bar',
  startsAt: 'top',
  startsUpright: true,
  errandPrior: -3,
  mayLead: false,
  ballistic: false,
  reversal: 0.08,
  minExtent: 0.14,
  minSensorRise: -0.1,
  minConcentricS: 0.3,
  maxConcentricS: 7,
  maxHoldS: Infinity,
  maxBottomS: 1.5,
};

const SQUAT: RepPattern = {
  curve: 'sensor',
  startsAt: 'top',
  startsUpright: true,
  errandPrior: -1,
  mayLead: true,
  ballistic: false,
  reversal: 0.1,
  minExtent: 0.16,
  minSensorRise: 0.16,
  minConcentricS: 0.35,
  maxConcentricS: 7,
  maxHoldS: Infinity,
  maxBottomS: 3,
};

const BODY: Record<Exercise, RepPattern> = {
  'conventional-deadlift': FLOOR,
  'sumo-deadlift': { ...FLOOR, minExtent: 0.15, minSensorRise: 0.02 },
  'romanian-deadlift': HINGE,
  'good-morning': HINGE,
  'kettlebell-swing': { ...HINGE, ballistic: true, mayLead: true, minConcentricS: 0.2, maxBottomS: 0.6 },
  'back-extension': { ...HINGE, startsUpright: false, maxBottomS: 3 },
  squat: SQUAT,
  'farmers-carry': FLOOR,
  plank: FLOOR,
};

/**
 * A sensor that moves with the bar sees the lift itself; only its upward strokes are trustworthy. Every lift named here
 * moves the bar by 0.3 m and more; taking it up to the starting position moves it less. [D]
 */
const STROKE: RepPattern = {
  curve: 'sensor',
  startsAt: 'bottom',
  startsUpright: false,
  errandPrior: 0,
  mayLead: false,
  ballistic: false,
  reversal: 0.12,
  minExtent: 0.28,
  minSensorRise: 0.28,
  minConcentricS: 0.3,
  maxConcentricS: 9,
  maxHoldS: Infinity,
  maxBottomS: Infinity,
};

/** Longest pause of a bar between lowering and lifting, s. [D] */
const STROKE_PAUSE_S = 4;

/** Does the sensor at this placement ride on the bar (or the hand that holds it)? */
export const ridesOnBar = (placement: Placement): boolean => placement === 'bar' || placement === 'wrist';

export const repPattern = (exercise: Exercise, placement: Placement): RepPattern => {
  const body = BODY[exercise];
  if (!ridesOnBar(placement)) return body;
  // A bar that starts at the top is lowered before every rep; racking it is not a rep.
  return body.startsAt === 'top' ? { ...STROKE, maxBottomS: STROKE_PAUSE_S } : STROKE;
};
