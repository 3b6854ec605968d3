/**
 * How little is known of the vertical acceleration where samples were lost.
 *
 * What is interpolated over a loss is a guess: good next to what was measured, worth nothing further in, where a lift
 * may have started or ended unseen.
 */

/** Tunable quantities of the guess. */
export interface LossParams {
  /** Growth of the white error with every tick away from what was measured, m/s² per √Hz. Default 0.1 [D]. */
  readonly growth: number;
  /** Largest white error: acceleration of a lift is of the order of 2.5 m/s² for 0.1 s. Default 1 [D]. */
  readonly most: number;
}

export const LOSS_DEFAULTS: LossParams = { growth: 0.1, most: 1 };

/**
 * White error of interpolated acceleration per tick, m/s² per √Hz; 0 where it was measured.
 * @param filled 1 where a tick was interpolated
 * @returns `null` where nothing was lost
 */
export const lossNoise = (filled: Uint8Array, params: LossParams = LOSS_DEFAULTS): Float64Array | null => {
  if (!filled.includes(1)) return null;
  const n = filled.length;
  const noise = new Float64Array(n);
  let away = 0;
  for (let i = 0; i < n; i += 1) {
    away = filled[i] === 0 ? 0 : away + 1;
    noise[i] = away;
  }
  away = 0;
  for (let i = n - 1; i >= 0; i -= 1) {
    away = filled[i] === 0 ? 0 : away + 1;
    noise[i] = Math.min(params.most, params.growth * Math.min(noise[i], away));
  }
  return noise;
};
