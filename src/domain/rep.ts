/**
 * The result of one repetition and of one set. These are the nouns of the JSON contract
 * `beltline.analysis/1`; `null` stands where something cannot be known.
 */
import type { Exercise } from './exercise.ts';

/** How grave a finding about the lower back is. */
export type Severity = 'none' | 'amber' | 'red';

/** One sensor can only show a proxy; two sensors measure the angle between their segments. */
export type LumbarMethod = 'proxy' | 'measured';

/** What lowered the confidence in a rep, or what the lifter should know about it. */
export type RepFlag =
  /** No baseline: the corridor is built from the first reps of this session. */
  | 'no-baseline'
  /** Fewer clean reps than the corridor needs: no verdict on the lower back was possible. */
  | 'corridor-building'
  /** Samples were lost and interpolated within the rep. */
  | 'gap'
  /** Orientation is degraded after a loss of 100 to 500 ms. */
  | 'degraded'
  /** The clip moved on the body since the previous rep. */
  | 'slip'
  /** The back gave way: speed from the trunk model is unreliable (science: about 0.26 m/s per 10° in 0.3 s). */
  | 'rounding'
  /** The mediolateral axis was not yet certain when the rep was analysed. */
  | 'mounting-uncertain'
  /** No stillness at the bottom (touch-and-go): velocity is anchored at the turn instead. */
  | 'touch-and-go'
  /** The hips moved noticeably before the pull (rolling start). */
  | 'rolling-start'
  /** The concentric phase lasted longer than three seconds. */
  | 'grinder'
  /** Bar travel comes from the height prior, not from a tape. */
  | 'travel-from-height';

/** Sticking region (McGuigan & Wilson 1996): first local maximum of bar velocity to the following minimum. */
export interface StickingRegion {
  readonly startS: number;
  readonly endS: number;
  /** Lowest upward bar velocity in the region, m/s. */
  readonly minVelocityMps: number;
  /** Drop from the maximum before it, per cent. */
  readonly dropPct: number;
}

/** Verdict on the lower back for one rep. */
export interface LumbarVerdict {
  readonly method: LumbarMethod;
  /**
   * `measured`: flexion beyond the braced set-up, degrees, flexion positive. `proxy`: signed deviation of segment
   * pitch from the lifter's own corridor, degrees, positive when the pelvis turns upright too early.
   * `null` where there is no reference yet.
   */
  readonly excursionDeg: number | null;
  /** When the excursion began to leave its reference, s; `null` if it did not. */
  readonly onsetS: number | null;
  readonly severity: Severity;
}

export interface Rep {
  /** 1-based within its set. */
  readonly index: number;
  /** The bar leaves the floor; for exercises that start at the top, the turn at the bottom. */
  readonly liftOffS: number;
  readonly peakVelocityS: number;
  readonly lockoutS: number;
  /** The bar is back on the floor, or at the next turn; `null` when it was not seen. */
  readonly touchdownS: number | null;
  /** Lift-off to lockout, s. */
  readonly concentricS: number;
  /** Start of the lowering to its end, s; `null` when the lowering was not seen. */
  readonly eccentricS: number | null;
  /** Still time at the top before the lowering, s; `null` when the lowering was not seen. */
  readonly topPauseS: number | null;
  readonly meanVelocityMps: number;
  readonly peakVelocityMps: number;
  readonly meanPropulsiveVelocityMps: number;
  /** Lift-off to peak velocity, s. */
  readonly timeToPeakS: number;
  /** Vertical travel of the bar in the concentric phase, m. */
  readonly romM: number;
  /** 95 % half-width of `meanVelocityMps`, m/s. */
  readonly velocityErrorMps: number;
  /** 95 % half-width of `peakVelocityMps`, m/s. */
  readonly peakVelocityErrorMps: number;
  /** 95 % half-width of `meanPropulsiveVelocityMps`, m/s. */
  readonly meanPropulsiveVelocityErrorMps: number;
  /** Loss against the fastest earlier rep of the set, per cent, never below 0. */
  readonly velocityLossPct: number;
  readonly stickingRegion: StickingRegion | null;
  readonly lumbar: LumbarVerdict;
  readonly hipsFirst: boolean;
  /** Side bend at the largest deviation between lift-off and lockout, degrees, right positive; `null` off the body. */
  readonly lateralDeg: number | null;
  /** Axial twist at the largest deviation between lift-off and lockout, degrees, to the right positive; `null` off the body. */
  readonly twistDeg: number | null;
  /** 0 … 1. */
  readonly confidence: number;
  readonly flags: readonly RepFlag[];
}

export interface SetSummary {
  /** 1-based within the session. */
  readonly index: number;
  readonly startS: number;
  readonly endS: number;
  readonly exercise: Exercise;
  /** Loss from the fastest rep to the last, per cent. */
  readonly velocityLossPct: number;
  readonly reps: readonly Rep[];
}

/** How much slower than the fastest one, per cent, never below 0. */
export const velocityLossPct = (fastestMps: number, velocityMps: number): number =>
  fastestMps > 0 ? Math.max(0, (100 * (fastestMps - velocityMps)) / fastestMps) : 0;

/** One of the moments by which a rep is read. */
export interface RepMoment {
  readonly name: 'lift-off' | 'lockout' | 'touchdown';
  /** From lift-off, s. */
  readonly atS: number;
}

/** In order of time; without a touchdown that was not seen. */
export const momentsOf = ({
  liftOffS,
  lockoutS,
  touchdownS,
}: Pick<Rep, 'liftOffS' | 'lockoutS' | 'touchdownS'>): readonly RepMoment[] => [
  { name: 'lift-off', atS: 0 },
  { name: 'lockout', atS: lockoutS - liftOffS },
  ...(touchdownS === null ? [] : [{ name: 'touchdown' as const, atS: touchdownS - liftOffS }]),
];
