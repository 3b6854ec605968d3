/** Which lifters do what. */
import type { ScenarioName } from '../../src/simulator/index.ts';

/**
 * First of the held-out lifters. Development and its tests use lifters 1 to 320; from 9001 on they are for this bench
 * alone, and no parameter may be chosen by what it says about them. To try something, run the bench on other lifters:
 * `npm run bench -- virtual-lifter --first-lifter 201`.
 */
export const HELD_OUT = 9001;

export const lifterCount = (quick: boolean): number => (quick ? 4 : 12);

/** Daily life watched in all, s. */
export const dailyLifeS = (quick: boolean): number => (quick ? 0.5 : 2) * 3600;

/** Lifts from the floor: their bar travel can be taped, so they are analysed with and without the tape. */
export const FLOOR = [
  'deadlift-dead-stop',
  'deadlift-touch-and-go',
  'deadlift-rolling-start',
  'sumo',
  'grinder-singles',
  'rounding',
  'hips-first',
  'asymmetry',
  'slip',
  'missed-pull',
  'drops',
  'lossy',
  'training-session',
] as const satisfies readonly ScenarioName[];

export const isFloor = (scenario: ScenarioName): boolean => FLOOR.some((name) => name === scenario);

/** Lifts that start at the top, and swings. */
export const OTHER = [
  'squat',
  'rdl',
  'good-morning',
  'kettlebell-swing',
  'back-extension',
] as const satisfies readonly ScenarioName[];

/** The days on which a scenario is done. Rounding twice: a lifter rounds only a few reps of a set. */
export const daysOf = (scenario: ScenarioName): readonly number[] => (scenario === 'rounding' ? [1, 2] : [1]);

/** Scenarios in which the back is judged with a baseline, and with a second sensor. */
export const BACK: readonly ScenarioName[] = ['rounding', 'deadlift-dead-stop'];

/** Days of clean sets that the lifter's corridor is learnt from; no other figure uses them. */
export const BASELINE_DAYS: readonly number[] = [101, 102];
