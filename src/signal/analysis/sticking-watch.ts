/**
 * Sticking: in the middle of the way up the bar slows down and stays slow. Causal.
 *
 * Every rep slows down before lockout, and to a belt it slows where the hips are up and the trunk is not. So only the
 * middle of the usual rise is judged, and what is left of the rep's own peak is held against what is left of it in
 * the lifter's usual reps at the same height.
 */
import type { Severity } from '../../domain/rep.ts';
import type { LivePull } from './pull-watch.ts';
import { createHeldLevel } from './speed-watch.ts';
import type { UsualRise } from './usual-rep.ts';

/** Tunable quantities of the watch. */
export interface StickingParams {
  /** Between these shares of the usual rise speed is judged. Defaults 0.2 and 0.67 [D]. */
  readonly fromShare: number;
  readonly toShare: number;
  /** A rise slower than this share of the usual peak had none to fall from. Default 0.5 [D]. */
  readonly peakShare: number;
  /** Nor one slower than this, m/s. Default 0.25 [D]. */
  readonly leastPeakMps: number;
  /** A bar that sinks faster than this does not stick, m/s. Default 0.05 [D]: it is let down, or the track is lost. */
  readonly sinkMps: number;
  /** Drop below the usual for amber and red, shares. Defaults 0.4 and 0.7 [D], as for finished reps. */
  readonly amberDrop: number;
  readonly redDrop: number;
  /** The drop below which it is over, share. Default 0.2 [D]. */
  readonly overDrop: number;
  /** How long a drop must last, s. Default 0.04 [D]: lockout is near, and reaction takes 0.2 s more. */
  readonly holdS: number;
  /** Least share of the peak that is usual anywhere: below it the track tells too little to compare. Default 0.4 [D]. */
  readonly leastUsual: number;
}

export const STICKING_DEFAULTS: StickingParams = {
  fromShare: 0.2,
  toShare: 0.67,
  peakShare: 0.5,
  leastPeakMps: 0.25,
  sinkMps: 0.05,
  amberDrop: 0.4,
  redDrop: 0.7,
  overDrop: 0.2,
  holdS: 0.04,
  leastUsual: 0.4,
};

export interface StickingWatch {
  /** How gravely the rise sticks at this tick. @param pull `null` where no rise goes on */
  step(pull: LivePull | null, velocity: number, usual: UsualRise | null): Severity;
}

export const createStickingWatch = (params: StickingParams = STICKING_DEFAULTS): StickingWatch => {
  const held = createHeldLevel(params.holdS);
  const levelOf = (drop: number): Severity =>
    drop >= params.redDrop ? 'red' : drop >= params.amberDrop ? 'amber' : 'none';
  return {
    step: (pull, velocity, usual) => {
      if (pull === null || usual === null) {
        held.reset();
        return 'none';
      }
      const { share, peakMps } = pull;
      const hadSpeed = peakMps >= Math.max(params.leastPeakMps, params.peakShare * usual.peakMps);
      const left = velocity / Math.max(params.leastPeakMps, peakMps);
      const drop = 1 - left / Math.max(params.leastUsual, usual.leftOfPeak(share));
      const sinks = velocity < -params.sinkMps;
      const judged = hadSpeed && !sinks && share >= params.fromShare && share <= params.toShare;
      return held.step(judged ? levelOf(drop) : 'none', drop < params.overDrop);
    },
  };
};
