/** From the configuration to who lifts with which sensors. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { ALERT_DEFAULTS, type AlertParams } from '../../alerts/policy.ts';
import type { Athlete } from '../../domain/athlete.ts';
import type { Exercise } from '../../domain/exercise.ts';
import type { SensorRole } from '../../domain/sample.ts';
import type { LoadedConfig } from './load.ts';
import type { Config } from './schema.ts';

/** One sensor that is to be worn. */
export interface PlannedSensor {
  readonly driver: string;
  /** Serial number or address; `null` for the first one heard. */
  readonly id: string | null;
  readonly role: SensorRole;
  readonly rateHz: number;
  readonly maxBatchMs: number;
}

/** One who buzzes. */
export interface PlannedBuzzer {
  readonly driver: string;
  readonly id: string | null;
}

/** One lifter of the session with what he or she wears. */
export interface PlannedLifter {
  readonly athlete: string;
  readonly sensors: readonly PlannedSensor[];
  readonly buzzers: readonly PlannedBuzzer[];
}

const starter = ({ session, athlete }: Config): string => session.athlete ?? Object.keys(athlete)[0];

/** Everybody who wears a sensor of their own, in the order of the file; sensors without an owner go to who starts. */
export const plannedLifters = (config: Config): readonly PlannedLifter[] => {
  const first = starter(config);
  const owner = (one: { readonly athlete?: string | undefined }): string => one.athlete ?? first;
  const names = [...new Set(config.sensor.map(owner))];
  return names.map((athlete) => ({
    athlete,
    sensors: config.sensor
      .filter((one) => owner(one) === athlete)
      .map((one) => ({
        driver: one.driver,
        id: one.id ?? null,
        role: one.role,
        rateHz: one.rate_hz,
        maxBatchMs: one.max_batch_ms,
      })),
    buzzers: config.buzzer
      .filter((one) => owner(one) === athlete)
      .map((one) => ({ driver: one.driver, id: one.id ?? null })),
  }));
};

/** Body of a named athlete, with the taped travel of the lift if there is one. */
export const athleteOf = (config: Config, name: string, exercise: Exercise): Athlete => {
  const { height_m: heightM, bar_travel_m: travel } = config.athlete[name];
  const barTravelM = Object.entries(travel).find(([lift]) => lift === exercise)?.[1];
  return barTravelM === undefined ? { heightM } : { heightM, barTravelM };
};

/** Paths in a configuration are relative to it. */
export const besideConfig = ({ file }: LoadedConfig, path: string): string =>
  isAbsolute(path) ? path : resolve(dirname(file), path);

/** Recordings of good reps of an athlete in a lift. */
export const baselineFiles = (loaded: LoadedConfig, name: string, exercise: Exercise): readonly string[] => {
  const lists = Object.entries(loaded.config.athlete[name].baseline);
  return (lists.find(([lift]) => lift === exercise)?.[1] ?? []).map((path) => besideConfig(loaded, path));
};

/** Limits of alerts, those of the file over the defaults. */
export const alertParams = ({ alerts }: Config): AlertParams => ({
  speedDropAmberPct: alerts.speed_drop_amber_pct ?? ALERT_DEFAULTS.speedDropAmberPct,
  speedDropRedPct: alerts.speed_drop_red_pct ?? ALERT_DEFAULTS.speedDropRedPct,
  lossAmberPct: alerts.velocity_loss_amber_pct ?? ALERT_DEFAULTS.lossAmberPct,
  lossRedPct: alerts.velocity_loss_red_pct ?? ALERT_DEFAULTS.lossRedPct,
  asymmetryDeg: alerts.asymmetry_deg ?? ALERT_DEFAULTS.asymmetryDeg,
});
