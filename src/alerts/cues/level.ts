/** A level with hysteresis: reached at its threshold, lost only below a share of it. */
import type { Severity } from '../../domain/rep.ts';

export interface Level {
  /** The level after this value. */
  step(value: number): Severity;
  reset(): void;
}

/** @param red `Infinity` where there is no red */
export const createLevel = (amber: number, red: number, fallbackShare: number): Level => {
  let level: Severity = 'none';
  return {
    step: (value) => {
      const reached = (threshold: number, was: boolean): boolean =>
        value >= (was ? threshold * fallbackShare : threshold);
      if (reached(red, level === 'red')) level = 'red';
      else level = reached(amber, level !== 'none') ? 'amber' : 'none';
      return level;
    },
    reset: () => {
      level = 'none';
    },
  };
};
