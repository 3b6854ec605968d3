/** The lower back of one rep tick by tick, on the scale of its verdict: for looking at, not for judging. */
import type { CorridorBaseline } from './corridor.ts';
import { liftOffCurve, type PullTicks, riseTicks } from './curve.ts';
import { flexionAt } from './measured.ts';

/** Where nothing can be said. */
const unknown = (ticks: number): Float64Array => new Float64Array(ticks).fill(Number.NaN);

/**
 * Deviation of the pitch from the corridor, degrees, positive when the pelvis turned upright too early; `NaN` where the
 * hips have not risen enough for the corridor, or are nearly up.
 * @param height sensor height per tick, m @param pitch segment pitch per tick, rad, forward positive
 */
export const proxyExcursion = (
  height: Float64Array,
  pitch: Float64Array,
  pull: PullTicks,
  { centreDeg }: CorridorBaseline,
): Float64Array => {
  const curve = unknown(height.length);
  const ticks = riseTicks(height, pull) ?? [];
  const read = liftOffCurve(height, pitch, pull) ?? [];
  for (let k = 0; k + 1 < ticks.length; k += 1) {
    const [from, to] = [ticks[k], ticks[k + 1]];
    const [before, after] = [centreDeg[k] - read[k], centreDeg[k + 1] - read[k + 1]];
    for (let i = from; i <= to; i += 1)
      curve[i] = to === from ? after : before + ((after - before) * (i - from)) / (to - from);
  }
  return curve;
};

/**
 * Flexion beyond the braced set-up between two sensors, degrees, flexion positive, from set-up to the end of what is judged;
 * `NaN` outside. @param judged ticks after lift-off that the verdict looks at
 * @param lower pitch of the belt segment per tick, rad @param upper pitch of the thoracic segment, rad
 */
export const measuredFlexion = (
  lower: Float64Array,
  upper: Float64Array,
  pull: PullTicks,
  judged: number,
): Float64Array => {
  const curve = unknown(lower.length);
  const flexion = flexionAt(lower, upper, pull);
  const end = Math.min(pull.lockout, pull.liftOff + judged, lower.length - 1);
  for (let i = pull.setUp; i <= end; i += 1) curve[i] = flexion(i);
  return curve;
};
