/** The few statistics that benches share. Empty input gives NaN, which meets no target. */

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Spread about the mean, `n − 1` in the denominator. */
export const standardDeviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
};

/** Root mean square: of errors, bias and spread together. */
export const rms = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => value * value)));

/** Quantile with linear interpolation between order statistics. */
export const quantile = (values: readonly number[], share: number): number => {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Share of values for which something holds. */
export const shareOf = <T>(values: readonly T[], holds: (value: T) => boolean): number =>
  values.filter(holds).length / values.length;

/** Harmonic mean of precision and recall. */
export const f1 = (hits: number, misses: number, extras: number): number =>
  (2 * hits) / (2 * hits + misses + extras);

/** Chance that a positive scores above a negative; ties count half (Mann–Whitney). */
export const areaUnderCurve = (positives: readonly number[], negatives: readonly number[]): number => {
  let wins = 0;
  for (const positive of positives) {
    for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  }
  return wins / (positives.length * negatives.length);
};

/** Pearson's correlation of two series of one length. */
export const correlation = (a: readonly number[], b: readonly number[]): number => {
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i += 1) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
};
