/**
 * Height and unrest of a stretch of motion that is looked at again and again while it grows: what was worked out of its
 * beginning stays, so that a look costs what is new and one way back.
 */
import type { MotionWindow } from '../motion/history.ts';
import { createUnrestSeries, type UnrestParams } from '../motion/unrest.ts';
import { lossNoise } from './loss.ts';
import { createVerticalSmoother } from './vertical.ts';

export interface StretchLook {
  /** Height of the sensor per tick, m, from an arbitrary zero. Good until the next look. */
  readonly height: Float64Array;
  /** Unrest per tick. Good until the next look. */
  readonly unrest: Float64Array;
}

/** Looks at a window; the result does not depend on the looks before. */
export type Stretch = (window: MotionWindow) => StretchLook;

/**
 * @param restOf unrest of the lifter at rest in a stretch, which then counts as 1; default: the measure as it is
 */
export const createStretch = (
  params: UnrestParams,
  restOf: ((unrest: Float64Array) => number) | null = null,
): Stretch => {
  const unrestSeries = createUnrestSeries(params);
  const smooth = createVerticalSmoother();
  const reach = params.windowTicks >> 1;
  let firstTick = -1;
  let count = 0;
  let rest = 1;
  let scaled = new Float64Array(0);
  return (window) => {
    const same = window.firstTick === firstTick && window.count >= count ? count : 0;
    ({ firstTick, count } = window);
    const measured = unrestSeries(window.rate, window.vertical, same);
    const own = restOf === null ? 1 : restOf(measured);
    let unrest = measured;
    if (own !== 1) {
      if (scaled.length < measured.length) scaled = new Float64Array(2 * measured.length);
      unrest = scaled.subarray(0, measured.length);
      for (let i = 0; i < measured.length; i += 1) unrest[i] = measured[i] / own;
    }
    // Unrest at the end of the last look may be another now that it is known how it went on; so may a loss.
    // Measured by another rest, the whole beginning is another.
    let settled = own === rest ? Math.max(0, same - reach) : 0;
    rest = own;
    while (settled > 0 && window.filled[settled - 1] === 1) settled -= 1;
    const { height } = smooth(window.vertical, unrest, lossNoise(window.filled), settled);
    return { height, unrest };
  };
};
