/** Adds to the stream of a session what the lifter is to be told. */
import type { OperatorFunction } from 'rxjs';
import type { Cue } from '../domain/cue.ts';
import type { SessionEvent } from '../domain/event.ts';
import { type Stepper, withStepper } from '../pipeline/stepper.ts';
import { createCuePolicy, type CueInput } from './cue-policy.ts';
import type { CueParams } from './cues/params.ts';
import { type CompiledRule, createRuleJudge, type RuleFinding, type RuleNote } from './rules/judge.ts';

export interface CueOptions {
  readonly params?: CueParams;
  /** From `loadRules`. */
  readonly rules?: readonly CompiledRule[];
}

/** What the cues follow from, in order of time: the session, its devices, and what the lifter changes on the way. */
export type CueStreamInput =
  CueInput | { readonly type: 'load'; readonly atS: number; readonly loadKg: number | null };

/** The events of the session, cues among them, and what has to be said of rules that cannot be judged. */
export type CueStreamOutput =
  SessionEvent | ({ readonly type: 'rule-note'; readonly atS: number } & RuleNote);

/** Inputs that are no events of a session: they are taken in and not passed on. */
const TAKEN_IN: Readonly<Record<Exclude<CueStreamInput['type'], SessionEvent['type']>, true>> = {
  battery: true,
  button: true,
  'motor-on': true,
  'motor-off': true,
  overflow: true,
  clipped: true,
  'clock-step': true,
  fault: true,
  malformed: true,
  mute: true,
  clock: true,
  load: true,
};

const isSessionEvent = (input: CueStreamInput): input is SessionEvent => !Object.hasOwn(TAKEN_IN, input.type);

const cueEvent = (cue: Cue): SessionEvent => ({ type: 'cue', atS: cue.atS, cue });

/** The stepper behind {@link withCues}, for sessions that are steppers themselves. */
export const createCueStepper = (options: CueOptions = {}): Stepper<CueStreamInput, CueStreamOutput> => {
  const policy = createCuePolicy(options.params);
  const judge = createRuleJudge(options.rules ?? []);
  let loadKg: number | null = null;

  const step = (input: CueStreamInput): CueStreamOutput[] => {
    // A cue whose moment came before this input comes before it.
    const before: CueStreamOutput[] = policy.advance(input.atS).map(cueEvent);
    if (input.type === 'load') {
      ({ loadKg } = input);
      return before;
    }
    let findings: readonly RuleFinding[] = [];
    const notes: CueStreamOutput[] = [];
    if (input.type === 'rep') {
      const judged = judge.step(input.rep, { setIndex: input.set, loadKg });
      ({ findings } = judged);
      notes.push(...judged.notes.map((note) => ({ type: 'rule-note' as const, atS: input.atS, ...note })));
    }
    const itself = isSessionEvent(input) ? [input] : [];
    return [...before, ...itself, ...notes, ...policy.step(input, findings).map(cueEvent)];
  };
  return { step };
};

/** Every event of the session, each followed by the cues it causes. Deterministic: a replay gives the same cues. */
export const withCues = (options?: CueOptions): OperatorFunction<CueStreamInput, CueStreamOutput> =>
  withStepper(() => createCueStepper(options));
