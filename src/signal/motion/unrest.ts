/**
 * How far the body is from standing still: 0 is perfectly still, 1 is ordinary sway, above 6 is motion.
 *
 * A person never is as still as a table; the scales are of the order of quiet standing under load.
 */

/** Tunable quantities of the unrest measure. */
export interface UnrestParams {
  /** Length of the trailing window, ticks. Default 20 (0.2 s): shorter than the shortest pause at lockout. */
  readonly windowTicks: number;
  /** Angular rate of ordinary sway, rad/s. Default 0.07 (4 °/s). */
  readonly swayRate: number;
  /** Spread of vertical acceleration in ordinary sway, m/s². Default 0.3. */
  readonly swayAcceleration: number;
}

export const UNREST_DEFAULTS: UnrestParams = { windowTicks: 20, swayRate: 0.07, swayAcceleration: 0.3 };

/**
 * Running sums of squared rate, acceleration and its square, three values before every tick. Kept from call to call,
 * because long stretches are measured again and again. Sharing it is safe: measuring awaits nothing and calls nothing
 * that could measure in between, and every value is written before it is read.
 */
let sums = new Float64Array(0);

/**
 * Unrest of every tick of a finished stretch, over a window centred on the tick.
 * @param rate row-major `n × 3`, rad/s
 * @param vertical `n`, m/s²
 */
export const unrestOf = (
  rate: Float64Array,
  vertical: Float64Array,
  params: UnrestParams = UNREST_DEFAULTS,
): Float64Array => {
  const n = vertical.length;
  const out = new Float64Array(n);
  const half = params.windowTicks >> 1;
  const needed = 3 * (n + 1);
  if (sums.length < needed) sums = new Float64Array(Math.max(needed, 2 * sums.length));
  const sum = sums;
  let rr = 0;
  let a = 0;
  let aa = 0;
  for (let i = 0; i < n; i += 1) {
    sum[i * 3] = rr;
    sum[i * 3 + 1] = a;
    sum[i * 3 + 2] = aa;
    const x = rate[i * 3];
    const y = rate[i * 3 + 1];
    const z = rate[i * 3 + 2];
    rr = rr + x * x + y * y + z * z;
    a += vertical[i];
    aa += vertical[i] * vertical[i];
  }
  sum[n * 3] = rr;
  sum[n * 3 + 1] = a;
  sum[n * 3 + 2] = aa;
  for (let i = 0; i < n; i += 1) {
    const from = Math.max(0, i - half);
    const to = Math.min(n, i + half);
    const f = from * 3;
    const t = to * 3;
    out[i] = score(sum[t] - sum[f], sum[t + 1] - sum[f + 1], sum[t + 2] - sum[f + 2], to - from, params);
  }
  return out;
};

const score = (rr: number, a: number, aa: number, n: number, p: UnrestParams): number => {
  const mean = a / n;
  const variance = Math.max(0, aa / n - mean * mean);
  return rr / n / (p.swayRate * p.swayRate) + variance / (p.swayAcceleration * p.swayAcceleration);
};

/** Causal unrest over a trailing window. */
export interface UnrestMeter {
  /** Unrest after this tick. @param rateSquared squared angular rate, rad²/s². @param vertical m/s² */
  step(rateSquared: number, vertical: number): number;
}

export const createUnrestMeter = (params: UnrestParams = UNREST_DEFAULTS): UnrestMeter => {
  const n = params.windowTicks;
  const rr = new Float64Array(n);
  const aa = new Float64Array(n);
  let filled = 0;
  let at = 0;
  return {
    step: (rateSquared, vertical) => {
      rr[at] = rateSquared;
      aa[at] = vertical;
      at = (at + 1) % n;
      if (filled < n) filled += 1;
      // Summed anew: twenty additions cost little, and a running sum would depend on all that went before.
      let sumR = 0;
      let sumA = 0;
      let sumAA = 0;
      for (let i = 0; i < filled; i += 1) {
        sumR += rr[i];
        sumA += aa[i];
        sumAA += aa[i] * aa[i];
      }
      return score(sumR, sumA, sumAA, filled, params);
    },
  };
};
