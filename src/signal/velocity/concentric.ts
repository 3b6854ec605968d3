/** The concentric phase: from lift-off to lockout of the bar. */
import { GRID_S } from '../motion/motion.ts';
import { type BarMotion, barFromHips, type HipMotion } from './bar-motion.ts';
import { type Edge, EDGE_DEFAULTS, type EdgeParams, findEdge, peakBetween } from './edges.ts';
import type { Travel } from './travel.ts';
import type { TrunkModel } from './trunk.ts';

/** When the bar moved; ticks of the window. */
export interface Concentric {
  readonly start: Edge;
  readonly end: Edge;
}

/**
 * Gain of the trunk at the start of a pull. The pelvis pitches forward by 2 to 5° before it comes up while the trunk
 * follows by little more than half of it (two captured pulls [V]: 5.4° and 3.1°).
 */
const ONSET_GAIN = 0.6;

/** Feet further apart do not belong to the same flank, ticks. */
const MAX_DISAGREEMENT = 12;

/** @param fromPivot @param toPivot turning points of the ascent, ticks */
export const findConcentric = (
  hips: HipMotion,
  bar: BarMotion,
  trunk: TrunkModel,
  fromPivot: number,
  toPivot: number,
  travel: Travel | null,
  params: EdgeParams = EDGE_DEFAULTS,
): Concentric => {
  const last = bar.velocity.length - 1;
  const { velocity } = bar;
  const peak = peakBetween(velocity, fromPivot, toPivot);
  let travelM = travel?.metres ?? 0;
  if (travel === null)
    for (let i = fromPivot; i <= toPivot; i += 1) travelM += Math.max(0, velocity[i]) * GRID_S;
  const earliest = Math.max(0, fromPivot - params.beyondTicks);
  const latest = Math.min(last, toPivot + params.beyondTicks);
  const start = findEdge(bar, peak, { bound: earliest, rest: fromPivot, side: -1, travelM }, params);
  const end = findEdge(bar, peak, { bound: latest, rest: toPivot, side: 1, travelM }, params);
  if (travel === null) return { start, end };
  // Only a lift from the floor takes the slack out before it starts.
  const careful = barFromHips(hips, { ...trunk, gain: Math.min(trunk.gain, ONSET_GAIN) });
  const foot = findEdge(
    careful,
    peakBetween(careful.velocity, fromPivot, peak),
    { bound: earliest, rest: fromPivot, side: -1, travelM },
    params,
  );
  if (Math.abs(foot.at - start.at) > MAX_DISAGREEMENT) return { start, end };
  return { start: { at: (foot.at + start.at) / 2, slope: start.slope }, end };
};
