/** Zero-phase smoothing and band-limited noise on the fine grid. */
import type { Random } from './random.ts';

/** One centred moving average over `width` (odd) points, edges held. */
const boxPass = (input: Float64Array, output: Float64Array, width: number): void => {
  const n = input.length;
  const half = (width - 1) / 2;
  const at = (i: number): number => input[i < 0 ? 0 : i >= n ? n - 1 : i];
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += at(i);
  for (let i = 0; i < n; i++) {
    output[i] = sum / width;
    sum += at(i + half + 1) - at(i - half);
  }
};

/** Three centred moving averages in place: nearly Gaussian, no delay, curvature made continuous. */
export const smooth = (values: Float64Array, width: number): void => {
  if (values.length === 0) return;
  const other = new Float64Array(values.length);
  boxPass(values, other, width);
  boxPass(other, values, width);
  boxPass(values, other, width);
  values.set(other);
};

/**
 * Noise of RMS 1 with most of its power between `lowHz` and `highHz`. Made on a coarse grid and interpolated
 * (Catmull-Rom), because drawing every fine step would cost more than the whole body.
 */
export const bandNoise = (
  random: Random,
  count: number,
  hz: number,
  lowHz: number,
  highHz: number,
): Float64Array => {
  const coarseHz = highHz * 6;
  const coarse = Math.ceil((count / hz) * coarseHz) + 8;
  const slow = 1 - Math.exp((-2 * Math.PI * lowHz) / coarseHz);
  const fast = 1 - Math.exp((-2 * Math.PI * highHz) / coarseHz);
  const values = new Float64Array(coarse);
  let a = 0;
  let b = 0;
  let c = 0;
  let drift = 0;
  let power = 0;
  for (let i = -Math.ceil(3 / slow); i < coarse; i++) {
    a += fast * (random.gauss() - a);
    b += fast * (a - b);
    c += fast * (b - c);
    drift += slow * (c - drift);
    if (i >= 0) {
      values[i] = c - drift;
      power += (c - drift) ** 2;
    }
  }
  const scale = 1 / Math.sqrt(power / coarse);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const x = (i / hz) * coarseHz + 1;
    const k = Math.floor(x);
    const s = x - k;
    const p0 = values[k - 1];
    const p1 = values[k];
    const p2 = values[k + 1];
    const p3 = values[k + 2];
    out[i] =
      scale *
      (p1 + 0.5 * s * (p2 - p0 + s * (2 * p0 - 5 * p1 + 4 * p2 - p3 + s * (3 * (p1 - p2) + p3 - p0))));
  }
  return out;
};
