/** What the watches over the bar's speed share. */
import type { Severity } from '../../domain/rep.ts';
import { GRID_HZ } from '../motion/motion.ts';

/** One tick of the causal track. */
export interface SpeedTick {
  readonly tick: number;
  /** Upward velocity of the bar, m/s. */
  readonly velocity: number;
  /** Its integral, m. */
  readonly position: number;
  readonly unrest: number;
  /** Tilt of the segment from standing, rad; `null` where the sensor does not sit on the body. */
  readonly tilt: number | null;
}

/** Unrest below which a body counts as braced, and how long it must stay so, ticks. */
export const BRACED_UNREST = 1.2;
export const BRACED_TICKS = 8;

/** The level that has been held for some time, and what it falls back from only when it is over. */
export interface HeldLevel {
  /** @param level reached now @param over true where the lower threshold is passed too */
  step(level: Severity, over: boolean): Severity;
  reset(): void;
}

/** A level counts when it was held for `holdS`, and then until it is over. */
export const createHeldLevel = (holdS: number): HeldLevel => {
  const needed = Math.max(1, Math.round(holdS * GRID_HZ));
  let amber = 0;
  let red = 0;
  let now: Severity = 'none';
  return {
    step: (level, over) => {
      amber = level === 'none' ? 0 : amber + 1;
      red = level === 'red' ? red + 1 : 0;
      if (red >= needed) now = 'red';
      else if (amber >= needed && now === 'none') now = 'amber';
      else if (over) now = 'none';
      return now;
    },
    reset: () => {
      amber = 0;
      red = 0;
      now = 'none';
    },
  };
};
