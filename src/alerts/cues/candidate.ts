/** A finding on its way to become a cue. */
import type { Cue, CueKind, CueReason } from '../../domain/cue.ts';
import type { Severity } from '../../domain/rep.ts';
import { PRIORITY } from './params.ts';

export interface Candidate {
  readonly reason: CueReason;
  readonly severity: Severity;
  readonly basis: Cue['basis'];
  /** When it was found, s. */
  readonly atS: number;
  /** What it rests on lies between this and `atS`, s; `null` where a shaking motor does not matter. */
  readonly evidenceFromS: number | null;
  readonly set: number | null;
  readonly rep: number | null;
}

const GRAVITY: Readonly<Record<Severity, number>> = { none: 0, amber: 1, red: 2 };

export const isGraver = (a: Severity, b: Severity): boolean => GRAVITY[a] > GRAVITY[b];

/** Larger is more important. */
export const rankOf = (severity: Severity, kind: CueKind): number =>
  GRAVITY[severity] * PRIORITY.length - PRIORITY.indexOf(kind);

export const rank = ({ severity, reason }: Candidate): number => rankOf(severity, reason.kind);

/** What cools down together: a kind, and each rule of the user for itself. */
export const channelOf = (reason: CueReason): string =>
  reason.kind === 'rule' ? `rule ${reason.name}` : reason.kind;

export const cueOf = (candidate: Candidate, atS: number): Cue => {
  const { reason, severity, basis, set, rep } = candidate;
  return { atS, severity, basis, set, rep, ...reason };
};
