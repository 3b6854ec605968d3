/**
 * Inclination and relative heading from gyroscope and accelerometer: the 6D part of VQF with rest and motion bias
 * estimation (D. Laidig and T. Seel, "VQF: Highly accurate IMU orientation estimation with bias estimation and
 * magnetic disturbance rejection", Information Fusion 91, 2023). Written from the publication.
 *
 * Idea: strapdown integration of the angular rate gives an almost-inertial frame; in that frame the specific force is
 * low-passed (accelerations of the body cancel there, gravity does not), and what is left of tilt is corrected.
 *
 * Frames and units: imu rows ax, ay, az [m/s²], gx, gy, gz [rad/s] in the sensor frame; quaternion [w x y z] rotates
 * sensor → earth (Z up; heading is free and starts at the sensor's own).
 *
 * Deviations from the published algorithm:
 * 1. The angular rate is integrated over the real interval between samples; the filters keep the coefficients of the
 *    nominal rate (see feed.ts for uneven sources). With an even clock both are the same.
 * 2. No magnetometer, no offline (forward-backward) mode.
 * 3. The low-passes can be restarted softly or settled on a known gravity direction ({@link Vqf.restart},
 *    {@link Vqf.relevel}); the publication knows neither losses nor re-referencing.
 * 4. The covariance of the bias is kept symmetric by construction.
 * 5. The time of stillness starts at 0 instead of one sample when only the gyroscope moves.
 */
import { createBiasEstimator } from './bias.ts';
import { createLowPassBank } from './lowpass.ts';
import { VQF_DEFAULTS, type VqfParams } from './params.ts';
import { createRestDetector } from './rest.ts';

/** State of a {@link Vqf}; survives JSON. Only for a filter with the same parameters and rate. */
export interface VqfSnapshot {
  readonly motion: readonly number[];
  readonly bias: readonly number[];
  readonly rest: readonly number[];
  readonly inertial: readonly number[];
  readonly rotation: readonly number[];
}

export interface Vqf {
  /**
   * Takes sample `row`: `timeS[row]` (s, later than the one before) and `imu[6 row … 6 row + 5]`. Arrays and an
   * integer on purpose: a double argument would be boxed, and the filter must not make work for the collector.
   */
  update(timeS: Float64Array, imu: Float64Array, row: number): void;
  /** Writes w, x, y, z to `out[4 row … 4 row + 3]`. */
  readQuat(out: Float64Array, row: number): void;
  /** Estimated gyroscope bias, 3 values, rad/s, sensor frame. Read only. */
  readonly bias: Float64Array;
  /** True while the sensor is at rest (paper §3.4). */
  atRest(): boolean;
  /** Sets the bias estimate, rad/s, clipped to the parameter's bound, with the initial uncertainty. */
  setBias(bias: ArrayLike<number>): void;
  /**
   * Tells that from now on `offset` (rad/s) is taken off the angular rates before they come here. Estimate and filters
   * go on as if it always had been; the estimate may then move freely within `sigmaDps`, °/s.
   */
  rebase(offset: ArrayLike<number>, sigmaDps: number): void;
  /**
   * Restarts the accelerometer low-pass, after samples were lost. `weightS` is how many seconds the present value
   * still counts; 0 forgets it.
   */
  restart(weightS: number): void;
  /** Takes `acc` (3 values, m/s², sensor frame now) for gravity and corrects the inclination at once. */
  relevel(acc: Float64Array): void;
  /** The next sample is integrated over one nominal interval, whatever its time says. */
  forgetTime(): void;
  readonly save: () => VqfSnapshot;
  readonly restore: (saved: VqfSnapshot) => void;
}

/** Below this angular rate, rad/s, a rotation is numerically none. */
const TINY_RATE = Number.EPSILON;
/** Half-angle cosine below which the correction axis is undefined: within 0.0001° of upside down. */
const TINY_COSINE = 1e-6;
/** Values in the motion state: strapdown quaternion 0–3, correction quaternion 4–7, last time 8, at rest 9, primed 10, interval 11. */
const MOTION_SIZE = 12;

/**
 * @param rateHz nominal rate: the number of samples per second where none is lost
 */
export const createVqf = (rateHz: number, params: VqfParams = VQF_DEFAULTS): Vqf => {
  const periodS = 1 / rateHz;
  const m = new Float64Array(MOTION_SIZE);
  m[0] = m[4] = 1;
  const estimator = createBiasEstimator(params, rateHz);
  const bias = estimator.bias;
  const rest = createRestDetector(params, rateHz);
  const inertialLowPass = createLowPassBank(3, params.tauAccS, rateHz);
  const rotationLowPass = createLowPassBank(11, params.tauAccS, rateHz);
  // Scratch, written before it is read in every update.
  const force = new Float64Array(3);
  const rotation = new Float64Array(13);

  /** §3.1: turns the strapdown quaternion by the bias-corrected rate over the interval in `m[11]`. */
  const strapdown = (imu: Float64Array, o: number): void => {
    const x = imu[o + 3] - bias[0], y = imu[o + 4] - bias[1], z = imu[o + 5] - bias[2]; // prettier-ignore
    const rate = Math.sqrt(x * x + y * y + z * z);
    if (rate <= TINY_RATE) return;
    const half = 0.5 * rate * m[11];
    const c = Math.cos(half);
    const s = Math.sin(half) / rate;
    const w0 = m[0], x0 = m[1], y0 = m[2], z0 = m[3]; // prettier-ignore
    const w1 = w0 * c - s * (x0 * x + y0 * y + z0 * z);
    const x1 = x0 * c + s * (w0 * x + y0 * z - z0 * y);
    const y1 = y0 * c + s * (w0 * y - x0 * z + z0 * x);
    const z1 = z0 * c + s * (w0 * z + x0 * y - y0 * x);
    const n = 1 / Math.sqrt(w1 * w1 + x1 * x1 + y1 * y1 + z1 * z1);
    m[0] = w1 * n;
    m[1] = x1 * n;
    m[2] = y1 * n;
    m[3] = z1 * n;
  };

  /** Rotates the vector v[o … o+2] by the quaternion m[q … q+3] into `force`. */
  const rotate = (q: number, v: Float64Array, o: number): void => {
    const w = m[q], x = m[q + 1], y = m[q + 2], z = m[q + 3]; // prettier-ignore
    const vx = v[o], vy = v[o + 1], vz = v[o + 2]; // prettier-ignore
    const tx = 2 * (y * vz - z * vy), ty = 2 * (z * vx - x * vz), tz = 2 * (x * vy - y * vx); // prettier-ignore
    force[0] = vx + w * tx + y * tz - z * ty;
    force[1] = vy + w * ty + z * tx - x * tz;
    force[2] = vz + w * tz + x * ty - y * tx;
  };

  /**
   * §3.3: turns the correction quaternion by the shortest way that brings the low-passed force in `force`
   * (almost-inertial frame) to vertical. Leaves that force, normalised, in the earth frame before correction.
   */
  const correctInclination = (): void => {
    rotate(4, force, 0);
    const norm = Math.sqrt(force[0] * force[0] + force[1] * force[1] + force[2] * force[2]);
    if (norm === 0) {
      // Free fall on average: no direction to correct to.
      force[2] = 1;
      return;
    }
    force[0] /= norm;
    force[1] /= norm;
    force[2] /= norm;
    let cw = Math.sqrt(Math.max(0, (force[2] + 1) / 2)), cx = 1, cy = 0; // prettier-ignore
    if (cw > TINY_COSINE) {
      cx = (0.5 * force[1]) / cw;
      cy = (-0.5 * force[0]) / cw;
    } else cw = 0;
    const w0 = m[4], x0 = m[5], y0 = m[6], z0 = m[7]; // prettier-ignore
    const w1 = cw * w0 - cx * x0 - cy * y0;
    const x1 = cw * x0 + cx * w0 + cy * z0;
    const y1 = cw * y0 - cx * z0 + cy * w0;
    const z1 = cw * z0 + cx * y0 - cy * x0;
    const n = 1 / Math.sqrt(w1 * w1 + x1 * x1 + y1 * y1 + z1 * z1);
    m[4] = w1 * n;
    m[5] = x1 * n;
    m[6] = y1 * n;
    m[7] = z1 * n;
  };

  /** §3.5: low-passes the rotation matrix and R·bias, runs the Kalman step. */
  const estimateBias = (atRest: boolean): void => {
    const a = m[4], b = m[5], c = m[6], d = m[7], e = m[0], f = m[1], g = m[2], h = m[3]; // prettier-ignore
    const w = a * e - b * f - c * g - d * h;
    const x = a * f + b * e + c * h - d * g;
    const y = a * g - b * h + c * e + d * f;
    const z = a * h + b * g - c * f + d * e;
    const r = rotation;
    r[0] = 1 - 2 * (y * y + z * z);
    r[1] = 2 * (x * y - w * z);
    r[2] = 2 * (x * z + w * y);
    r[3] = 2 * (x * y + w * z);
    r[4] = 1 - 2 * (x * x + z * z);
    r[5] = 2 * (y * z - w * x);
    r[6] = 2 * (x * z - w * y);
    r[7] = 2 * (y * z + w * x);
    r[8] = 1 - 2 * (x * x + y * y);
    r[9] = r[0] * bias[0] + r[1] * bias[1] + r[2] * bias[2];
    r[10] = r[3] * bias[0] + r[4] * bias[1] + r[5] * bias[2];
    rotationLowPass.filter(r);
    if (atRest) {
      estimator.rest(rest.mean);
      return;
    }
    r[11] = -force[1] * rateHz;
    r[12] = force[0] * rateHz;
    estimator.motion(r);
  };

  return {
    bias,
    update(timeS, imu, row) {
      const o = 6 * row;
      const t = timeS[row];
      m[11] = m[10] === 1 ? t - m[8] : periodS;
      m[8] = t;
      m[10] = 1;
      strapdown(imu, o);
      // A true zero force does not happen on earth: it is a sensor's way to say "no data".
      if (imu[o] === 0 && imu[o + 1] === 0 && imu[o + 2] === 0) return;
      const atRest = rest.update(imu, o);
      m[9] = atRest ? 1 : 0;
      rotate(0, imu, o);
      inertialLowPass.filter(force);
      correctInclination();
      estimateBias(atRest);
    },
    readQuat(out, row) {
      const o = 4 * row;
      const a = m[4], b = m[5], c = m[6], d = m[7], e = m[0], f = m[1], g = m[2], h = m[3]; // prettier-ignore
      // Adding 0 turns −0 into 0, so that a state that went through JSON gives the same bits.
      out[o] = a * e - b * f - c * g - d * h + 0;
      out[o + 1] = a * f + b * e + c * h - d * g + 0;
      out[o + 2] = a * g - b * h + c * e + d * f + 0;
      out[o + 3] = a * h + b * g - c * f + d * e + 0;
    },
    atRest: () => m[9] === 1,
    setBias(value) {
      estimator.set(value, params.biasSigmaInitDps);
      rotationLowPass.restart(0);
    },
    rebase(offset, sigmaDps) {
      rotationLowPass.subtract(9, 0, offset);
      rotationLowPass.subtract(10, 3, offset);
      estimator.set([bias[0] - offset[0], bias[1] - offset[1], bias[2] - offset[2]], sigmaDps);
    },
    restart(weightS) {
      inertialLowPass.restart(weightS);
      rotationLowPass.restart(weightS);
    },
    relevel(acc) {
      rotate(0, acc, 0);
      inertialLowPass.settle(force);
      rotationLowPass.restart(0);
      correctInclination();
    },
    forgetTime() {
      m[10] = 0;
    },
    save: () => ({
      motion: Array.from(m, (x) => x + 0),
      bias: estimator.save(),
      rest: rest.save(),
      inertial: inertialLowPass.save(),
      rotation: rotationLowPass.save(),
    }),
    restore(saved) {
      m.set(saved.motion);
      estimator.restore(saved.bias);
      rest.restore(saved.rest);
      inertialLowPass.restore(saved.inertial);
      rotationLowPass.restore(saved.rotation);
    },
  };
};
