/**
 * Ends a set because the lifter says so. The analysis ends sets by the pause after them and goes on with its own; what it
 * tells afterwards of the same set is told as the next one, counted and compared anew.
 */
import type { Alert } from '../../domain/alert.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { Exercise } from '../../domain/exercise.ts';
import { type Rep, type SetSummary, type Severity, velocityLossPct } from '../../domain/rep.ts';

export interface SetSplitter {
  /** What becomes of an event of the analysis: itself, renumbered, or nothing. */
  step(event: SessionEvent): readonly SessionEvent[];
  /** The set that is going on, closed; nothing if there is none. */
  end(atS: number, exercise: Exercise): readonly SessionEvent[];
}

export interface LossLimits {
  readonly lossAmberPct: number;
  readonly lossRedPct: number;
}

const lossPct = (reps: readonly Rep[], velocityMps: number): number => {
  const fastest = Math.max(0, ...reps.map(({ meanVelocityMps }) => meanVelocityMps));
  return velocityLossPct(fastest, velocityMps);
};

const closed = (index: number, exercise: Exercise, reps: readonly Rep[]): SetSummary => {
  const [first] = reps;
  const last = reps[reps.length - 1];
  return {
    index,
    startS: first.liftOffS,
    endS: last.touchdownS ?? last.lockoutS,
    exercise,
    velocityLossPct: lossPct(reps, last.meanVelocityMps),
    reps,
  };
};

export const createSetSplitter = ({ lossAmberPct, lossRedPct }: LossLimits): SetSplitter => {
  /** Sets there are more than the analysis knows of. */
  let more = 0;
  /** Set of the analysis that is going on, and how many of its reps belong to sets ended before. */
  let analysed = 0;
  let cut = 0;
  /** Whether the set after the cut has begun. */
  let begun = false;
  let reps: Rep[] = [];

  const onRep = (event: Extract<SessionEvent, { type: 'rep' }>): SessionEvent => {
    if (event.set !== analysed) {
      analysed = event.set;
      cut = 0;
      begun = false;
      reps = [];
    }
    if (cut > 0 && !begun) {
      begun = true;
      more += 1;
    }
    const { rep } = event;
    const mine: Rep =
      cut === 0
        ? rep
        : { ...rep, index: rep.index - cut, velocityLossPct: lossPct(reps, rep.meanVelocityMps) };
    reps = [...reps, mine];
    return cut === 0 && more === 0 ? event : { ...event, set: event.set + more, rep: mine };
  };

  const gradeOf = (pct: number): Severity =>
    pct >= lossRedPct ? 'red' : pct >= lossAmberPct ? 'amber' : 'none';

  const onAlert = (event: Extract<SessionEvent, { type: 'alert' }>): readonly SessionEvent[] => {
    const { alert } = event;
    if (alert.set !== analysed || cut === 0 || alert.rep === null || alert.rep <= cut) {
      const set = alert.set === null ? null : alert.set + more - (begun && alert.set === analysed ? 1 : 0);
      return more === 0 ? [event] : [{ ...event, alert: { ...alert, set } }];
    }
    const rep = alert.rep - cut;
    const moved: Alert = { ...alert, set: alert.set + more, rep };
    if (alert.kind !== 'velocity-loss') return [{ ...event, alert: moved }];
    // The analysis compares with the fastest rep of the set that was ended.
    const severity = gradeOf(reps.find(({ index }) => index === rep)?.velocityLossPct ?? 0);
    return severity === 'none' ? [] : [{ ...event, alert: { ...moved, severity } }];
  };

  const onSet = (event: Extract<SessionEvent, { type: 'set' }>): readonly SessionEvent[] => {
    const { set } = event;
    if (cut === 0 || set.index !== analysed)
      return more === 0 ? [event] : [{ ...event, set: { ...set, index: set.index + more } }];
    return reps.length === 0 ? [] : [{ ...event, set: closed(set.index + more, set.exercise, reps) }];
  };

  return {
    step: (event) => {
      if (event.type === 'rep') return [onRep(event)];
      if (event.type === 'alert') return onAlert(event);
      if (event.type === 'set') {
        const told = onSet(event);
        reps = [];
        return told;
      }
      return [event];
    },
    end: (atS, exercise) => {
      if (reps.length === 0) return [];
      const set = closed(analysed + more, exercise, reps);
      cut += reps.length;
      begun = false;
      reps = [];
      return [{ type: 'set', atS, set }];
    },
  };
};
