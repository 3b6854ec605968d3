/** First guesses of when the bar moved. */
import type { Edge } from './edges.ts';

/** Guesses closer than this are the same, ticks. */
const SAME = 6;

/** An edge of unknown steepness. */
export const guessed = (at: number): Edge => ({ at, slope: 0 });

/** Share of the hips' fastest rise that makes a burst. */
const BURST = 0.25;

/** Where the hips first rise fast: before a stall, if there is one. */
export const firstBurst = (
  velocity: Float64Array,
  fromPivot: number,
  moveStart: number,
  moveEnd: number,
): number => {
  let peak = 0;
  for (let i = fromPivot; i < moveEnd; i += 1) peak = Math.max(peak, velocity[i]);
  let at = fromPivot;
  while (at < moveStart && velocity[at] < BURST * peak) at += 1;
  while (at > fromPivot && velocity[at] > 0.05 * peak) at -= 1;
  return at;
};

/** Ticks without those that say the same as an earlier one. */
export const distinct = (ticks: readonly number[]): number[] =>
  ticks.filter((at, k) => ticks.slice(0, k).every((other) => Math.abs(other - at) >= SAME));
