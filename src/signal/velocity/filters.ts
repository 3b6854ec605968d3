/** Zero-phase smoothing of a finished curve. */

/**
 * Moving average applied forwards in place of a low-pass: `passes` boxes of `half * 2 + 1` ticks, edges shortened.
 * Three passes come close to a Gaussian; −3 dB lies near `0.26 / (half · stepS · √passes)` Hz.
 */
export const smooth = (curve: Float64Array, half: number, passes = 3): Float64Array => {
  let from = curve;
  const n = curve.length;
  for (let pass = 0; pass < passes; pass += 1) {
    const to = new Float64Array(n);
    const sums = new Float64Array(n + 1);
    for (let i = 0; i < n; i += 1) sums[i + 1] = sums[i] + from[i];
    for (let i = 0; i < n; i += 1) {
      const reach = Math.min(half, i, n - 1 - i);
      to[i] = (sums[i + reach + 1] - sums[i - reach]) / (2 * reach + 1);
    }
    from = to;
  }
  return from;
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
