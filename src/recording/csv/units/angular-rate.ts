/** Whether angular rates can be rad/s, told by how gravity turns in the sensor. */
import { IMU_WIDTH } from '../../../domain/sample.ts';
import type { Problem } from '../plausible.ts';
import { type Opening, WINDOW_S } from './opening.ts';

/** Sums of a quarter second: what the accelerometer read, and how the gyro says gravity turned. */
interface Turn {
  readonly mean: Float64Array;
  readonly told: Float64Array;
}

/** A steady gravity vector seen from a turning sensor obeys `da/dt = a × ω`. */
const turns = ({ timeS, imu }: Opening): Turn[] => {
  const found: Turn[] = [];
  let sum = new Float64Array(3);
  let told = new Float64Array(3);
  for (let i = 1, start = 0; i < timeS.length; i += 1) {
    const at = i * IMU_WIDTH;
    const dt = timeS[i] - timeS[i - 1];
    for (let x = 0; x < 3; x += 1) {
      const [y, z] = [(x + 1) % 3, (x + 2) % 3];
      sum[x] += imu[at + x];
      told[x] += (imu[at + y] * imu[at + 3 + z] - imu[at + z] * imu[at + 3 + y]) * dt;
    }
    if (timeS[i] - timeS[start] < WINDOW_S) continue;
    const rows = i - start;
    found.push({ mean: sum.map((value) => value / rows), told });
    sum = new Float64Array(3);
    told = new Float64Array(3);
    start = i;
  }
  return found;
};

/** Least squares of what gravity did on what the gyro says it did. */
interface Agreement {
  /** Factor by which the gyro has to be multiplied to explain gravity. */
  readonly factor: number;
  /** The factor over its standard error: the body's own acceleration is noise here, and there is much of it. */
  readonly certainty: number;
}

const gyroAgreement = (opening: Opening): Agreement | null => {
  const found = turns(opening);
  let seen = 0;
  let told = 0;
  let both = 0;
  for (let i = 1; i < found.length; i += 1) {
    for (let axis = 0; axis < 3; axis += 1) {
      const change = found[i].mean[axis] - found[i - 1].mean[axis];
      // From the middle of one window to the middle of the next: half of either.
      const predicted = (found[i].told[axis] + found[i - 1].told[axis]) / 2;
      seen += change ** 2;
      told += predicted ** 2;
      both += change * predicted;
    }
  }
  if (found.length < 3 || seen === 0 || told === 0) return null;
  const correlation = both / Math.sqrt(seen * told);
  const freedom = 3 * (found.length - 1) - 1;
  return {
    factor: both / told,
    certainty: correlation * Math.sqrt(freedom / Math.max(1 - correlation ** 2, 1e-9)),
  };
};

/** π / 180 is 0.0175; this much around it is still far from the 1 of a right unit. */
const DEGREES = { min: 0.008, max: 0.04 };
const SURE = 5;

/** What is wrong with the angular rates; `null` when they can be rad/s or too little turned to tell. */
export const angularRateProblem = (opening: Opening): Problem | null => {
  const agreement = gyroAgreement(opening);
  if (agreement === null || agreement.certainty < SURE) return null;
  if (agreement.factor < DEGREES.min || agreement.factor > DEGREES.max) return null;
  return {
    message: 'the angular rates are about 57 times what the turning of gravity shows; they look like °/s.',
    cure: 'Multiply gx, gy and gz by 0.0174533.',
  };
};
