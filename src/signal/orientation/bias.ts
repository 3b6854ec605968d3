import { RAD_PER_DEG, type VqfParams } from './params.ts';

/**
 * Kalman filter for the gyroscope bias (paper §3.5). State: the bias, rad/s, sensor frame; its covariance is kept in
 * (0.01 °/s)² as in the publication, which keeps the numbers near one.
 */
export interface BiasEstimator {
  /** Present estimate, 3 values, rad/s. Read only. */
  readonly bias: Float64Array;
  /** Update at rest with the low-passed angular rate (first 3 values of `gyr`, rad/s). */
  rest(gyr: Float64Array): void;
  /**
   * Update in motion. `m`: 0…8 low-passed rotation matrix sensor→earth, row-major; 9, 10 low-passed horizontal
   * components of that matrix times the bias; 11, 12 rate of the inclination correction about x and y, rad/s.
   */
  motion(m: Float64Array): void;
  /** Begins anew from a bias, rad/s (clipped), of uncertainty `sigmaDps`, °/s. */
  set(bias: ArrayLike<number>, sigmaDps: number): void;
  readonly save: () => number[];
  readonly restore: (saved: readonly number[]) => void;
}

const squared = (x: number): number => x * x;
/** Steady-state measurement variance that makes the converged uncertainty equal to `sigmaDps`. */
const measurementVariance = (sigmaDps: number, growth: number): number => {
  const p = squared(100 * sigmaDps);
  return (p * p) / growth + p;
};

export const createBiasEstimator = (params: VqfParams, rateHz: number): BiasEstimator => {
  const clip = params.biasClipDps * RAD_PER_DEG;
  const varianceMax = squared(100 * params.biasSigmaInitDps);
  const growth = squared(0.1 * 100) / (rateHz * params.biasForgettingTimeS);
  const wRest = measurementVariance(params.biasSigmaRestDps, growth);
  const wMotion = measurementVariance(params.biasSigmaMotionDps, growth);
  const wVertical = wMotion / Math.max(params.biasVerticalForgettingFactor, 1e-10);

  const bias = new Float64Array(3);
  // Upper triangle: xx, xy, xz, yy, yz, zz.
  const cov = Float64Array.of(varianceMax, 0, 0, varianceMax, 0, varianceMax);
  const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const innovation = new Float64Array(3);
  const weight = new Float64Array(3);

  const clamp = (values: Float64Array): void => {
    for (let i = 0; i < 3; i++) values[i] = Math.min(Math.max(values[i], -clip), clip);
  };

  /** One Kalman step for the measurement matrix `r` with the prepared `innovation` and `weight`. */
  const correct = (r: Float64Array): void => {
    if (cov[0] < varianceMax) cov[0] += growth;
    if (cov[3] < varianceMax) cov[3] += growth;
    if (cov[5] < varianceMax) cov[5] += growth;
    const p0 = cov[0], p1 = cov[1], p2 = cov[2], p3 = cov[3], p4 = cov[4], p5 = cov[5]; // prettier-ignore
    const r0 = r[0], r1 = r[1], r2 = r[2], r3 = r[3], r4 = r[4], r5 = r[5], r6 = r[6], r7 = r[7], r8 = r[8]; // prettier-ignore

    // The paper clips the disagreement: it bounds the harm of the first inclination corrections.
    clamp(innovation);
    const e0 = innovation[0], e1 = innovation[1], e2 = innovation[2]; // prettier-ignore

    // A = P Rᵀ
    const a00 = p0 * r0 + p1 * r1 + p2 * r2, a01 = p0 * r3 + p1 * r4 + p2 * r5, a02 = p0 * r6 + p1 * r7 + p2 * r8; // prettier-ignore
    const a10 = p1 * r0 + p3 * r1 + p4 * r2, a11 = p1 * r3 + p3 * r4 + p4 * r5, a12 = p1 * r6 + p3 * r7 + p4 * r8; // prettier-ignore
    const a20 = p2 * r0 + p4 * r1 + p5 * r2, a21 = p2 * r3 + p4 * r4 + p5 * r5, a22 = p2 * r6 + p4 * r7 + p5 * r8; // prettier-ignore

    // S = R P Rᵀ + W, symmetric, and its inverse T
    const s00 = r0 * a00 + r1 * a10 + r2 * a20 + weight[0];
    const s01 = r0 * a01 + r1 * a11 + r2 * a21;
    const s02 = r0 * a02 + r1 * a12 + r2 * a22;
    const s11 = r3 * a01 + r4 * a11 + r5 * a21 + weight[1];
    const s12 = r3 * a02 + r4 * a12 + r5 * a22;
    const s22 = r6 * a02 + r7 * a12 + r8 * a22 + weight[2];
    const c00 = s11 * s22 - s12 * s12, c01 = s02 * s12 - s01 * s22, c02 = s01 * s12 - s02 * s11; // prettier-ignore
    const q = 1 / (s00 * c00 + s01 * c01 + s02 * c02);
    const t00 = c00 * q, t01 = c01 * q, t02 = c02 * q; // prettier-ignore
    const t11 = (s00 * s22 - s02 * s02) * q, t12 = (s01 * s02 - s00 * s12) * q, t22 = (s00 * s11 - s01 * s01) * q; // prettier-ignore

    // K = A T
    const k00 = a00 * t00 + a01 * t01 + a02 * t02, k01 = a00 * t01 + a01 * t11 + a02 * t12, k02 = a00 * t02 + a01 * t12 + a02 * t22; // prettier-ignore
    const k10 = a10 * t00 + a11 * t01 + a12 * t02, k11 = a10 * t01 + a11 * t11 + a12 * t12, k12 = a10 * t02 + a11 * t12 + a12 * t22; // prettier-ignore
    const k20 = a20 * t00 + a21 * t01 + a22 * t02, k21 = a20 * t01 + a21 * t11 + a22 * t12, k22 = a20 * t02 + a21 * t12 + a22 * t22; // prettier-ignore

    bias[0] += k00 * e0 + k01 * e1 + k02 * e2;
    bias[1] += k10 * e0 + k11 * e1 + k12 * e2;
    bias[2] += k20 * e0 + k21 * e1 + k22 * e2;
    clamp(bias);

    // P = P − K Aᵀ
    cov[0] = p0 - (k00 * a00 + k01 * a01 + k02 * a02);
    cov[1] = p1 - (k00 * a10 + k01 * a11 + k02 * a12);
    cov[2] = p2 - (k00 * a20 + k01 * a21 + k02 * a22);
    cov[3] = p3 - (k10 * a10 + k11 * a11 + k12 * a12);
    cov[4] = p4 - (k10 * a20 + k11 * a21 + k12 * a22);
    cov[5] = p5 - (k20 * a20 + k21 * a21 + k22 * a22);
  };

  return {
    bias,
    rest(gyr) {
      for (let i = 0; i < 3; i++) innovation[i] = gyr[i] - bias[i];
      weight.fill(wRest);
      correct(identity);
    },
    motion(m) {
      const x = bias[0], y = bias[1], z = bias[2]; // prettier-ignore
      innovation[0] = m[11] + m[9] - m[0] * x - m[1] * y - m[2] * z;
      innovation[1] = m[12] + m[10] - m[3] * x - m[4] * y - m[5] * z;
      // Nothing measures the vertical component in motion; a weak pull to zero keeps it bounded.
      innovation[2] = -m[6] * x - m[7] * y - m[8] * z;
      weight[0] = weight[1] = wMotion;
      weight[2] = wVertical;
      correct(m);
    },
    set(value, sigmaDps) {
      for (let i = 0; i < 3; i++) bias[i] = value[i];
      clamp(bias);
      cov.fill(0);
      cov[0] = cov[3] = cov[5] = squared(100 * sigmaDps);
    },
    save: () => [...bias, ...cov],
    restore: (saved) => {
      bias.set(saved.slice(0, 3));
      cov.set(saved.slice(3));
    },
  };
};
