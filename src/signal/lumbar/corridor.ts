/**
 * A lifter's own corridor: where the lift-off curves of clean reps run. Personal, because models of one lifter beat
 * global ones by a wide margin with a single lumbar sensor; there is no global classifier here.
 */
import { type LiftOffCurve, RISE_SHARES } from './curve.ts';
import type { LumbarParams } from './parameters.ts';

/** Corridor of one lifter for one exercise. Plain data: it can be stored and passed on. */
export interface CorridorBaseline {
  /** Number of reps it was learnt from. */
  readonly reps: number;
  /** Median pitch from set-up at each of `RISE_SHARES`, degrees. */
  readonly centreDeg: readonly number[];
  /** Spread of clean reps at each share, degrees (robust standard deviation). */
  readonly spreadDeg: readonly number[];
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** 1.4826 × median absolute deviation estimates the standard deviation of a normal distribution. */
const MAD_TO_SD = 1.4826;

/** Builds a corridor; medians, so that a single bad rep among the clean ones does no harm. `null` if too few reps. */
export const buildCorridor = (
  curves: readonly LiftOffCurve[],
  params: LumbarParams,
): CorridorBaseline | null => {
  if (curves.length < params.minCorridorReps) return null;
  const centreDeg = RISE_SHARES.map((_, k) => median(curves.map((curve) => curve[k])));
  const spreadDeg = RISE_SHARES.map((_, k) =>
    Math.max(
      params.minSpreadDeg,
      MAD_TO_SD * median(curves.map((curve) => Math.abs(curve[k] - centreDeg[k]))),
    ),
  );
  return { reps: curves.length, centreDeg, spreadDeg };
};

/** A rep held against the corridor. */
export interface CorridorDeviation {
  /** Largest deviation, degrees, positive when the pelvis turned upright too early. */
  readonly excursionDeg: number;
  /** The same in units of the lifter's own spread. */
  readonly excursionSpreads: number;
  /** Index into `RISE_SHARES` at which the curve began to leave the corridor; `null` if it did not. */
  readonly onset: number | null;
}

export const compareWithCorridor = (
  curve: LiftOffCurve,
  corridor: CorridorBaseline,
  params: LumbarParams,
): CorridorDeviation => {
  const deviations = curve.map((pitch, k) => corridor.centreDeg[k] - pitch);
  // The level held over neighbouring shares counts, not a single noisy one.
  let at = 0;
  let best = -Infinity;
  for (let k = 0; k + 1 < deviations.length; k += 1) {
    const held = Math.min(deviations[k], deviations[k + 1]);
    if (held > best) {
      best = held;
      at = k;
    }
  }
  const spread = corridor.spreadDeg[at];
  let onset: number | null = null;
  if (best > params.onsetSpreads * spread) {
    onset = at;
    while (onset > 0 && deviations[onset - 1] > params.onsetSpreads * corridor.spreadDeg[onset - 1])
      onset -= 1;
  }
  return { excursionDeg: best, excursionSpreads: best / spread, onset };
};
