/**
 * A session: everybody's sensors in one order of arrival, and what everybody is told. The same for a live session and
 * for the replay of its recording; what it tells depends on the plan and the calls alone.
 */
import type { CompiledRule } from '../../alerts/rules/judge.ts';
import { createCueStepper, type CueStreamInput, type CueStreamOutput } from '../../alerts/with-cues.ts';
import type { DeviceInput } from '../../domain/device.ts';
import type { DecoderOutput, DeviceInfo } from '../../devices/driver.ts';
import type { Stepper } from '../../pipeline/stepper.ts';
import { cueParamsOf } from './cue-params.ts';
import { isRemark, type LifterInput, type LifterOutput, type SessionCommand } from './inputs.ts';
import { createLifter } from './lifter.ts';
import { athleteIn, lifters, type SessionPlan, type Slot } from './plan.ts';

/** Something that is told, and to whom. */
export interface Told {
  /** Time of the input that led to it, s. */
  readonly atS: number;
  /** Whose belt it is about: the athlete of the plan, whoever wears it now. */
  readonly athlete: string;
  readonly output: LifterOutput;
}

export interface Session {
  /** The device of a slot was started. */
  info(slot: Slot, info: Pick<DeviceInfo, 'rateHz'>): void;
  /** Something happened on the link of a slot. */
  input(slot: Slot, input: DeviceInput): readonly Told[];
  /** What its decoder made of it; `atS` as of the input. */
  output(slot: Slot, output: DecoderOutput, atS: number): readonly Told[];
  /** `athlete`: whose session is meant. */
  command(athlete: string, command: SessionCommand, atS: number): readonly Told[];
  finish(atS: number): readonly Told[];
}

const tell = (athlete: string, atS: number, outputs: readonly LifterOutput[]): Told[] =>
  outputs.map((output) => ({ athlete, atS, output }));

/** One lifter's analysis, and what of it he or she is told. */
interface Running {
  readonly lifter: Stepper<LifterInput, LifterOutput>;
  readonly cues: Stepper<CueStreamInput, CueStreamOutput>;
}

/** What an input tells the policy of cues besides the events that follow from it. */
const cueInputOf = (input: LifterInput): CueStreamInput | null => {
  switch (input.type) {
    case 'samples': {
      const { count, timeS } = input.batch;
      // What was held back may be due although nothing happened.
      return count === 0 ? null : { type: 'clock', atS: timeS[count - 1] };
    }
    case 'device':
      return input.event;
    case 'command': {
      const { atS, command } = input;
      if (command.type === 'load') return { type: 'load', atS, loadKg: command.loadKg };
      if (command.type === 'clock') return { type: 'clock', atS };
      return command.type === 'mute' ? { type: 'mute', atS, mute: command.mute } : null;
    }
    default:
      return null;
  }
};

export interface SessionExtras {
  /** Compiled from the rules of the plan; default none. */
  readonly rules?: readonly CompiledRule[];
  /** Also tell how lifters move, so many times a second; default never. It changes nothing else of what is told. */
  readonly motionHz?: number;
}

export const createSession = (plan: SessionPlan, { rules = [], motionHz }: SessionExtras = {}): Session => {
  const rates = new Map<string, number>();
  const running = new Map<string, Running>();

  const rateOf = (athlete: string, role: Slot['role']): number | null => {
    const slot = plan.slots.find((one) => one.athlete === athlete && one.role === role);
    return slot === undefined ? null : (rates.get(slot.id) ?? slot.rateHz);
  };

  const start = (athlete: string): Running => {
    const lifter = createLifter({
      exercise: plan.exercise,
      athlete,
      athleteFor: (name, exercise) => athleteIn(plan, name, exercise),
      baselineFor: (name, exercise) => plan.athletes[name].baseline[exercise] ?? null,
      beltRateHz: () => rateOf(athlete, 'belt') ?? rateOf(athlete, 'thoracic') ?? 0,
      thoracicRateHz: () => rateOf(athlete, 'thoracic'),
      alerts: plan.alerts,
      motionHz,
    });
    const cues = createCueStepper({ params: cueParamsOf(plan), rules });
    cues.step({ type: 'load', atS: 0, loadKg: plan.loadKg });
    if (plan.cues.mute) cues.step({ type: 'mute', atS: 0, mute: true });
    return { lifter, cues };
  };

  /** Begun with the first thing that happens; rates are asked for with the first samples. */
  const runningOf = (athlete: string): Running => {
    const one = running.get(athlete) ?? start(athlete);
    running.set(athlete, one);
    return one;
  };

  /** Every output, each followed by the cues it causes. */
  const cued = ({ cues }: Running, outputs: readonly LifterOutput[]): LifterOutput[] => {
    const all: LifterOutput[] = [];
    for (const output of outputs) all.push(...(isRemark(output) ? [output] : cues.step(output)));
    return all;
  };

  const feed = (athlete: string, atS: number, input: LifterInput): Told[] => {
    const one = runningOf(athlete);
    const outputs = cued(one, one.lifter.step(input));
    const further = cueInputOf(input);
    return tell(athlete, atS, further === null ? outputs : [...outputs, ...one.cues.step(further)]);
  };

  return {
    info: ({ id }, { rateHz }) => {
      if (rateHz > 0) rates.set(id, rateHz);
    },
    input: ({ athlete, role }, input) => {
      // A link that the session closes itself is no reason for alarm.
      if (input.type === 'bytes' || (input.type === 'down' && input.reason === 'closed')) return [];
      const up = input.type === 'up';
      // A link that comes up says nothing yet: the samples do.
      return up ? [] : feed(athlete, input.atS, { type: 'link', atS: input.atS, role, up });
    },
    output: ({ athlete, role }, output, atS) => {
      if (output.type === 'samples') return feed(athlete, atS, { type: 'samples', batch: output.batch });
      if (output.type === 'event') return feed(athlete, atS, { type: 'device', role, event: output.event });
      return [];
    },
    command: (athlete, command, atS) => {
      // Time alone begins nothing: the rates of the devices may not be known yet.
      if (command.type === 'clock' && !running.has(athlete)) return [];
      return feed(athlete, atS, { type: 'command', atS, command });
    },
    finish: (atS) =>
      lifters(plan).flatMap((athlete) => {
        const one = running.get(athlete);
        return one === undefined ? [] : tell(athlete, atS, cued(one, one.lifter.finish?.() ?? []));
      }),
  };
};
