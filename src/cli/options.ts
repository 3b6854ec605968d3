/** Values on the command line, with a word on how to mend what is wrong. */
import { InvalidArgumentError } from 'commander';
import { BAR_TRAVEL_RANGE_M, HEIGHT_RANGE_M } from '../domain/athlete.ts';
import {
  EXERCISES,
  EXERCISES_WITHOUT_REPS,
  type Exercise,
  type Placement,
  PLACEMENTS,
} from '../domain/exercise.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

const LOAD_RANGE_KG: Range = { min: 0, max: 600 };

const invalid = (message: string): never => {
  throw new InvalidArgumentError(message);
};

const number = (text: string, example: string): number => {
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text.trim())) {
    invalid(`Give a number with a decimal point, for example ${example}.`);
  }
  return Number(text);
};

/** A length in metres. People think in centimetres, so that slip has its own answer. */
const metres = (text: string, { min, max }: Range, example: string): number => {
  const value = number(text, example);
  if (value >= min && value <= max) return value;
  const hint =
    value / 100 >= min && value / 100 <= max
      ? ` This looks like centimetres: write ${value / 100}.`
      : ` For example ${example}.`;
  return invalid(`Must be between ${min} and ${max} m.${hint}`);
};

/** `--height` */
export const parseHeight = (text: string): number => metres(text, HEIGHT_RANGE_M, '1.78');

/** `--bar-travel` */
export const parseBarTravel = (text: string): number => metres(text, BAR_TRAVEL_RANGE_M, '0.56');

/** `--load`, in kilograms. @param kgPerUnit what one of the written unit weighs, kg */
export const parseLoad = (text: string, kgPerUnit = 1): number => {
  const value = number(text, '140') * kgPerUnit;
  const { min, max } = LOAD_RANGE_KG;
  return value >= min && value <= max ? value : invalid(`Must be between ${min} and ${max} kg.`);
};

/** `--exercise` */
export const parseExercise = (text: string): Exercise => {
  const exercise = EXERCISES.find((name) => name === text);
  const analysed = EXERCISES.filter((name) => !EXERCISES_WITHOUT_REPS.includes(name));
  if (exercise === undefined) return invalid(`Choose one of ${analysed.join(', ')}.`);
  if (EXERCISES_WITHOUT_REPS.includes(exercise)) {
    return invalid(
      `A ${exercise} has no repetitions and cannot be analysed yet. Choose one of ${analysed.join(', ')}.`,
    );
  }
  return exercise;
};

/** `--placement` */
export const parsePlacement = (text: string): Placement =>
  PLACEMENTS.find((name) => name === text) ?? invalid(`Choose one of ${PLACEMENTS.join(', ')}.`);

/** `--rate`: a number of rows a second, or the rows of the recording. */
export const parseRate = (text: string): number | 'native' => {
  if (text === 'native') return text;
  const value = number(text, '100');
  return value >= 1 && value <= 2000 ? value : invalid('Must be "native" or between 1 and 2000 Hz.');
};

/** Where the page is, or on the next port that is free. */
export const USUAL_PORT = 8440;

/** `--page` */
export const parsePort = (text: string): number => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return value <= 65_535 ? value : invalid('Give a port, for example 8440.');
};
