/**
 * When the bar left its rest and when it came to rest again.
 *
 * A body moves before the bar does (taking the slack out, hips first) and after it (settling at lockout), slowly. So
 * the edges are not where something moves, but where the steep flank of the bar's velocity would meet zero.
 */
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import type { BarMotion } from './bar-motion.ts';

/** Tunable quantities of the search for edges. */
export interface EdgeParams {
  /** Share of the peak at which a flank is entered, from the peak outwards. Default 0.4. */
  readonly high: number;
  /** Share of the peak down to which a flank is followed; its chord is drawn on to zero. Default 0.15. */
  readonly low: number;
  /** The same at lockout, which comes more gently. Default 0.08. */
  readonly lowEnd: number;
  /** Share of the rise that may lie outside of a flank: a stall has more beyond it, the edge has less. Default 0.15. */
  readonly slack: number;
  /** Share of the peak that velocity must rise again for a valley to be one. Default 0.05. */
  readonly hump: number;
  /** Rise again, m/s, that is more than the noise of a slow lift. Default 0.03. */
  readonly leastHump: number;
  /** How far beyond the turning points a movement is followed, ticks. Default 60. */
  readonly beyondTicks: number;
}

export const EDGE_DEFAULTS: EdgeParams = {
  high: 0.4,
  low: 0.15,
  lowEnd: 0.08,
  slack: 0.15,
  hump: 0.05,
  leastHump: 0.03,
  beyondTicks: 60,
};

/** One end of the concentric phase. */
export interface Edge {
  /** Fractional tick at which the flank meets zero. */
  readonly at: number;
  /** Steepness of the flank, m/s², positive: a steep edge is timed better. */
  readonly slope: number;
}

/** Highest velocity between two ticks. */
export const peakBetween = (velocity: Float64Array, from: number, to: number): number => {
  let peak = Math.max(0, from);
  for (let i = peak; i <= Math.min(velocity.length - 1, to); i += 1)
    if (velocity[i] > velocity[peak]) peak = i;
  return peak;
};

/** Where to look for an edge. */
export interface EdgeSearch {
  /** Furthest tick looked at. */
  readonly bound: number;
  /** A tick at which the bar is about as high as at the edge. */
  readonly rest: number;
  /** −1 towards lift-off, +1 towards lockout. */
  readonly side: 1 | -1;
  /** Rise of the whole phase, m. */
  readonly travelM: number;
}

/** Walks from the peak outwards and finds the foot of the last flank. */
export const findEdge = (
  bar: BarMotion,
  peak: number,
  { bound, rest, side, travelM }: EdgeSearch,
  params: EdgeParams = EDGE_DEFAULTS,
): Edge => {
  const { velocity, height } = bar;
  const high = params.high * velocity[peak];
  const low = (side < 0 ? params.low : params.lowEnd) * velocity[peak];
  const beyond = riseBeyond(velocity, peak, bound, side);
  const slack = params.slack * travelM;
  let entered = peak;
  for (let i = peak; i !== bound; i += side) {
    const next = i + side;
    if (velocity[i] <= high || velocity[next] > high) continue;
    entered = i;
    // Hips that drop and rise again move much but get nowhere.
    const net = side * (height[rest] - height[next]);
    if (Math.min(beyond[Math.abs(next - peak)], net) <= slack) break;
  }
  let end = entered;
  const hump = Math.max(params.leastHump, params.hump * velocity[peak]);
  // The slack coming out makes a hump of its own before the flank: the valley between them ends the walk.
  let valley = entered;
  while (end !== bound && velocity[end] > low) {
    end += side;
    if (velocity[end] < velocity[valley]) valley = end;
    else if (velocity[end] > velocity[valley] + hump) break;
  }
  const chord = velocity[entered] - velocity[valley];
  const run = Math.abs(valley - entered);
  if (chord <= 0 || run === 0) return { at: valley, slope: 0 };
  const slope = (chord / run) * GRID_HZ;
  // Beyond a valley nothing may be drawn on; nor where the movement turns, as in a bounce: there zero itself is met.
  if (valley !== end) return { at: valley, slope };
  return { at: end + side * Math.max(0, (velocity[end] / chord) * run), slope };
};

/** Upward movement from each tick on to `bound`, m; index 0 is the peak. */
const riseBeyond = (velocity: Float64Array, peak: number, bound: number, side: 1 | -1): Float64Array => {
  const beyond = new Float64Array(Math.abs(bound - peak) + 1);
  let sum = 0;
  for (let i = bound; i !== peak; i -= side) {
    sum += Math.max(0, velocity[i]) * GRID_S;
    beyond[Math.abs(i - peak)] = sum;
  }
  return beyond;
};
