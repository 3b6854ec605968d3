/**
 * The sticking region: from the first local maximum of the bar's upward velocity to the next local minimum, where
 * the velocity comes back afterwards (McGuigan & Wilson 1996).
 */
import type { StickingRegion } from '../../domain/rep.ts';

/** Least drop, share of the velocity at the maximum, that is more than ripple. */
const MIN_DROP = 0.13;

/**
 * @param velocity upward bar velocity, m/s, smoothed @param from @param to ticks of lift-off and lockout
 * @returns the region with its times in ticks, or `null` where velocity never came back after a drop
 */
export const findSticking = (velocity: Float64Array, from: number, to: number): StickingRegion | null => {
  let top = from;
  let low = -1;
  for (let i = from; i <= to; i += 1) {
    const v = velocity[i];
    if (low < 0) {
      if (v > velocity[top]) top = i;
      // A bar that is not on its way up yet cannot slow down.
      else if (velocity[top] > 0 && velocity[top] - v > MIN_DROP * velocity[top]) low = i;
    } else if (v < velocity[low]) {
      low = i;
    } else if (v - velocity[low] > MIN_DROP * velocity[top]) {
      return {
        startS: top,
        endS: low,
        minVelocityMps: velocity[low],
        dropPct: (100 * (velocity[top] - velocity[low])) / velocity[top],
      };
    }
  }
  return null;
};
