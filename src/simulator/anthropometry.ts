import type { Random } from './random.ts';

/**
 * Segment lengths of one body, m. Ratios to height after Drillis & Contini 1966 (in Winter, Biomechanics and
 * Motor Control), each with an individual spread of its own (own assumption: 2–4 %), because a formula from
 * height alone would hand the estimator a truth it could guess.
 */
export interface Body {
  readonly heightM: number;
  readonly ankleM: number;
  readonly shankM: number;
  readonly thighM: number;
  /** Hip joint to the L5/S1 joint, along the pelvis. */
  readonly pelvisM: number;
  /** L5/S1 to T12/L1, along the curve. */
  readonly lumbarM: number;
  /** T12/L1 to the shoulder joint. */
  readonly thoraxM: number;
  /** Shoulder joint to the middle of the closed hand. */
  readonly armM: number;
  /** Rounding of the upper back that goes with lumbar flexion, as a share of it. */
  readonly kyphosis: number;
  /** Reach of the shoulder girdle when the trunk is horizontal and the arms hang, m. */
  readonly reachM: number;
}

/** Hip joint above the floor in quiet standing, m; knees are a touch soft. */
export const standingHipM = (body: Body): number => body.ankleM + 0.988 * (body.shankM + body.thighM);

export const makeBody = (random: Random): Body => {
  const heightM = random.bounded(1.76, 0.085, 2.2);
  const scaled = (ratio: number, spread: number): number => heightM * ratio * random.bounded(1, spread);
  return {
    heightM,
    ankleM: scaled(0.039, 0.04),
    shankM: scaled(0.246, 0.025),
    thighM: scaled(0.245, 0.025),
    pelvisM: scaled(0.056, 0.05),
    lumbarM: scaled(0.1, 0.04),
    thoraxM: scaled(0.134, 0.03),
    armM: scaled(0.38, 0.02),
    kyphosis: random.uniform(0.1, 0.4),
    reachM: random.uniform(0.01, 0.045),
  };
};
