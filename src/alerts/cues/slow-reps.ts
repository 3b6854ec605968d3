/**
 * When a set has become too slow. One slow rep is forgiven: a rep can go wrong without the lifter being spent. Two in a
 * row are not, nor is one far over the limit. Every set starts from nothing.
 */
import type { Rep, Severity } from '../../domain/rep.ts';
import { lossIsWithinBand } from '../policy.ts';
import { createLevel } from './level.ts';
import type { CueParams } from './params.ts';

export interface SlowSet {
  readonly severity: Exclude<Severity, 'none'>;
  readonly lossPct: number;
  readonly because: 'second-in-a-row' | 'far-over';
}

export interface SlowReps {
  /** What the next rep of the set says; `null` where nothing is to be told. */
  step(rep: Rep): SlowSet | null;
  reset(): void;
}

export const createSlowReps = (params: CueParams): SlowReps => {
  const level = createLevel(params.lossAmberPct, params.lossRedPct, params.fallbackShare);
  let fastest: Rep | null = null;
  let inARow = 0;
  /** Told already: from now on the set is slow until a rep falls below the lower threshold. */
  let told = false;

  const lossOf = (rep: Rep): number => {
    if (fastest === null || rep.meanVelocityMps > fastest.meanVelocityMps) {
      fastest = rep;
      return 0;
    }
    return lossIsWithinBand(fastest, rep) ? 0 : rep.velocityLossPct;
  };

  return {
    step: (rep) => {
      const lossPct = lossOf(rep);
      const severity = level.step(lossPct);
      if (severity === 'none') told = false;
      const over = severity !== 'none' && (told || lossPct >= params.lossAmberPct);
      inARow = over ? inARow + 1 : 0;
      const farOver = lossPct >= params.lossFarOverPct;
      if (severity === 'none' || (!farOver && inARow <= params.graceReps)) return null;
      told = true;
      return { severity, lossPct, because: farOver ? 'far-over' : 'second-in-a-row' };
    },
    reset: () => {
      level.reset();
      fastest = null;
      inARow = 0;
      told = false;
    },
  };
};
