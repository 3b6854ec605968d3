/** Zero-phase smoothing of a finished curve. */

/** Working space, used again by every call: nothing in it outlives one. */
let sums = new Float64Array(1024);

/** {@link smooth} in place, over the first `n` values. */
export const smoothInPlace = (curve: Float64Array, n: number, half: number, passes = 3): void => {
  if (sums.length < n + 1) sums = new Float64Array(2 * n);
  const share = 1 / (2 * half + 1);
  for (let pass = 0; pass < passes; pass += 1) {
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      sums[i] = sum;
      sum += curve[i];
    }
    sums[n] = sum;
    const end = Math.min(half, n);
    for (let i = 0; i < end; i += 1) {
      const reach = Math.min(i, n - 1 - i);
      curve[i] = (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1);
    }
    for (let i = half; i < n - half; i += 1) curve[i] = (sums[i + half + 1] - sums[i - half]) * share;
    for (let i = Math.max(end, n - half); i < n; i += 1) {
      const reach = n - 1 - i;
      curve[i] = (sums[n] - sums[i - reach]) / (2 * reach + 1);
    }
  }
};

/**
 * Moving average applied forwards in place of a low-pass: `passes` boxes of `half * 2 + 1` ticks, edges shortened.
 * Three passes come close to a Gaussian; −3 dB lies near `0.26 / (half · stepS · √passes)` Hz.
 */
export const smooth = (curve: Float64Array, half: number, passes = 3): Float64Array => {
  const out = curve.slice();
  smoothInPlace(out, out.length, half, passes);
  return out;
};

/** Smoothing whose loss at peaks is estimated by smoothing once more, and given back (Tukey's twicing). */
export const twiced = (curve: Float64Array, half: number): Float64Array => {
  const once = smooth(curve, half);
  const again = smooth(once, half);
  return once.map((v, i) => 2 * v - again[i]);
};

/** Central difference per tick, per second. */
export const derivative = (curve: Float64Array, stepS: number): Float64Array => {
  const n = curve.length;
  const out = new Float64Array(n);
  for (let i = 1; i < n - 1; i += 1) out[i] = (curve[i + 1] - curve[i - 1]) / (2 * stepS);
  if (n > 1) {
    out[0] = out[1];
    out[n - 1] = out[n - 2];
  }
  return out;
};
