/**
 * A clip that turned on the body.
 *
 * Posture varies at the top or at the bottom; a slip turns the sensor in both by the same rotation, so the angle
 * between the two stays what it was. It may happen anywhere in a rep: between a set-up and its lockout it shows at
 * the top first and at the bottom only in the next rep. So a rep is held against the last one and the one before.
 */

import { angleBetween, type Up } from '../motion/up.ts';

/** Up in the sensor frame in the braced set-up and at lockout of one rep, unit vectors. */
export interface RepPostures {
  readonly setUp: Up;
  readonly lockout: Up;
}

/** Tunable quantities of slip detection. */
export interface SlipParams {
  /** Least turn at lockout, rad. Default 0.052 (3°) [D]: slips of 3–10° occur, lockouts differ by 1–2°. */
  readonly lockoutTurn: number;
  /** Least turn in the set-up, rad. Default 0.052 (3°) [D]. */
  readonly setUpTurn: number;
  /** Largest change of the angle between set-up and lockout, rad. Default 0.035 (2°) [D]. */
  readonly hingeChange: number;
}

export const SLIP_DEFAULTS: SlipParams = { lockoutTurn: 0.052, setUpTurn: 0.052, hingeChange: 0.035 };

/** Angle by which the clip slipped between two reps, degrees; `null` if it did not. */
export const slipBetween = (
  before: RepPostures,
  after: RepPostures,
  params: SlipParams = SLIP_DEFAULTS,
): number | null => {
  const top = angleBetween(before.lockout, after.lockout);
  const bottom = angleBetween(before.setUp, after.setUp);
  if (top < params.lockoutTurn || bottom < params.setUpTurn) return null;
  const hinge = angleBetween(after.setUp, after.lockout) - angleBetween(before.setUp, before.lockout);
  if (Math.abs(hinge) > params.hingeChange) return null;
  return (Math.max(top, bottom) * 180) / Math.PI;
};

export interface SlipWatch {
  /** Takes the postures of the next rep; the angle of a slip found with it, degrees, or `null`. */
  step(postures: RepPostures): number | null;
}

/** Watches the reps of a session in order. */
export const createSlipWatch = (params: SlipParams = SLIP_DEFAULTS): SlipWatch => {
  let earlier: RepPostures[] = [];
  return {
    step: (postures) => {
      let slip: number | null = null;
      for (const before of earlier) slip ??= slipBetween(before, postures, params);
      // After a slip the old postures say nothing any more.
      earlier = slip === null ? [...earlier, postures].slice(-2) : [postures];
      return slip;
    },
  };
};
