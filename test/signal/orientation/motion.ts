/** Exact inertial samples of a known rotation without translation, for tests of the orientation filter. */
import { STANDARD_GRAVITY } from '../../../src/domain/sample.ts';

export type Quat = readonly [number, number, number, number];
export type Vec = readonly [number, number, number];

export const DEG = Math.PI / 180;

export const multiply = (p: Quat, q: Quat): Quat => [
  p[0] * q[0] - p[1] * q[1] - p[2] * q[2] - p[3] * q[3],
  p[0] * q[1] + p[1] * q[0] + p[2] * q[3] - p[3] * q[2],
  p[0] * q[2] - p[1] * q[3] + p[2] * q[0] + p[3] * q[1],
  p[0] * q[3] + p[1] * q[2] - p[2] * q[1] + p[3] * q[0],
];
const conjugate = (q: Quat): Quat => [q[0], -q[1], -q[2], -q[3]];
export const about = (axis: Vec, angle: number): Quat => {
  const s = Math.sin(angle / 2) / Math.hypot(...axis);
  return [Math.cos(angle / 2), s * axis[0], s * axis[1], s * axis[2]];
};
/** The earth's up seen from a sensor with attitude `q` (sensor → earth). */
export const upOf = (q: Quat): Vec => [
  2 * (q[1] * q[3] - q[0] * q[2]),
  2 * (q[2] * q[3] + q[0] * q[1]),
  1 - 2 * (q[1] * q[1] + q[2] * q[2]),
];
export const rowQuat = (quat: Float64Array, row: number): Quat => [
  quat[4 * row],
  quat[4 * row + 1],
  quat[4 * row + 2],
  quat[4 * row + 3],
];
/** Angle between two directions, degrees; precise for small ones. */
export const angleDeg = (a: Vec, b: Vec): number => {
  const cross = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  return Math.atan2(Math.hypot(...cross), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / DEG;
};

export interface Recording {
  readonly count: number;
  readonly timeS: Float64Array;
  readonly imu: Float64Array;
  readonly truth: readonly Quat[];
}

/**
 * Samples of the rotation `attitude(t)` at the given times. The angular rate of a sample is the constant rate that
 * turned the sensor since the sample before, in the sensor frame, plus `bias` (rad/s).
 */
export const record = (
  times: readonly number[],
  attitude: (t: number) => Quat,
  bias: Vec = [0, 0, 0],
): Recording => {
  const truth = times.map(attitude);
  const imu = new Float64Array(6 * times.length);
  for (let i = 0; i < times.length; i++) {
    const up = upOf(truth[i]);
    for (let k = 0; k < 3; k++) imu[6 * i + k] = STANDARD_GRAVITY * up[k];
    const j = Math.max(i, 1);
    const dt = times[j] - times[j - 1];
    const step = multiply(conjugate(truth[j - 1]), truth[j]);
    const s = Math.hypot(step[1], step[2], step[3]);
    const rate = s === 0 ? 0 : (2 * Math.atan2(s, step[0])) / (s * dt);
    for (let k = 0; k < 3; k++) imu[6 * i + 3 + k] = rate * step[k + 1] + bias[k];
  }
  return { count: times.length, timeS: Float64Array.from(times), imu, truth };
};

/** Evenly spaced times, s. */
export const evenly = (rateHz: number, durationS: number): number[] =>
  Array.from({ length: Math.round(rateHz * durationS) }, (_, i) => i / rateHz);

/** Still for two seconds, then bends about a tilted axis and turns, as a lifter might. */
export const bending = (t: number): Quat => {
  const u = Math.max(0, t - 2);
  return multiply(
    about([0, 0, 1], 0.4 * Math.sin(0.3 * u)),
    multiply(about([0.1, 1, 0], 0.5 * (1 - Math.cos(1.7 * u))), about([1, 0, 0], 0.1 * Math.sin(u))),
  );
};
