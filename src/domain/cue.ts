/**
 * What the lifter is told while it matters: a buzz, a tone, a flash. Alerts are the facts of a session; cues are the few of
 * them, and of the live warnings, that reach the lifter, at the moment they should.
 */
import type { SpeedDropCause } from './alert.ts';
import type { LumbarMethod, Severity } from './rep.ts';

/** What a cue is about. Its kinds are those of alerts, and two of its own. */
export type CueReason =
  | { readonly kind: 'lumbar'; readonly method: LumbarMethod; readonly excursionDeg: number | null }
  | { readonly kind: 'hips-first' }
  | { readonly kind: 'asymmetry'; readonly lateralDeg: number | null; readonly twistDeg: number | null }
  | {
      readonly kind: 'speed-drop';
      readonly cause: SpeedDropCause;
      readonly dropPct: number;
      readonly velocityMps: number;
    }
  | {
      readonly kind: 'velocity-loss';
      readonly lossPct: number;
      /** The second slow rep in a row, or one so slow that no second is waited for. */
      readonly because: 'second-in-a-row' | 'far-over';
    }
  | { readonly kind: 'not-monitoring' }
  /** The sensor is watched again. */
  | { readonly kind: 'monitoring-again' }
  /** A rule that the user wrote. */
  | { readonly kind: 'rule'; readonly name: string; readonly say: string };

export type CueKind = CueReason['kind'];

interface CueFacts {
  /** Session time at which the lifter should be told, s. */
  readonly atS: number;
  /** `'none'` for good news only. */
  readonly severity: Severity;
  /** `live`: from causal values, while the rep goes on. `final`: from a closed rep. */
  readonly basis: 'live' | 'final';
  /** 1-based set and rep; `null` outside. Of a rep that is still going on they are the ones it will get if it counts. */
  readonly set: number | null;
  readonly rep: number | null;
}

export type Cue = CueFacts & CueReason;
