/** What a behaviour works with: the film so far, the person, chance, and the log of what truly happened. */
import type { LifterSpec } from './lifter.ts';
import type { Random } from './random.ts';
import type { Track } from './track.ts';

/** What a rep was meant to be. */
export type RepKind = 'clean' | 'rounded' | 'hips-first' | 'asymmetric';

/** Time marks of one rep, s; the truth is measured on the finished film between them. */
export interface RepLog {
  /** Posture at this moment is the braced set-up. */
  readonly setUpS: number;
  /** The bar turns or leaves the floor somewhere between these two. */
  readonly fromS: number;
  readonly topS: number;
  /** End of the lowering; `null` when the bar is put away otherwise. */
  readonly endS: number | null;
  readonly kind: RepKind;
}

export interface SetLog {
  readonly startS: number;
  readonly endS: number;
  readonly loadFraction: number;
  readonly reps: readonly RepLog[];
}

/** A pull that did not bring the bar to lockout. */
export interface MissedLog {
  readonly startS: number;
  readonly endS: number;
}

export interface SlipLog {
  readonly atS: number;
  /** Total rotation of the sensor on the body, degrees. */
  readonly angleDeg: number;
}

/** A spell of something that is not a lift. */
export interface ActivityLog {
  readonly kind: string;
  readonly startS: number;
  readonly endS: number;
}

export interface SessionLog {
  readonly sets: SetLog[];
  readonly missed: MissedLog[];
  readonly slips: SlipLog[];
  readonly activities: ActivityLog[];
}

export interface Stage {
  readonly lifter: LifterSpec;
  readonly track: Track;
  readonly random: Random;
  readonly log: SessionLog;
}

/** Runs a behaviour and notes it in the log. */
export const noted = (stage: Stage, kind: string, behaviour: () => void): void => {
  const startS = stage.track.nowS();
  behaviour();
  stage.log.activities.push({ kind, startS, endS: stage.track.nowS() });
};
