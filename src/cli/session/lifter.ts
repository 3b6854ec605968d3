/**
 * One lifter's session: samples, link and commands in, events out. A stepper, the same for a live session and for the
 * replay of its recording.
 *
 * Another exercise or athlete needs other expectations of the motion, so the analysis starts anew then; sets go on
 * being counted. So it does after an hour without samples, which its clock does not bridge, and after a fault of its own.
 */
import type { AlertParams } from '../../alerts/policy.ts';
import type { Athlete } from '../../domain/athlete.ts';
import type { MonitoringState, SessionEvent } from '../../domain/event.ts';
import type { Exercise } from '../../domain/exercise.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import type { SessionOptions } from '../../pipeline/session.ts';
import type { Stepper } from '../../pipeline/stepper.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { type RunningAnalysis, startAnalysis } from './analysis.ts';
import type { LifterInput, LifterOutput } from './inputs.ts';
import { createSetSplitter } from './set-splitter.ts';

/** What the session knows of people and sensors beforehand. */
export interface LifterSettings {
  readonly exercise: Exercise;
  readonly athlete: string;
  /** Body and taped travel of a named athlete for a lift. */
  readonly athleteFor: (name: string, exercise: Exercise) => Athlete;
  /** Corridor of earlier recordings; `null` to learn from the first reps. */
  readonly baselineFor: (name: string, exercise: Exercise) => CorridorBaseline | null;
  /** Rates the sensors were set to, Hz, as known when an analysis starts; `null` without a second one. */
  readonly beltRateHz: () => number;
  readonly thoracicRateHz: () => number | null;
  readonly alerts: AlertParams;
  /** Also tell how the lifter moves, so many times a second; default never. */
  readonly motionHz?: number | undefined;
}

/** Longest silence that the clock of an analysis bridges, s. */
const LONGEST_SILENCE_S = 3000;

/** Sets are counted through the whole session, however often the analysis starts anew. */
const renumber = (event: SessionEvent, before: number): SessionEvent => {
  if (before === 0) return event;
  if (event.type === 'rep') return { ...event, set: event.set + before };
  if (event.type === 'set') return { ...event, set: { ...event.set, index: event.set.index + before } };
  if (event.type !== 'alert' || event.alert.set === null) return event;
  return { ...event, alert: { ...event.alert, set: event.alert.set + before } };
};

export const createLifter = (settings: LifterSettings): Stepper<LifterInput, LifterOutput> => {
  let { exercise, athlete } = settings;
  let analysis: RunningAnalysis | null = null;
  let setsBefore = 0;
  let lastSet = 0;
  let lastS = 0;
  /** What the lifter was told last, and what the analysis says of the samples it has. */
  let told: MonitoringState | null = null;
  let seen: MonitoringState = 'ok';
  /** Without a link nothing is monitored, whatever the last samples were like. */
  let linked = false;

  const options = (): SessionOptions => ({
    exercise,
    placement: 'lumbar',
    athlete: settings.athleteFor(athlete, exercise),
    beltRateHz: settings.beltRateHz(),
    thoracicRateHz: settings.thoracicRateHz(),
    baseline: settings.baselineFor(athlete, exercise),
    ...(settings.motionHz === undefined ? {} : { motionHz: settings.motionHz }),
  });

  /** One for each analysis: both count its sets from 1. */
  let splitter = createSetSplitter(settings.alerts);

  /** Numbers sets, and says a state of monitoring once. */
  const publish = (events: readonly SessionEvent[]): LifterOutput[] =>
    events
      .flatMap((event) => splitter.step(event))
      .flatMap((event) => {
        if (event.type === 'monitoring') {
          if (event.state === told) return [];
          told = event.state;
        }
        const numbered = renumber(event, setsBefore);
        if (numbered.type === 'rep') lastSet = numbered.set;
        return [numbered];
      });

  /** Whatever goes wrong in the analysis: the lifter is told, and it starts anew with the next samples. */
  const guarded = (atS: number, run: () => readonly SessionEvent[]): LifterOutput[] => {
    try {
      return publish(run());
    } catch (error) {
      analysis = null;
      linked = false;
      seen = 'ok';
      setsBefore = lastSet;
      splitter = createSetSplitter(settings.alerts);
      const text = error instanceof Error ? error.message : String(error);
      return [
        { type: 'fault', atS, text },
        ...publish([{ type: 'monitoring', atS, state: 'not-monitoring' }]),
      ];
    }
  };

  const close = (atS: number): LifterOutput[] => {
    const open = analysis;
    analysis = null;
    seen = 'ok';
    const outputs = open === null ? [] : guarded(atS, () => open.finish());
    setsBefore = lastSet;
    splitter = createSetSplitter(settings.alerts);
    return outputs;
  };

  const feed = (batch: SampleBatch): LifterOutput[] => {
    if (batch.count === 0) return [];
    const atS = batch.timeS[batch.count - 1];
    const before = batch.timeS[0] - lastS > LONGEST_SILENCE_S ? close(lastS) : [];
    lastS = atS;
    const events = guarded(atS, () => {
      analysis ??= startAnalysis(options(), settings.alerts);
      const found = analysis.push(batch);
      for (const event of found) if (event.type === 'monitoring') seen = event.state;
      return found;
    });
    // Only the belt can say that the belt is back.
    if (linked || analysis === null || batch.sensor !== 'belt') return [...before, ...events];
    // A loss too short for the analysis to notice must not leave the lifter with "not monitoring".
    linked = true;
    return [...before, ...events, ...publish([{ type: 'monitoring', atS, state: seen }])];
  };

  return {
    step: (input) => {
      switch (input.type) {
        case 'samples':
          return feed(input.batch);
        case 'link':
          if (input.up || input.role !== 'belt') return [];
          linked = false;
          return publish([{ type: 'monitoring', atS: input.atS, state: 'not-monitoring' }]);
        case 'command': {
          const { command } = input;
          if (command.type === 'end-set')
            return splitter.end(input.atS, exercise).map((event) => renumber(event, setsBefore));
          if (command.type === 'exercise' && command.exercise !== exercise) {
            const closed = close(input.atS);
            ({ exercise } = command);
            return closed;
          }
          if (command.type === 'athlete' && command.athlete !== athlete) {
            const closed = close(input.atS);
            ({ athlete } = command);
            return closed;
          }
          return [];
        }
        default:
          return [];
      }
    },
    finish: () => close(lastS),
  };
};
