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

export const createStretch = (params: UnrestParams): Stretch => {
  const unrestSeries = createUnrestSeries(params);
  const smooth = createVerticalSmoother();
  const reach = params.windowTicks >> 1;
  let firstTick = -1;
  let count = 0;
  return (window) => {
    const same = window.firstTick === firstTick && window.count >= count ? count : 0;
    ({ firstTick, count } = window);
    const unrest = unrestSeries(window.rate, window.vertical, same);
    // Unrest at the end of the last look may be another now that it is known how it went on; so may a loss.
    let settled = Math.max(0, same - reach);
    while (settled > 0 && window.filled[settled - 1] === 1) settled -= 1;
    const { height } = smooth(window.vertical, unrest, lossNoise(window.filled), settled);
    return { height, unrest };
  };
};
