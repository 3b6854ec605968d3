/** What the events of a session say that a lifter may have to be told, before anybody asks whether it is the moment. */
import type { Alert } from '../../domain/alert.ts';
import type { CueReason } from '../../domain/cue.ts';
import type { LumbarWarning, SpeedWarning } from '../../domain/event.ts';
import type { Rep, Severity } from '../../domain/rep.ts';
import type { Candidate } from './candidate.ts';
import { createLevel } from './level.ts';
import type { CueParams } from './params.ts';
import { createSlowReps } from './slow-reps.ts';

/** Where in the session a rep is. */
export interface Place {
  readonly set: number | null;
  readonly rep: number | null;
}

export const liveFinding = (
  warning: LumbarWarning | SpeedWarning,
  place: Place,
  params: CueParams,
): Candidate => {
  const { atS, severity } = warning;
  const reason: CueReason =
    warning.kind === 'lumbar'
      ? { kind: 'lumbar', method: warning.method, excursionDeg: warning.excursionDeg }
      : {
          kind: 'speed-drop',
          cause: warning.cause,
          dropPct: warning.dropPct,
          velocityMps: warning.velocityMps,
        };
  return { reason, severity, basis: 'live', atS, evidenceFromS: atS - params.evidenceS, ...place };
};

export interface RepFindings {
  /** Findings of a closed rep. @param warned how gravely its back was warned of while it went on */
  step(rep: Rep, atS: number, place: Place, warned: Severity): Candidate[];
  /** A new set begins. */
  reset(): void;
}

type Finding = Pick<Candidate, 'reason' | 'severity' | 'evidenceFromS'>;

const hipsFirst = (rep: Rep): Finding[] =>
  rep.hipsFirst ? [{ reason: { kind: 'hips-first' }, severity: 'amber', evidenceFromS: rep.liftOffS }] : [];

const lumbar = ({ lumbar: verdict, liftOffS }: Rep, warned: Severity): Finding[] => {
  const { method, excursionDeg, severity, onsetS } = verdict;
  const known: readonly Alert['severity'][] =
    warned === 'none' ? [] : warned === 'red' ? ['red', 'amber'] : ['amber'];
  if (severity === 'none' || known.includes(severity)) return [];
  return [{ reason: { kind: 'lumbar', method, excursionDeg }, severity, evidenceFromS: onsetS ?? liftOffS }];
};

export const createRepFindings = (params: CueParams): RepFindings => {
  const slow = createSlowReps(params);
  const sideways = createLevel(params.asymmetryDeg, Infinity, params.fallbackShare);

  const asymmetry = ({ lateralDeg, twistDeg }: Rep): Finding[] => {
    const level = sideways.step(Math.max(Math.abs(lateralDeg ?? 0), Math.abs(twistDeg ?? 0)));
    if (level === 'none') return [];
    return [{ reason: { kind: 'asymmetry', lateralDeg, twistDeg }, severity: level, evidenceFromS: null }];
  };

  const velocityLoss = (rep: Rep): Finding[] => {
    const found = slow.step(rep);
    if (found === null) return [];
    const { severity, ...facts } = found;
    return [{ reason: { kind: 'velocity-loss', ...facts }, severity, evidenceFromS: null }];
  };

  return {
    step: (rep, atS, place, warned) =>
      [...lumbar(rep, warned), ...velocityLoss(rep), ...hipsFirst(rep), ...asymmetry(rep)].map((finding) => ({
        ...finding,
        basis: 'final',
        atS,
        ...place,
      })),
    reset: () => {
      slow.reset();
      sideways.reset();
    },
  };
};
