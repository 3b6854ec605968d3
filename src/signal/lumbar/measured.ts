/**
 * Lumbar flexion between two sensors: the difference of the pitches of their segments, each aligned to the body
 * first, counted from the braced set-up.
 */
import type { PullTicks } from './curve.ts';
import type { LumbarParams } from './parameters.ts';

export interface MeasuredExcursion {
  /** Largest flexion beyond the braced set-up that was held, degrees, flexion positive. */
  readonly excursionDeg: number;
  /** Tick at which flexion left the set-up; `null` if it did not. */
  readonly onset: number | null;
}

/**
 * @param lower pitch of the belt segment per tick, rad @param upper pitch of the thoracic segment, rad
 * @param stepS tick spacing, s
 */
export const measuredExcursion = (
  lower: Float64Array,
  upper: Float64Array,
  pull: PullTicks,
  stepS: number,
  params: LumbarParams,
): MeasuredExcursion => {
  const hold = Math.max(1, Math.round(params.holdS / stepS));
  const end = Math.min(upper.length, lower.length, pull.liftOff + Math.round(params.windowS / stepS) + 1);
  const flexion = flexionAt(lower, upper, pull);
  // What was held: the highest level under which flexion did not fall for `hold` ticks.
  let best = 0;
  let bestAt = pull.setUp;
  for (let i = pull.setUp; i + hold <= end; i += 1) {
    let least = Infinity;
    for (let k = i; k < i + hold; k += 1) least = Math.min(least, flexion(k));
    if (least > best) {
      best = least;
      bestAt = i;
    }
  }
  let onset: number | null = null;
  if (best > params.measuredOnsetDeg) {
    onset = bestAt;
    while (onset > pull.setUp && flexion(onset - 1) > params.measuredOnsetDeg) onset -= 1;
  }
  return { excursionDeg: best, onset };
};

/** Flexion beyond the braced set-up at a tick, degrees. */
export const flexionAt = (
  lower: Float64Array,
  upper: Float64Array,
  { setUp }: PullTicks,
): ((i: number) => number) => {
  const reference = meanFlexion(lower, upper, setUp - 5, setUp + 6);
  return (i) => ((upper[i] - lower[i] - reference) * 180) / Math.PI;
};

const meanFlexion = (lower: Float64Array, upper: Float64Array, from: number, to: number): number => {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, from); i < Math.min(lower.length, to); i += 1) {
    sum += upper[i] - lower[i];
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
};
