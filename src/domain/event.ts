/** What a session tells while it runs, in order of session time. */
import type { Alert } from './alert.ts';
import type { LumbarMethod, Rep, SetSummary, Severity } from './rep.ts';
import type { Gap } from './sample.ts';

/** Whether warnings can be trusted right now. */
export type MonitoringState = 'ok' | 'degraded' | 'not-monitoring';

/** Values known while the rep is still going on; corrected and published again as a final {@link Rep}. */
export interface LiveRep {
  readonly liftOffS: number;
  readonly lockoutS: number;
  readonly meanVelocityMps: number;
  readonly peakVelocityMps: number;
}

export type SessionEvent =
  /** The bar leaves the floor (or the turn at the bottom), as seen at `atS`. */
  | { readonly type: 'lift-off'; readonly atS: number; readonly liftOffS: number }
  /** The back gives way in the rep that is going on: causal; the final verdict comes with the rep. */
  | {
      readonly type: 'warning';
      readonly atS: number;
      readonly kind: 'lumbar';
      readonly method: LumbarMethod;
      readonly severity: Exclude<Severity, 'none'>;
      readonly excursionDeg: number;
    }
  /** Lockout reached: causal values. */
  | { readonly type: 'rep-live'; readonly atS: number; readonly rep: LiveRep }
  /** The rep is closed: final values, and its lift-off curve (degrees of pitch over hip rise) for later corridors. */
  | {
      readonly type: 'rep';
      readonly atS: number;
      readonly set: number;
      readonly rep: Rep;
      readonly curve: readonly number[] | null;
    }
  /** The set is closed. */
  | { readonly type: 'set'; readonly atS: number; readonly set: SetSummary }
  | { readonly type: 'alert'; readonly atS: number; readonly alert: Alert }
  | { readonly type: 'gap'; readonly atS: number; readonly gap: Gap }
  | { readonly type: 'monitoring'; readonly atS: number; readonly state: MonitoringState }
  /** The clip turned on the body between two reps by this angle; the reference was taken anew. */
  | { readonly type: 'slip'; readonly atS: number; readonly angleDeg: number };
