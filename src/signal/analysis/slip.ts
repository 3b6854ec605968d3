/**
 * A clip that turned on the body between two reps. Posture varies at the top or at the bottom; a slip turns the
 * sensor in both, by about the same angle.
 */

type Vector = readonly [number, number, number];

/** Up in the sensor frame in the braced set-up and at lockout of one rep, unit vectors. */
export interface RepPostures {
  readonly setUp: Vector;
  readonly lockout: Vector;
}

/** Tunable quantities of slip detection. */
export interface SlipParams {
  /** Least turn at lockout, rad. Default 0.044 (2.5°) [D]: slips of 3–10° occur, lockouts differ by 1–2°. */
  readonly lockoutTurn: number;
  /** Least turn in the set-up, rad. Default 0.035 (2°) [D]. */
  readonly setUpTurn: number;
}

export const SLIP_DEFAULTS: SlipParams = { lockoutTurn: 0.044, setUpTurn: 0.035 };

const angle = (a: Vector, b: Vector): number =>
  Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));

/** Angle by which the clip slipped between two reps, degrees; `null` if it did not. */
export const slipBetween = (
  before: RepPostures,
  after: RepPostures,
  params: SlipParams = SLIP_DEFAULTS,
): number | null => {
  const top = angle(before.lockout, after.lockout);
  const bottom = angle(before.setUp, after.setUp);
  if (top < params.lockoutTurn || bottom < params.setUpTurn) return null;
  return (Math.max(top, bottom) * 180) / Math.PI;
};
