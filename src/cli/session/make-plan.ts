/** From the configuration, and what the command line says over it, to the plan of a session. */
import type { Exercise } from '../../domain/exercise.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import type { LoadedConfig } from '../config/load.ts';
import {
  alertParams,
  baselineFiles,
  type PlannedBuzzer,
  plannedLifters,
  type PlannedSensor,
} from '../config/plan.ts';
import { EXERCISES } from '../../domain/exercise.ts';
import type { Buzzer, PlannedAthlete, SessionPlan, Slot } from './plan.ts';

export interface PlanOverrides {
  readonly exercise?: Exercise;
  readonly loadKg?: number;
}

/** A plan and how each of its sensors is to be found. */
export interface LivePlan {
  readonly plan: SessionPlan;
  readonly sensorOf: (slot: Slot) => PlannedSensor;
  readonly buzzers: readonly { readonly buzzer: Buzzer; readonly planned: PlannedBuzzer }[];
}

/** Learns the corridor of an athlete in a lift from recordings. */
export type LearnBaseline = (
  files: readonly string[],
  athlete: string,
  exercise: Exercise,
) => Promise<CorridorBaseline>;

/** Where the corridors of a plan come from. */
export interface CorridorSources {
  readonly learn: LearnBaseline;
  /** That of earlier sessions, for a lift of which the configuration says nothing; `null` where there is none. */
  readonly earlier: (athlete: string, exercise: Exercise) => CorridorBaseline | null;
}

/** An empty list in the configuration says that nothing but the first reps of a session is to be compared with. */
export const asksEarlier = ({ config }: LoadedConfig, name: string, exercise: Exercise): boolean =>
  config.athlete[name].baseline[exercise] === undefined;

const plannedAthlete = async (
  loaded: LoadedConfig,
  name: string,
  { learn, earlier }: CorridorSources,
): Promise<PlannedAthlete> => {
  const { height_m: heightM, bar_travel_m: barTravelM } = loaded.config.athlete[name];
  const baseline: Partial<Record<Exercise, CorridorBaseline>> = {};
  for (const exercise of EXERCISES) {
    const files = baselineFiles(loaded, name, exercise);
    const corridor =
      files.length > 0
        ? await learn(files, name, exercise)
        : asksEarlier(loaded, name, exercise)
          ? earlier(name, exercise)
          : null;
    if (corridor !== null) baseline[exercise] = corridor;
  }
  return { heightM, barTravelM, baseline };
};

/** The name of a sensor's place: its id, or what and where it is. */
const slotId = (sensor: PlannedSensor, athlete: string): string =>
  sensor.id ?? `${sensor.driver}-${sensor.role}-${athlete}`;

const buzzersOf = ({ config }: LoadedConfig): LivePlan['buzzers'] =>
  plannedLifters(config).flatMap(({ athlete, buzzers }) =>
    buzzers.map((planned, i) => {
      const id = planned.id ?? `${planned.driver}-buzzer-${athlete}-${i + 1}`;
      return { buzzer: { id, driver: planned.driver, role: null, athlete }, planned };
    }),
  );

export const makePlan = async (
  loaded: LoadedConfig,
  overrides: PlanOverrides,
  sources: CorridorSources,
): Promise<LivePlan> => {
  const { config } = loaded;
  const athletes: Record<string, PlannedAthlete> = {};
  for (const name of Object.keys(config.athlete))
    athletes[name] = await plannedAthlete(loaded, name, sources);
  const sensors = new Map<string, PlannedSensor>();
  const slots = plannedLifters(config).flatMap(({ athlete, sensors: worn }) =>
    worn.map((sensor): Slot => {
      const id = slotId(sensor, athlete);
      sensors.set(id, sensor);
      return { id, driver: sensor.driver, role: sensor.role, athlete, rateHz: sensor.rateHz };
    }),
  );
  const plan: SessionPlan = {
    exercise: overrides.exercise ?? config.session.exercise,
    loadKg: overrides.loadKg ?? config.session.load_kg ?? null,
    athletes,
    slots,
    alerts: alertParams(config),
    cues: {
      cooldownS: config.alerts.cooldown_s ?? null,
      fadeEvery: config.alerts.fade_every ?? null,
      mute: config.alerts.mute ?? false,
    },
    rules: config.rule,
  };
  return {
    plan,
    buzzers: buzzersOf(loaded),
    sensorOf: (slot) => {
      const sensor = sensors.get(slot.id);
      if (sensor === undefined) throw new TypeError(`no sensor for ${slot.id}`);
      return sensor;
    },
  };
};
