/**
 * Whether accelerations can be m/s². A wrong unit is the commonest fault of a converted file, and a silent one: every
 * velocity after it would be wrong by a plausible factor.
 */
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../../domain/sample.ts';
import type { Problem } from '../plausible.ts';
import { type Opening, WINDOW_S } from './opening.ts';

/**
 * Accepted reading at rest, m/s². Wide on purpose: cheap sensors are off by up to 14 %, a lifter who never stands
 * still adds to that, and no other unit comes near.
 */
const AT_REST = { min: 7.5, max: 12.8 };
/**
 * Length of the mean acceleration against the mean length. Gravity points one way for most of a lift, so with it the
 * ratio is near 1; without it only a change of velocity is left, near 0.
 */
const NO_GRAVITY = 0.4;

interface Window {
  readonly mean: number;
  readonly spread: number;
}

const magnitudes = (imu: Float64Array): Float64Array =>
  Float64Array.from({ length: imu.length / IMU_WIDTH }, (_, i) =>
    Math.hypot(imu[i * IMU_WIDTH], imu[i * IMU_WIDTH + 1], imu[i * IMU_WIDTH + 2]),
  );

const summarise = (values: Float64Array): Window => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) };
};

/** Windows of a quarter second from quiet to lively; one window over everything when the recording is shorter. */
const quietFirst = (timeS: Float64Array, values: Float64Array): Window[] => {
  const windows: Window[] = [];
  for (let start = 0, end = 0; end < timeS.length; end += 1) {
    if (timeS[end] - timeS[start] < WINDOW_S) continue;
    if (end - start >= 3) windows.push(summarise(values.subarray(start, end)));
    start = end;
  }
  if (windows.length === 0) return [summarise(values)];
  // Relative spread, so that the order does not depend on the unit in question.
  return windows.toSorted((a, b) => a.spread / a.mean - b.spread / b.mean);
};

const steadiness = (imu: Float64Array): number => {
  const sum = new Float64Array(3);
  for (let i = 0; i < imu.length; i += IMU_WIDTH) {
    for (let axis = 0; axis < 3; axis += 1) sum[axis] += imu[i + axis];
  }
  return Math.hypot(...sum) / magnitudes(imu).reduce((total, value) => total + value, 0);
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

interface Lookalike {
  readonly min: number;
  readonly max: number;
  readonly called: string;
  readonly cure: string;
}

const multiply = (factor: string): string => `Multiply ax, ay and az by ${factor}.`;

/** What a reading at rest tells about its unit. */
const LOOKALIKES: readonly Lookalike[] = [
  { min: 0.7, max: 1.35, called: 'g', cure: multiply('9.80665') },
  { min: 28, max: 38, called: 'ft/s²', cure: multiply('0.3048') },
  // 980.665 and 1000 are nearer to each other than a sensor is to either.
  {
    min: 850,
    max: 1150,
    called: 'cm/s² or thousandths of g',
    cure: 'Multiply ax, ay and az by 0.01 if they are cm/s², by 0.00980665 if they are thousandths of g.',
  },
];

const NO_GRAVITY_PROBLEM = {
  message: 'gravity seems to have been removed from ax, ay and az.',
  cure: 'Export the accelerometer itself ("with gravity"), not "linear" or "user" acceleration.',
};

/** What is wrong with the accelerations; `null` when they can be m/s². */
export const accelerationProblem = ({ timeS, imu }: Opening): Problem | null => {
  if (timeS.length === 0) return null;
  const windows = quietFirst(timeS, magnitudes(imu));
  // The quieter half: a single window can sit in an even push, and the lively ones tell of movement.
  const atRest = median(windows.slice(0, Math.ceil(windows.length / 2)).map((window) => window.mean));
  if (atRest >= AT_REST.min && atRest <= AT_REST.max) return null;
  const reading = Number(atRest.toPrecision(3));
  if (atRest < AT_REST.min && steadiness(imu) < NO_GRAVITY) {
    const { message, cure } = NO_GRAVITY_PROBLEM;
    return { message: `at rest the sensor reads ${reading}: ${message}`, cure };
  }
  const looks = LOOKALIKES.find(({ min, max }) => atRest >= min && atRest <= max);
  const message = `at rest the sensor reads ${reading}, but gravity is ${STANDARD_GRAVITY.toFixed(1)} m/s²`;
  if (looks !== undefined) return { message: `${message}; it looks like ${looks.called}.`, cure: looks.cure };
  return { message: `${message}.`, cure: 'Scale ax, ay and az to m/s².' };
};
