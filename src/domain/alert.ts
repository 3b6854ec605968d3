import type { Severity } from './rep.ts';

/** What an alert is about. Policy (hold, cooldown, channels) lives elsewhere; this is the fact. */
export type AlertKind =
  'lumbar' | 'hips-first' | 'asymmetry' | 'speed-drop' | 'velocity-loss' | 'not-monitoring';

/** Why the bar is slower than it should be. */
export type SpeedDropCause =
  /** It fell from the rep's own peak in the middle of the way, and stays slow. */
  | 'sticking'
  /** The whole pull takes much longer than the lifter's reps do. */
  | 'grinding';

export interface Alert {
  /** Session time at which the condition was met, s. */
  readonly atS: number;
  readonly kind: AlertKind;
  readonly severity: Exclude<Severity, 'none'>;
  /** 1-based set and rep; `null` outside a set. */
  readonly set: number | null;
  readonly rep: number | null;
}
