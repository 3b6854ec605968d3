/**
 * Which findings reach the lifter, and when. Pure: inputs in order of time in, cues out; the only clock is the time in the
 * inputs, so a recording gives the same cues again.
 *
 * A finding becomes a cue when it has held long enough, the motor did not shake what it rests on, nothing more important
 * was said just now, and its kind was not told a moment ago. What has to wait is told as soon as it may, if it still
 * holds: a live finding while its rep goes on and no `warning-over` took it back, one of a closed rep for some seconds.
 */
import type { Cue } from '../domain/cue.ts';
import type { DeviceEvent } from '../domain/device.ts';
import type { SessionEvent } from '../domain/event.ts';
import type { Rep, Severity } from '../domain/rep.ts';
import { type Candidate, cueOf, isGraver, rank, rankOf } from './cues/candidate.ts';
import { createRepFindings, liveFinding, type Place } from './cues/findings.ts';
import { createGate } from './cues/gate.ts';
import { createMotorMask } from './cues/mask.ts';
import { CUE_DEFAULTS, type CueParams } from './cues/params.ts';
import { createCueQueue, isKind } from './cues/queue.ts';
import type { RuleFinding } from './rules/judge.ts';

/** What the policy listens to; times are session time, s. */
export type CueInput =
  | SessionEvent
  | DeviceEvent
  | { readonly type: 'mute'; readonly atS: number; readonly mute: boolean }
  /** Time has come this far: lets go what was held back. Changes no cue, only how early it is known. */
  | { readonly type: 'clock'; readonly atS: number };

export interface CuePolicy {
  /** Cues whose moment has come by this time. */
  advance(atS: number): Cue[];
  /** Cues that follow from an input, those whose moment had come before it first. @param rules findings of the user's rules on a closed rep */
  step(input: CueInput, rules?: readonly RuleFinding[]): Cue[];
}

/** Warnings may come this long before lift-off and after lockout of the rep they belong to, as finally told, s. */
const REP_SLACK_S = 0.3;

export const createCuePolicy = (params: CueParams = CUE_DEFAULTS): CuePolicy => {
  const gate = createGate(params);
  const mask = createMotorMask(params.maskTailS, params.maskMostS);
  const queue = createCueQueue();
  const findings = createRepFindings(params);
  let now = -Infinity;
  let last: Cue | null = null;
  /** The last closed rep. */
  let closed = { set: 0, rep: 0, lockoutS: -Infinity };
  /** The set that has begun last. */
  let set = 0;
  /** Live cues on the back of the rep that is not closed yet. */
  let warned: { readonly atS: number; readonly severity: Severity }[] = [];
  let monitoringLost = false;

  const momentOf = (candidate: Candidate): number => {
    const { atS, reason, basis, evidenceFromS } = candidate;
    const held = atS + params.holdS[reason.kind];
    const shaken = basis === 'final' || evidenceFromS === null ? 0 : mask.heldUntilS(evidenceFromS, atS);
    const waits = last !== null && rank(candidate) <= rankOf(last.severity, last.kind);
    return Math.max(held, shaken, waits && last !== null ? last.atS + params.spacingS : 0);
  };

  const isStale = ({ atS, basis }: Candidate, whenS: number): boolean =>
    whenS - atS > (basis === 'live' ? params.liveAgeS : params.finalAgeS);

  const tell = (candidate: Candidate, atS: number): Cue[] => {
    const session = candidate.basis === 'live' && candidate.set === null;
    if (!session && isStale(candidate, atS)) return [];
    if (!gate.admit(candidate, atS)) return [];
    const cue = cueOf(candidate, atS);
    last = cue;
    if (cue.kind === 'lumbar' && cue.basis === 'live') warned.push({ atS, severity: cue.severity });
    if (cue.kind === 'not-monitoring') monitoringLost = true;
    if (cue.kind === 'monitoring-again') monitoringLost = false;
    return [cue];
  };

  const advance = (atS: number): Cue[] => {
    now = Math.max(now, atS);
    const cues: Cue[] = [];
    for (let next = queue.take(now, momentOf); next !== null; next = queue.take(now, momentOf))
      cues.push(...tell(next.candidate, next.atS));
    return cues;
  };

  /** Finds its way at once, or waits. */
  const offer = (candidate: Candidate): Cue[] => {
    queue.add(candidate);
    return advance(candidate.atS);
  };

  /** Nothing of the set before leaks into this one. */
  const beginSet = (index: number): void => {
    if (index === set) return;
    set = index;
    findings.reset();
    gate.newSet();
    queue.drop(({ set: of }) => of !== null && of !== index);
  };

  /** Where a rep that is going on belongs, as far as can be known before it is closed. */
  const running = (atS: number): Place => {
    if (set === closed.set && atS - closed.lockoutS <= params.restS) return { set, rep: closed.rep + 1 };
    if (set === closed.set) beginSet(closed.set + 1);
    return { set, rep: 1 };
  };

  const dropLive = (untilS: number): void =>
    queue.drop(({ basis, set: of, atS }) => basis === 'live' && of !== null && atS <= untilS);

  /** How gravely the back of a rep was warned of while it went on; forgets what is older. */
  const warnedIn = ({ liftOffS, lockoutS }: Rep): Severity => {
    const mine = warned.filter(({ atS }) => atS >= liftOffS - REP_SLACK_S && atS <= lockoutS + REP_SLACK_S);
    warned = warned.filter(({ atS }) => atS > lockoutS + REP_SLACK_S);
    return mine.reduce<Severity>(
      (worst, { severity }) => (isGraver(severity, worst) ? severity : worst),
      'none',
    );
  };

  /** What a motor shook cannot be confirmed any more once the rep is over. */
  const wasShaken = ({ evidenceFromS: from }: Candidate): boolean =>
    from !== null && mask.heldUntilS(from, from + params.evidenceS) > 0;

  /** One thing at a time: of all that a closed rep says, the most important. */
  const closeRep = (
    { set: index, rep, atS }: Extract<SessionEvent, { type: 'rep' }>,
    rules: readonly RuleFinding[],
  ): Cue[] => {
    beginSet(index);
    closed = { set: index, rep: rep.index, lockoutS: rep.lockoutS };
    dropLive(rep.lockoutS + REP_SLACK_S);
    const where: Place = { set: index, rep: rep.index };
    const found: Candidate[] = [
      ...findings.step(rep, atS, where, warnedIn(rep)),
      ...rules.map(({ name, say, severity }): Candidate => ({
        reason: { kind: 'rule', name, say },
        severity,
        basis: 'final',
        atS,
        evidenceFromS: null,
        ...where,
      })),
    ];
    if (found.length === 0) gate.cleanRep();
    const [first] = found.filter((one) => !wasShaken(one)).toSorted((a, b) => rank(b) - rank(a));
    return first === undefined ? [] : offer(first);
  };

  const link = (kind: 'not-monitoring' | 'monitoring-again', severity: Severity, atS: number): Cue[] =>
    offer({
      reason: { kind },
      severity,
      basis: 'live',
      atS,
      evidenceFromS: null,
      set: null,
      rep: null,
    });

  const monitoring = ({ state, atS }: Extract<SessionEvent, { type: 'monitoring' }>): Cue[] => {
    if (state === 'not-monitoring') {
      dropLive(atS);
      return link('not-monitoring', 'red', atS);
    }
    if (state !== 'ok') return [];
    queue.drop(isKind('not-monitoring'));
    return monitoringLost ? link('monitoring-again', 'none', atS) : [];
  };

  const react = (input: CueInput, rules: readonly RuleFinding[]): Cue[] => {
    switch (input.type) {
      case 'warning':
        return offer(liveFinding(input, running(input.atS), params));
      case 'rep':
        return closeRep(input, rules);
      case 'monitoring':
        return monitoring(input);
      case 'set':
        beginSet(input.set.index + 1);
        return [];
      case 'lift-off':
        dropLive(input.liftOffS);
        return [];
      case 'rep-live':
        dropLive(input.atS);
        return [];
      case 'warning-over':
        queue.drop(isKind(input.kind));
        return [];
      case 'motor-on':
        mask.on(input.atS);
        return [];
      case 'motor-off':
        mask.off(input.atS);
        return [];
      case 'mute':
        gate.mute(input.mute);
        return [];
      default:
        return [];
    }
  };

  return {
    advance,
    step: (input, rules = []) => [...advance(input.atS), ...react(input, rules)],
  };
};
