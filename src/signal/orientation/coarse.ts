/**
 * Decides from two seconds in a row whether the gyroscope has a bias too large for VQF. [D]
 *
 * Components across gravity can be checked: had they been a real turn, gravity would have moved in the sensor. The
 * component along gravity cannot; a person who turns on the spot looks the same. So it counts as evidence only while the
 * sensor is as still as an object that nobody holds.
 */
import { RAD_PER_DEG } from './params.ts';
import type { SecondStats } from './quiet.ts';

/** Both seconds must be at least this quiet: m/s² and °/s per axis. A lifter who holds a bar sways by 3 to 10 °/s. [D] */
const ACC_SIGMA_MPS2 = 0.6;
const GYR_SIGMA_DPS = 12;
/** At most this much noise when nobody touches the sensor, °/s per axis. [D] */
const UNTOUCHED_SIGMA_DPS = 1;
/** The two seconds must agree within this on every axis, °/s. [D] */
const AGREEMENT_DPS = 2.5;

const isQuiet = (s: SecondStats): boolean =>
  s.accSigma <= ACC_SIGMA_MPS2 && s.gyrSigma <= GYR_SIGMA_DPS * RAD_PER_DEG;

/**
 * Bias to take off, rad/s, or `null` if there is no evidence for one.
 * @param limit smallest rate worth acting on, rad/s on any axis
 */
export const coarseBias = (
  now: SecondStats | null,
  before: SecondStats | null,
  limit: number,
): Float64Array | null => {
  if (now === null || before === null || !isQuiet(now) || !isQuiet(before)) return null;
  const { acc } = now;
  const mean = new Float64Array(3);
  for (let k = 0; k < 3; k++) {
    if (Math.abs(now.rate[k] - before.rate[k]) > AGREEMENT_DPS * RAD_PER_DEG) return null;
    mean[k] = (now.rate[k] + before.rate[k]) / 2;
  }
  const untouched = Math.max(now.gyrSigma, before.gyrSigma) <= UNTOUCHED_SIGMA_DPS * RAD_PER_DEG;
  const along = untouched
    ? 0
    : (mean[0] * acc[0] + mean[1] * acc[1] + mean[2] * acc[2]) / (acc[0] ** 2 + acc[1] ** 2 + acc[2] ** 2);
  for (let k = 0; k < 3; k++) if (Math.abs(mean[k] - along * acc[k]) >= limit) return mean;
  return null;
};
