/**
 * Watches where rises of the sensor end, because there somebody stands.
 *
 * Told by height alone: the pattern's curve is bent itself as long as the reference is wrong, as when a recording
 * begins with the lifter at the bar.
 */
import type { MotionWindow } from '../motion/history.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import { findLegs, type Leg, TRIM_DEFAULTS } from './legs.ts';
import type { StandingReference } from './standing.ts';
import { angleBetween, postureOver } from '../motion/up.ts';

/** Tunable quantities of the watch. */
export interface RiseWatchParams {
  /** Rise of the sensor after which the lifter may be standing, m. Default 0.12: more than wriggling at the bar [D]. */
  readonly standingRise: number;
  /** Rise after which a far stillness contradicts the reference, m. Default 0.16: hips rise 0.2–0.35 in a lift [D]. */
  readonly contradictRise: number;
  /** Who stands is as high as ever in the stretch up to this, m. Default 0.1: drift [D]. */
  readonly slack: number;
  /** Unrest below which a posture can contradict. Default 1.5 [D]. */
  readonly stillUnrest: number;
  /**
   * Least turn of the segment between bottom and top of a rise that ends in standing, rad. Default 0.17 (10°): who
   * wriggles at the bar, or drifts by integration, keeps his posture [D].
   */
  readonly straightening: number;
}

export const RISE_WATCH_DEFAULTS: RiseWatchParams = {
  standingRise: 0.12,
  contradictRise: 0.16,
  slack: 0.1,
  stillUnrest: 1.5,
  straightening: 0.17,
};

/** Stretch over which a posture is averaged, ticks. */
export const STANDING_TICKS = 15;

/** Looks at a stretch of motion with its height and unrest per tick. */
export type RiseWatch = (window: MotionWindow, z: Float64Array, unrests: Float64Array) => void;

export const createRiseWatch = (
  standing: StandingReference,
  reversal: number,
  params: RiseWatchParams = RISE_WATCH_DEFAULTS,
): RiseWatch => {
  let offeredAt = -1;
  return (window, z, unrests) => {
    // What ended before the last offer was looked at then, but who does not know the standing yet looks at all.
    const since = standing.known() ? offeredAt - window.firstTick : 0;
    const rises = findLegs(z, GRID_S, reversal, TRIM_DEFAULTS, since);
    if (rises.length === 0) return;
    const [earliest] = rises;
    const bends = earliest.direction === -1 && earliest.extent >= params.standingRise;
    if (!standing.known() && bends && straightens(window, earliest, params)) {
      // And the trunk bends before the hips sink: who stands stood still before.
      const from = Math.max(0, earliest.start - GRID_HZ);
      const still = stillestAt(unrests, from, earliest.start - STANDING_TICKS);
      standing.offer(postureOver(window, still, still + STANDING_TICKS));
    }
    const top = highest(z);
    for (let k = 0; k < rises.length; k += 1) {
      const leg = rises[k];
      const at = leg.end + window.firstTick;
      if (leg.direction !== 1 || leg.extent < params.standingRise || at <= offeredAt) continue;
      if (window.count - leg.end < GRID_HZ / 2 || z[leg.end] < top - params.slack) continue;
      offeredAt = at + GRID_HZ / 2;
      // Hips are up before the trunk is: the stillest moment after the rise is the one that stands.
      const until = Math.min(rises[k + 1]?.start ?? window.count, leg.end + GRID_HZ) - STANDING_TICKS;
      const still = stillestAt(unrests, leg.end, until);
      const upright = postureOver(window, still, still + STANDING_TICKS);
      if (
        angleBetween(postureOver(window, leg.start - STANDING_TICKS, leg.start + 1), upright) <
        params.straightening
      )
        continue;
      if (!standing.known()) standing.offer(upright);
      else if (leg.extent >= params.contradictRise && unrests[still] < params.stillUnrest) {
        standing.contradict(upright);
      }
    }
  };
};

/** The stillest tick of `from … to − 1`; `from` if there is none. */
const stillestAt = (unrests: Float64Array, from: number, to: number): number => {
  let still = from;
  for (let i = from; i < to; i += 1) if (unrests[i] < unrests[still]) still = i;
  return still;
};

/** Does the segment turn between the ends of a leg, as it does between bending and standing? */
export const straightens = (window: MotionWindow, leg: Leg, params = RISE_WATCH_DEFAULTS): boolean =>
  angleBetween(
    postureOver(window, leg.start - STANDING_TICKS, leg.start + 1),
    postureOver(window, leg.end, leg.end + STANDING_TICKS),
  ) >= params.straightening;

export const highest = (values: Float64Array): number => {
  let top = -Infinity;
  for (let i = 0; i < values.length; i += 1) if (values[i] > top) top = values[i];
  return top;
};
