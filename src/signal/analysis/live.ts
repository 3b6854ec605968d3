/**
 * What can be told while a rep is still going on: that it has left the floor, and its speed up to lockout. Causal
 * and provisional; the final values come when the rep is closed.
 */
import type { LiveRep } from '../../domain/event.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import type { RepPattern } from '../reps/pattern.ts';

/** Tunable quantities of live detection. */
export interface LiveParams {
  /** Upward velocity of the curve that starts a rep, m/s. Default 0.15. */
  readonly startMps: number;
  /** Rise that goes with it, m. Default 0.015. */
  readonly startRiseM: number;
  /** Depth below the last top from which a rise can be a lift, m. Default 0.14. */
  readonly minDepthM: number;
  /** Upward velocity below which the rep has stopped, m/s. Default 0.06. */
  readonly stopMps: number;
  /** For how long, s. Default 0.06. */
  readonly stopS: number;
}

export const LIVE_DEFAULTS: LiveParams = {
  startMps: 0.15,
  startRiseM: 0.015,
  minDepthM: 0.14,
  stopMps: 0.06,
  stopS: 0.06,
};

export type LiveNews =
  | { readonly type: 'lift-off'; readonly liftOffTick: number }
  | { readonly type: 'rep-live'; readonly rep: LiveRep };

export interface LiveWatch {
  /** One tick of the causal curve. @param height m @param velocity m/s upward */
  step(tick: number, height: number, velocity: number): LiveNews | null;
}

export const createLiveWatch = (
  pattern: RepPattern,
  travelM: number | null,
  params: LiveParams = LIVE_DEFAULTS,
): LiveWatch => {
  let top = -Infinity;
  let low = Infinity;
  let lowTick = 0;
  let rising: { tick: number; height: number; peak: number } | null = null;
  let slow = 0;

  const stopped = (tick: number, height: number): LiveNews | null => {
    const start = rising;
    rising = null;
    top = height;
    low = height;
    lowTick = tick;
    if (start === null || height - start.height < pattern.minExtent * 0.8) return null;
    const end = tick - Math.round(params.stopS * GRID_HZ);
    const seconds = Math.max(GRID_S, (end - start.tick) * GRID_S);
    const rise = travelM ?? height - start.height;
    return {
      type: 'rep-live',
      rep: {
        liftOffS: start.tick * GRID_S,
        lockoutS: end * GRID_S,
        meanVelocityMps: rise / seconds,
        peakVelocityMps: Math.max(start.peak, rise / seconds),
      },
    };
  };

  return {
    step: (tick, height, velocity) => {
      if (rising !== null) {
        rising.peak = Math.max(rising.peak, velocity);
        slow = velocity < params.stopMps ? slow + 1 : 0;
        return slow >= params.stopS * GRID_HZ ? stopped(tick, height) : null;
      }
      if (height > top) top = height;
      if (height < low) {
        low = height;
        lowTick = tick;
      }
      // A still bottom drifts with the sensor; it is the latest low that counts.
      if (velocity < params.startMps / 3) {
        low = height;
        lowTick = tick;
      }
      if (top - low < params.minDepthM || velocity < params.startMps || height - low < params.startRiseM)
        return null;
      rising = { tick: lowTick, height: low, peak: velocity };
      slow = 0;
      return { type: 'lift-off', liftOffTick: lowTick };
    },
  };
};
