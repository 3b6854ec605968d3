import type { Severity } from './rep.ts';

/** What an alert is about. Policy (hold, cooldown, channels) lives elsewhere; this is the fact. */
export type AlertKind =
  'lumbar' | 'hips-first' | 'asymmetry' | 'speed-drop' | 'velocity-loss' | 'not-monitoring';

export interface Alert {
  /** Session time at which the condition was met, s. */
  readonly atS: number;
  readonly kind: AlertKind;
  readonly severity: Exclude<Severity, 'none'>;
  /** 1-based set and rep; `null` outside a set. */
  readonly set: number | null;
  readonly rep: number | null;
}
