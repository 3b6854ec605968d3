/** The slack coming out before a lift: a burst of the hips of its own, then the pause in which the pull builds up. */
import type { HipMotion } from './bar-motion.ts';

/** The pause with taut arms, ticks: the bar leaves the floor at its end. */
export interface Taut {
  readonly from: number;
  readonly to: number;
}

/** Tunable quantities of {@link slackOut}: m/s, shares, m, ticks. */
const SLACK = {
  leastMps: 0.04,
  share: 0.3,
  leastM: 0.005,
  mostM: 0.05,
  above: 0.03,
  back: 400,
  on: 30,
} as const;

/**
 * Where the slack was out: the end of the last short rise of the hips that took them above where they had rested.
 * `null` if there is none, as where it goes on into the pull.
 */
export const slackOut = ({ height, velocity }: HipMotion, moveStart: number): number | null => {
  let from = Math.max(0, Math.min(moveStart, height.length - 1));
  const ceiling = height[from] + SLACK.above;
  const earliest = Math.max(0, from - SLACK.back);
  while (from > earliest && height[from - 1] < ceiling) from -= 1;
  const last = Math.min(velocity.length - 1, moveStart + SLACK.on);
  let rested = -Infinity;
  let peak = 0;
  let taut: number | null = null;
  for (let i = from; i <= last; i += 1) {
    if (peak === 0 && velocity[i] > -SLACK.leastMps) rested = Math.max(rested, height[i]);
    peak = velocity[i] > SLACK.leastMps || peak > 0 ? Math.max(peak, velocity[i]) : 0;
    if (peak === 0 || velocity[i] >= SLACK.share * peak) continue;
    peak = 0;
    const raised = height[i] - rested;
    if (raised <= SLACK.leastM || raised >= SLACK.mostM) continue;
    while (i < last && velocity[i + 1] < velocity[i]) i += 1;
    taut = i;
  }
  return taut;
};

/** Speed of hips that carry the bar on, m/s, and how long taut arms may wait for it, ticks. [D] */
const CREEP = { mps: 0.02, longest: 100 } as const;

/** Where the hips go on rising after tick `taut`; `null` if they do not. */
export const creepStart = ({ velocity }: HipMotion, taut: number): number | null => {
  const last = Math.min(velocity.length - 1, taut + CREEP.longest);
  for (let at = taut; at <= last; at += 1) if (velocity[at] >= CREEP.mps) return at;
  return null;
};
