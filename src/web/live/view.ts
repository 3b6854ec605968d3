/**
 * What a session tells, as the page shows it: a stepper. Whatever it is told, {@link LiveView.lifters} is all that holds now,
 * so that a page that connects late, or again, sees the same as one that was there from the beginning.
 */
import type { Cue } from '../../domain/cue.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { Exercise } from '../../domain/exercise.ts';
import { cueWords } from '../../domain/live-words.ts';
import type { Rep } from '../../domain/rep.ts';
import type {
  LifterView,
  LinkPlace,
  LinkView,
  PageCommand,
  SetTraces,
  SetView,
  WarningView,
} from '../contract.ts';

export interface LifterStart {
  /** Name of the belt's place in the session. */
  readonly id: string;
  readonly athlete: string;
  readonly exercise: Exercise;
  readonly loadKg: number | null;
  readonly muted: boolean;
  readonly lossLimitsPct: LifterView['lossLimitsPct'];
  readonly links: readonly { readonly id: string; readonly place: LinkPlace }[];
}

export interface LiveView {
  /** Returns the warnings that must be shown at once. */
  event(lifter: string, event: SessionEvent): readonly WarningView[];
  command(lifter: string, command: PageCommand): void;
  link(lifter: string, id: string, now: Pick<LinkView, 'state' | 'trouble'>): void;
  battery(lifter: string, id: string, percent: number): void;
  /** @param atS session time now, s */
  lifters(atS: number): readonly LifterView[];
  /** Motion of the reps of the set that is shown; `null` before the first one. */
  traces(lifter: string): SetTraces | null;
}

/** What began like a pull and has not become a rep by then was a bend for a plate, s: grinders take five. */
const LONGEST_PULL_S = 8;
/** A rep is told by then after it was warned of, a grind with its lowering included, s. */
const REP_TOLD_S = 12;
/** How long it is said that a warning was none, s. */
const WITHDRAWN_S = 30;
/** A warning is a rep's from so long before its lift-off to so long after its lockout, s. */
const SLACK_S = 0.5;
/** Sensor and body are still being found out: nobody is watched before samples come. */
const BEFORE: LifterView['monitoring'] = 'not-monitoring';

const lossOf = (reps: readonly Rep[]): number => reps[reps.length - 1]?.velocityLossPct ?? 0;

const warningOf = (cue: Cue, id: number): WarningView => ({
  id,
  atS: cue.atS,
  kind: cue.kind,
  severity: cue.severity,
  text: cueWords(cue),
  set: cue.set,
  rep: cue.rep,
});

/** Told while the bar seemed to be on its way: only the rep can tell whether it was. */
const ofPull = ({ kind, basis }: Cue): boolean =>
  basis === 'live' && ['lumbar', 'hips-first', 'speed-drop'].includes(kind);

const startOf = ({ links, ...lifter }: LifterStart): LifterView => ({
  ...lifter,
  monitoring: BEFORE,
  setUp: null,
  liftOffS: null,
  withdrawn: false,
  set: null,
  links: links.map((link) => ({ ...link, state: 'searching', trouble: null, batteryPct: null })),
});

/** A rep of the set that is going on, or the first of a new one. */
const withRep = ({ set, exercise, loadKg }: LifterView, index: number, rep: Rep): SetView => {
  const open = set !== null && set.index === index && !set.closed;
  const reps = open ? [...set.reps, rep] : [rep];
  return { index, exercise, loadKg, reps, velocityLossPct: lossOf(reps), closed: false };
};

export const createLiveView = (starts: readonly LifterStart[]): LiveView => {
  const views = new Map(starts.map((start) => [start.id, startOf(start)]));
  const traces = new Map<string, SetTraces>();
  /** When somebody was warned in a pull that no rep has confirmed yet, s. */
  const unconfirmed = new Map<string, number>();
  let warnings = 0;

  const confirm = (id: string, { liftOffS, lockoutS }: Rep): void => {
    const atS = unconfirmed.get(id) ?? Number.NaN;
    if (atS >= liftOffS - SLACK_S && atS <= lockoutS + SLACK_S) unconfirmed.delete(id);
  };

  const isWithdrawn = (id: string, atS: number): boolean => {
    const sinceS = atS - (unconfirmed.get(id) ?? Infinity);
    return sinceS > REP_TOLD_S && sinceS < REP_TOLD_S + WITHDRAWN_S;
  };

  const keepTrace = (id: string, { set, rep, trace }: Extract<SessionEvent, { type: 'rep' }>): void => {
    const before = traces.get(id);
    const reps = before?.set === set ? before.reps : [];
    if (trace !== null) traces.set(id, { set, reps: [...reps, { index: rep.index, trace }] });
    else if (before?.set !== set) traces.delete(id);
  };

  const change = (id: string, what: Partial<LifterView>): void => {
    const view = views.get(id);
    if (view !== undefined) views.set(id, { ...view, ...what });
  };

  const changeLink = (lifter: string, id: string, what: Partial<LinkView>): void => {
    const links = views.get(lifter)?.links.map((link) => (link.id === id ? { ...link, ...what } : link));
    if (links !== undefined) change(lifter, { links });
  };

  const follow = (id: string, view: LifterView, event: SessionEvent): void => {
    switch (event.type) {
      case 'monitoring':
        // What was being lifted while nobody looked is not known.
        return change(
          id,
          event.state === 'not-monitoring'
            ? { monitoring: event.state, setUp: null, liftOffS: null }
            : { monitoring: event.state },
        );
      case 'set-up':
        // Who stands up again has not pulled.
        return event.reasons.includes('upright')
          ? change(id, { setUp: null, liftOffS: null })
          : change(id, { setUp: { state: event.state, reasons: event.reasons } });
      case 'lift-off':
        // What was taken back before belongs to a pull that is long past.
        if (isWithdrawn(id, event.atS)) unconfirmed.delete(id);
        return change(id, { liftOffS: event.liftOffS, setUp: null });
      case 'rep-live':
        return change(id, { liftOffS: null });
      case 'rep':
        keepTrace(id, event);
        confirm(id, event.rep);
        return change(id, { liftOffS: null, setUp: null, set: withRep(view, event.set, event.rep) });
      case 'set': {
        const { index, exercise, reps, velocityLossPct } = event.set;
        const loadKg = view.set?.index === index ? view.set.loadKg : view.loadKg;
        return change(id, {
          liftOffS: null,
          set: { index, exercise, loadKg, reps, velocityLossPct, closed: true },
        });
      }
      default:
        return undefined;
    }
  };

  return {
    event: (id, event) => {
      const view = views.get(id);
      if (view === undefined) return [];
      if (event.type === 'cue') {
        warnings += 1;
        if (ofPull(event.cue)) unconfirmed.set(id, event.cue.atS);
        return [warningOf(event.cue, warnings)];
      }
      follow(id, view, event);
      return [];
    },
    command: (id, command) => {
      if (command.type === 'load') change(id, { loadKg: command.loadKg });
      if (command.type === 'exercise') change(id, { exercise: command.exercise });
      if (command.type === 'athlete') change(id, { athlete: command.athlete });
      if (command.type === 'mute') change(id, { muted: command.mute });
    },
    link: changeLink,
    battery: (lifter, id, batteryPct) => changeLink(lifter, id, { batteryPct }),
    lifters: (atS) =>
      [...views.values()].map((view) => {
        const over = view.liftOffS !== null && atS - view.liftOffS > LONGEST_PULL_S;
        return { ...view, liftOffS: over ? null : view.liftOffS, withdrawn: isWithdrawn(view.id, atS) };
      }),
    traces: (lifter) => traces.get(lifter) ?? null,
  };
};
