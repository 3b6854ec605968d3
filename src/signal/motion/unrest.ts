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
 * Unrest of a stretch that is measured again and again while it grows, per tick over a window centred on the tick.
 * @param rate row-major `n × 3`, rad/s
 * @param vertical `n`, m/s²
 * @param same leading ticks that are as they were at the last call: they are not measured again. Default 0.
 * @returns one value per tick, in memory of its own: good until the next call
 */
export type UnrestSeries = (rate: Float64Array, vertical: Float64Array, same?: number) => Float64Array;

export const createUnrestSeries = (params: UnrestParams = UNREST_DEFAULTS): UnrestSeries => {
  /** Running sums of squared rate, acceleration and its square: three values before every tick, and after the last. */
  let sums = new Float64Array(3);
  let out = new Float64Array(0);
  return (rate, vertical, same = 0) => {
    const n = vertical.length;
    if (out.length < n) {
      sums = grown(sums, 6 * n + 3);
      out = grown(out, 2 * n);
    }
    addUp(rate, vertical, sums, same);
    const half = params.windowTicks >> 1;
    // The last windows before were cut off by the end of the stretch.
    for (let i = Math.max(0, same - half); i < n; i += 1) {
      const from = Math.max(0, i - half);
      const to = Math.min(n, i + half);
      const f = from * 3;
      const t = to * 3;
      out[i] = score(
        sums[t] - sums[f],
        sums[t + 1] - sums[f + 1],
        sums[t + 2] - sums[f + 2],
        to - from,
        params,
      );
    }
    return out.subarray(0, n);
  };
};

const grown = (values: Float64Array, length: number): Float64Array<ArrayBuffer> => {
  const longer = new Float64Array(length);
  longer.set(values);
  return longer;
};

/** Running sums from tick `from` on; those before it are there. */
const addUp = (rate: Float64Array, vertical: Float64Array, sums: Float64Array, from: number): void => {
  const n = vertical.length;
  let rr = sums[from * 3];
  let a = sums[from * 3 + 1];
  let aa = sums[from * 3 + 2];
  for (let i = from; i < n; i += 1) {
    const x = rate[i * 3];
    const y = rate[i * 3 + 1];
    const z = rate[i * 3 + 2];
    rr = rr + x * x + y * y + z * z;
    a += vertical[i];
    aa += vertical[i] * vertical[i];
    sums[i * 3 + 3] = rr;
    sums[i * 3 + 4] = a;
    sums[i * 3 + 5] = aa;
  }
};

/**
 * Unrest of every tick of a finished stretch, over a window centred on the tick.
 * @param rate row-major `n × 3`, rad/s
 * @param vertical `n`, m/s²
 */
export const unrestOf = (
  rate: Float64Array,
  vertical: Float64Array,
  params: UnrestParams = UNREST_DEFAULTS,
): Float64Array => createUnrestSeries(params)(rate, vertical);

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
