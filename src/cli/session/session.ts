/**
 * A session: everybody's sensors in one order of arrival, and what everybody is told. The same for a live session and
 * for the replay of its recording; what it tells depends on the plan and the calls alone.
 */
import type { DeviceInput } from '../../domain/device.ts';
import type { DecoderOutput, DeviceInfo } from '../../devices/driver.ts';
import type { Stepper } from '../../pipeline/stepper.ts';
import type { LifterInput, LifterOutput, SessionCommand } from './inputs.ts';
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

type Lifter = Stepper<LifterInput, LifterOutput>;

const tell = (athlete: string, atS: number, outputs: readonly LifterOutput[]): Told[] =>
  outputs.map((output) => ({ athlete, atS, output }));

export const createSession = (plan: SessionPlan): Session => {
  const rates = new Map<string, number>();
  const running = new Map<string, Lifter>();

  const rateOf = (athlete: string, role: Slot['role']): number | null => {
    const slot = plan.slots.find((one) => one.athlete === athlete && one.role === role);
    return slot === undefined ? null : (rates.get(slot.id) ?? slot.rateHz);
  };

  /** Begun with the first thing that happens, when the rates of the devices are known. */
  const lifterOf = (athlete: string): Lifter => {
    const known = running.get(athlete);
    if (known !== undefined) return known;
    const lifter = createLifter({
      exercise: plan.exercise,
      athlete,
      athleteFor: (name, exercise) => athleteIn(plan, name, exercise),
      baselineFor: (name, exercise) => plan.athletes[name].baseline[exercise] ?? null,
      beltRateHz: rateOf(athlete, 'belt') ?? rateOf(athlete, 'thoracic') ?? 0,
      thoracicRateHz: rateOf(athlete, 'thoracic'),
      alerts: plan.alerts,
    });
    running.set(athlete, lifter);
    return lifter;
  };

  const feed = (athlete: string, atS: number, input: LifterInput): Told[] =>
    tell(athlete, atS, lifterOf(athlete).step(input));

  return {
    info: ({ id }, { rateHz }) => {
      if (rateHz > 0) rates.set(id, rateHz);
    },
    input: ({ athlete, role }, input) => {
      if (input.type === 'bytes') return [];
      const up = input.type === 'up';
      // A link that comes up says nothing yet: the samples do.
      return up ? [] : feed(athlete, input.atS, { type: 'link', atS: input.atS, role, up });
    },
    output: ({ athlete, role }, output, atS) => {
      if (output.type === 'samples') return feed(athlete, atS, { type: 'samples', batch: output.batch });
      if (output.type === 'event') return feed(athlete, atS, { type: 'device', role, event: output.event });
      return [];
    },
    command: (athlete, command, atS) => feed(athlete, atS, { type: 'command', atS, command }),
    finish: (atS) =>
      lifters(plan).flatMap((athlete) => tell(athlete, atS, running.get(athlete)?.finish?.() ?? [])),
  };
};
