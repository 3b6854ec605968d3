/** The slack coming out before a lift: a burst of the hips of its own, then the pause in which the pull builds up. */
import type { HipMotion } from './bar-motion.ts';

/** The pause with taut arms, ticks. */
export interface Taut {
  /** Where the slack was out. */
  readonly from: number;
  /** Where the hips go on: the bar leaves the floor about here. */
  readonly to: number;
}

/** Tunable quantities of the search for slack. */
export interface SlackParams {
  /** Speed of hips that move at all, m/s. Default 0.04 [D]. */
  readonly leastMps: number;
  /** Share of a burst's fastest speed below which it is over. Default 0.3 [D]. */
  readonly overShare: number;
  /** Rise above where the hips rested, m. Default 0.005 to 0.05: two captured pulls rise by 0.04 (science §4) [V]. */
  readonly leastM: number;
  readonly mostM: number;
  /** Whoever was higher than this above the start of the movement was not at the bar yet, m. Default 0.03 [D]. */
  readonly aboveM: number;
  /** How long before the movement to look, ticks. Default 400: a stall may be taken for its start [D]. */
  readonly backTicks: number;
  /** How long after it, ticks. Default 30: a burst may be taken for its start [D]. */
  readonly onTicks: number;
  /** Speed of hips that carry the bar on, m/s. Default 0.02 [D]. */
  readonly creepMps: number;
  /** Longest that taut arms may wait for it, ticks. Default 100 [D]. */
  readonly longestTicks: number;
}

export const SLACK_DEFAULTS: SlackParams = {
  leastMps: 0.04,
  overShare: 0.3,
  leastM: 0.005,
  mostM: 0.05,
  aboveM: 0.03,
  backTicks: 400,
  onTicks: 30,
  creepMps: 0.02,
  longestTicks: 100,
};

/** Since when the lifter has been at the bar: before it the hips came down. */
const atBarSince = (height: Float64Array, moveStart: number, { aboveM, backTicks }: SlackParams): number => {
  let since = Math.max(0, Math.min(moveStart, height.length - 1));
  const ceiling = height[since] + aboveM;
  const earliest = Math.max(0, since - backTicks);
  while (since > earliest && height[since - 1] < ceiling) since -= 1;
  return since;
};

/**
 * Where the slack was out: the end of the last short rise of the hips that took them above where they had rested.
 * `null` if there is none, as where it goes on into the pull.
 * @param moveStart first tick of movement as far as the sensor tells
 */
export const slackOut = (
  { height, velocity }: HipMotion,
  moveStart: number,
  params: SlackParams = SLACK_DEFAULTS,
): number | null => {
  const last = Math.min(velocity.length - 1, moveStart + params.onTicks);
  let rested = -Infinity;
  let peak = 0;
  let taut: number | null = null;
  for (let i = atBarSince(height, moveStart, params); i <= last; i += 1) {
    if (peak === 0 && velocity[i] > -params.leastMps) rested = Math.max(rested, height[i]);
    if (peak > 0 || velocity[i] > params.leastMps) peak = Math.max(peak, velocity[i]);
    if (peak === 0 || velocity[i] >= params.overShare * peak) continue;
    peak = 0;
    const raised = height[i] - rested;
    if (raised <= params.leastM || raised >= params.mostM) continue;
    while (i < last && velocity[i + 1] < velocity[i]) i += 1;
    taut = i;
  }
  return taut;
};

/** Where the hips go on rising after tick `taut`; `null` if they do not. */
export const creepStart = (
  { velocity }: HipMotion,
  taut: number,
  { creepMps, longestTicks }: SlackParams = SLACK_DEFAULTS,
): number | null => {
  const last = Math.min(velocity.length - 1, taut + longestTicks);
  for (let at = taut; at <= last; at += 1) if (velocity[at] >= creepMps) return at;
  return null;
};
