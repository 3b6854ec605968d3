/**
 * Everything besides the inputs that decides what a session tells: people, sensors, limits. A recording keeps it whole,
 * so that a replay needs neither the configuration nor the baselines of the day.
 */
import { z } from 'zod';
import type { AlertParams } from '../../alerts/policy.ts';
import type { RuleSource } from '../../alerts/rules.ts';
import { type Athlete } from '../../domain/athlete.ts';
import { BeltlineError } from '../../domain/error.ts';
import { EXERCISES, type Exercise } from '../../domain/exercise.ts';
import type { SensorRole } from '../../domain/sample.ts';
import type { RecordedDevice, SessionSettings } from '../../recording/mcap/contents.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';

/** A place for a sensor on a lifter. Its id names it in recordings before the device has told its serial number. */
export interface Slot {
  readonly id: string;
  readonly driver: string;
  readonly role: SensorRole;
  /** Who wears it as the session begins. */
  readonly athlete: string;
  /** Wanted rate, Hz. */
  readonly rateHz: number;
}

/** What only buzzes for an athlete. It has no part in what a session tells, so recordings do not keep it. */
export interface Buzzer {
  readonly id: string;
  readonly driver: string;
  readonly role: null;
  readonly athlete: string;
}

export interface PlannedAthlete {
  readonly heightM: number;
  /** Taped travel by lift, m. */
  readonly barTravelM: Readonly<Partial<Record<Exercise, number>>>;
  /** Corridors of earlier recordings by lift. */
  readonly baseline: Readonly<Partial<Record<Exercise, CorridorBaseline>>>;
}

export interface SessionPlan {
  readonly exercise: Exercise;
  readonly loadKg: number | null;
  readonly athletes: Readonly<Record<string, PlannedAthlete>>;
  readonly slots: readonly Slot[];
  readonly alerts: AlertParams;
  readonly cues: CueWishes;
  readonly rules: readonly RuleSource[];
}

/** What a user may change of how cues are told; the rest is in `alerts/cues/params.ts`. */
export interface CueWishes {
  /** Least time between two cues of a kind, s; `null`: the usual, which differs by kind. */
  readonly cooldownS: number | null;
  /** Amber cues fade: only every n-th is told once reps are clean. `null`: all are told. */
  readonly fadeEvery: number | null;
  /** Neither buzz nor bell from the start. */
  readonly mute: boolean;
}

const exercise = z.enum(EXERCISES);
const corridor = z.object({
  reps: z.number(),
  centreDeg: z.array(z.number()),
  spreadDeg: z.array(z.number()),
}) satisfies z.ZodType<CorridorBaseline>;

const planSchema = z.object({
  exercise,
  loadKg: z.number().nullable(),
  athletes: z.record(
    z.string(),
    z.object({
      heightM: z.number().positive(),
      barTravelM: z.partialRecord(exercise, z.number().positive()),
      baseline: z.partialRecord(exercise, corridor),
    }),
  ),
  slots: z.array(
    z.object({
      id: z.string(),
      driver: z.string(),
      role: z.enum(['belt', 'thoracic']),
      athlete: z.string(),
      rateHz: z.number().positive(),
    }),
  ),
  alerts: z.object({
    speedDropAmberPct: z.number(),
    speedDropRedPct: z.number(),
    lossAmberPct: z.number(),
    lossRedPct: z.number(),
    asymmetryDeg: z.number(),
  }),
  cues: z.object({
    cooldownS: z.number().nullable(),
    fadeEvery: z.number().nullable(),
    mute: z.boolean(),
  }),
  rules: z.array(
    z.object({ name: z.string(), when: z.string(), severity: z.enum(['amber', 'red']), say: z.string() }),
  ),
});

/** Everybody who wears something, in the order of the slots. */
export const lifters = (plan: SessionPlan): readonly string[] => [
  ...new Set(plan.slots.map((slot) => slot.athlete)),
];

/** Body of an athlete for a lift. */
export const athleteIn = (plan: SessionPlan, name: string, lift: Exercise): Athlete => {
  const { heightM, barTravelM } = plan.athletes[name];
  const travel = barTravelM[lift];
  return travel === undefined ? { heightM } : { heightM, barTravelM: travel };
};

/** The slot as recordings name it. */
export const recordedDevice = (slot: Slot): RecordedDevice => ({
  serial: slot.id,
  driver: slot.driver,
  role: slot.role,
  athlete: slot.athlete,
});

/** What Beltline adds to the settings of a recording. */
interface RecordedPlan {
  readonly plan: SessionPlan;
  /** A virtual lifter. */
  readonly simulated: boolean;
}

/** The plan as a recording keeps it: whole, and in the words of the recording beside it. */
export const toRecorded = (plan: SessionPlan, simulated: boolean): SessionSettings & RecordedPlan => ({
  lifters: lifters(plan).map((name) => ({
    athlete: name,
    heightM: plan.athletes[name].heightM,
    barTravelM: plan.athletes[name].barTravelM[plan.exercise] ?? null,
    exercise: plan.exercise,
    placement: 'lumbar',
    loadKg: plan.loadKg,
    baseline: plan.athletes[name].baseline[plan.exercise] ?? null,
  })),
  alerts: plan.alerts,
  rules: plan.rules,
  plan,
  simulated,
});

/** Whether nobody lifted in a recorded session. */
export const isRecordedSimulated = (settings: SessionSettings): boolean =>
  'simulated' in settings && settings.simulated === true;

/** The plan of a recorded session. */
export const fromRecorded = (settings: SessionSettings, file: string): SessionPlan => {
  const found: unknown = 'plan' in settings ? settings.plan : null;
  const checked = planSchema.safeParse(found);
  if (checked.success) return checked.data;
  throw new BeltlineError('bad-input', 'the settings of this recording cannot be understood.', {
    place: { file },
    cure: 'It was made by another version of Beltline; `beltline export` still gives its samples.',
  });
};
