/** Whether a finding whose moment has come may disturb the lifter: muted, told just now, or faded away. */
import type { CueKind } from '../../domain/cue.ts';
import type { Severity } from '../../domain/rep.ts';
import { type Candidate, channelOf, isGraver } from './candidate.ts';
import { type CueParams, FADING_KINDS, SESSION_KINDS } from './params.ts';

export interface Gate {
  /** True if it may be told at this time, s; it then counts as told. */
  admit(candidate: Candidate, atS: number): boolean;
  mute(muted: boolean): void;
  /** A rep without any finding. */
  cleanRep(): void;
  /** A new set begins: what was told in the last one does not matter. */
  newSet(): void;
}

const isOf = (kinds: readonly CueKind[], { reason }: Candidate): boolean => kinds.includes(reason.kind);

export const createGate = ({ cooldownS, fading }: CueParams): Gate => {
  let told = new Map<string, { readonly kind: CueKind; readonly atS: number; readonly severity: Severity }>();
  let muted = false;
  let cleanReps = 0;
  /** Amber cues on technique since fading began. */
  let ambers = 0;

  const isFresh = (candidate: Candidate, atS: number): boolean => {
    const { reason, severity } = candidate;
    const last = told.get(channelOf(reason));
    return (
      last === undefined || atS - last.atS >= cooldownS[reason.kind] || isGraver(severity, last.severity)
    );
  };

  const fades = (candidate: Candidate): boolean => {
    if (fading === null || !isOf(FADING_KINDS, candidate)) return false;
    if (candidate.severity === 'red') {
      cleanReps = 0;
      ambers = 0;
      return false;
    }
    if (cleanReps < fading.afterCleanReps) return false;
    ambers += 1;
    return ambers % fading.every !== 0;
  };

  return {
    admit: (candidate, atS) => {
      if (muted && !isOf(SESSION_KINDS, candidate)) return false;
      if (!isFresh(candidate, atS) || fades(candidate)) return false;
      const { reason, severity } = candidate;
      told.set(channelOf(reason), { kind: reason.kind, atS, severity });
      return true;
    },
    mute: (now) => {
      muted = now;
    },
    cleanRep: () => {
      cleanReps += 1;
    },
    newSet: () => {
      told = new Map([...told].filter(([, { kind }]) => SESSION_KINDS.includes(kind)));
      cleanReps = 0;
      ambers = 0;
    },
  };
};
