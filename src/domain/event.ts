/** What a session tells while it runs, in order of session time. */
import type { Alert, SpeedDropCause } from './alert.ts';
import type { Cue } from './cue.ts';
import type { LumbarMethod, Rep, SetSummary, Severity } from './rep.ts';
import type { Gap, SensorRole } from './sample.ts';
import type { LiveMotion, RepTrace } from './trace.ts';

/** Whether warnings can be trusted right now. */
export type MonitoringState = 'ok' | 'degraded' | 'not-monitoring';

/** Values known while the rep is still going on; corrected and published again as a final {@link Rep}. */
export interface LiveRep {
  readonly liftOffS: number;
  readonly lockoutS: number;
  readonly meanVelocityMps: number;
  readonly peakVelocityMps: number;
}

/** Whether the lifter is ready to pull. */
export type SetUpState = 'set' | 'not-set';

/** Why not. */
export type SetUpReason =
  /** Not braced. */
  | 'moving'
  /** Bent to one side, against the earlier set-ups. */
  | 'leaning'
  /** Turned to one side, against the set-up before. */
  | 'twisted'
  /** Stood up again without lifting: whatever was said before is over. */
  | 'upright';

/** The back gives way in the rep that is going on: causal; the final verdict comes with the rep. */
export interface LumbarWarning {
  readonly type: 'warning';
  readonly atS: number;
  readonly kind: 'lumbar';
  readonly method: LumbarMethod;
  readonly severity: Exclude<Severity, 'none'>;
  readonly excursionDeg: number;
}

/** The bar slows down in the rep that is going on: causal, from the belt. */
export interface SpeedWarning {
  readonly type: 'warning';
  readonly atS: number;
  readonly kind: 'speed-drop';
  readonly cause: SpeedDropCause;
  readonly severity: Exclude<Severity, 'none'>;
  /**
   * How far the bar is slower, per cent, 0 … 100: when sticking, than at the fastest moment of this rep so far; when
   * grinding, than at the usual peak of the lifter's reps.
   */
  readonly dropPct: number;
  /** Upward velocity of the bar now, estimated, m/s. */
  readonly velocityMps: number;
}

export type SessionEvent =
  /** The bar leaves the floor (or the turn at the bottom), as seen at `atS`. */
  | { readonly type: 'lift-off'; readonly atS: number; readonly liftOffS: number }
  | LumbarWarning
  | SpeedWarning
  /** The bar is as fast as usual again, or the rep is over: a warning of its speed does not hold any more. */
  | { readonly type: 'warning-over'; readonly atS: number; readonly kind: 'speed-drop' }
  /**
   * The lifter is bent at the bar and is set, or is not; only for lifts from the floor. Holds until the next one or until
   * lift-off. `reasons` is empty when set.
   */
  | {
      readonly type: 'set-up';
      readonly atS: number;
      readonly state: SetUpState;
      readonly reasons: readonly SetUpReason[];
    }
  /** Lockout reached: causal values. */
  | { readonly type: 'rep-live'; readonly atS: number; readonly rep: LiveRep }
  /**
   * The rep is closed: final values, its lift-off curve (degrees of pitch over hip rise) for later corridors, and its motion
   * to be looked at.
   */
  | {
      readonly type: 'rep';
      readonly atS: number;
      readonly set: number;
      readonly rep: Rep;
      readonly curve: readonly number[] | null;
      readonly trace: RepTrace | null;
    }
  /** How the lifter moves now, a few times a second; only where somebody asked for it. */
  | { readonly type: 'motion'; readonly atS: number; readonly motion: LiveMotion }
  /** The set is closed. */
  | { readonly type: 'set'; readonly atS: number; readonly set: SetSummary }
  | { readonly type: 'alert'; readonly atS: number; readonly alert: Alert }
  /** What the lifter should be told now. */
  | { readonly type: 'cue'; readonly atS: number; readonly cue: Cue }
  /** Samples of a sensor were lost. */
  | { readonly type: 'gap'; readonly atS: number; readonly sensor: SensorRole; readonly gap: Gap }
  | { readonly type: 'monitoring'; readonly atS: number; readonly state: MonitoringState }
  /** The clip turned on the body between two reps by this angle; the reference was taken anew. */
  | { readonly type: 'slip'; readonly atS: number; readonly angleDeg: number };
