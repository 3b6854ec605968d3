/** What months and years of sets add up to. Every query reads one index only. */
import { EXERCISES, type Exercise } from '../domain/exercise.ts';
import type { Slug, UnixUs } from '../domain/record.ts';
import type { Database, Row } from './database.ts';
import { isNumbers, jsonIn, numberIn, numberOrNull, oneOf, textIn } from './rows.ts';

/** One day at one load. */
export interface TrendRow {
  /** Date where the lifter was, `2026-11-24`. */
  readonly day: string;
  readonly loadKg: number | null;
  /** Of the fastest rep, with its 95 % half-width, m/s. */
  readonly bestVelocityMps: number;
  readonly velocityErrorMps: number;
  readonly reps: number;
  readonly volumeKg: number | null;
  readonly worstProxyDeg: number | null;
  readonly worstMeasuredDeg: number | null;
}

/** The heaviest load of a day. */
export interface DayLoad {
  readonly day: string;
  readonly loadKg: number;
}

export interface TrainingTrends {
  /** Who has lifted what. */
  lifts(): readonly { readonly athlete: Slug; readonly exercise: Exercise }[];
  /** By day, then by load. */
  velocity(athlete: Slug, exercise: Exercise): readonly TrendRow[];
  /** Heaviest load of each day before that day, from `fromDay` on. */
  heaviest(athlete: Slug, exercise: Exercise, fromDay: string, beforeDay: string): readonly DayLoad[];
  /** Lift-off curves of the newest reps without a finding on the back, newest first. */
  cleanCurves(
    athlete: Slug,
    exercise: Exercise,
    sinceUs: UnixUs,
    limit: number,
  ): readonly (readonly number[])[];
}

// Beside a single max(), SQLite gives the other columns of the very row that has the maximum (sqlite.org/lang_select.html,
// "bare columns"); with a second max() it would not, so the worst of the back is asked for on its own.
const FASTEST = `
SELECT day, load_kg, max(best_velocity) AS best_velocity, best_velocity_error, sum(reps) AS reps, sum(volume_kg) AS volume_kg
FROM sets WHERE athlete = @athlete AND exercise = @exercise GROUP BY day, load_kg ORDER BY day, load_kg`;
const WORST = `
SELECT max(worst_proxy_deg) AS worst_proxy_deg, max(worst_measured_deg) AS worst_measured_deg
FROM sets WHERE athlete = @athlete AND exercise = @exercise GROUP BY day, load_kg ORDER BY day, load_kg`;

const trendRow = (row: Row): TrendRow => ({
  day: textIn(row, 'day'),
  loadKg: numberOrNull(row, 'load_kg'),
  bestVelocityMps: numberIn(row, 'best_velocity'),
  velocityErrorMps: numberIn(row, 'best_velocity_error'),
  reps: numberIn(row, 'reps'),
  volumeKg: numberOrNull(row, 'volume_kg'),
  worstProxyDeg: numberOrNull(row, 'worst_proxy_deg'),
  worstMeasuredDeg: numberOrNull(row, 'worst_measured_deg'),
});

export const createTrends = (db: Database): TrainingTrends => ({
  lifts: () =>
    db
      .sql('SELECT DISTINCT athlete, exercise FROM sets ORDER BY athlete, exercise')
      .all()
      .map((row) => ({ athlete: textIn(row, 'athlete'), exercise: oneOf(row, 'exercise', EXERCISES) })),
  velocity: (athlete, exercise) => {
    // Both within one transaction, so that they see the same sets: group by group they belong together.
    const [fastest, worst] = db.transaction(() =>
      [FASTEST, WORST].map((text) => db.sql(text).all({ athlete, exercise })),
    );
    return fastest.map((row, i) => trendRow({ ...row, ...worst[i] }));
  },
  heaviest: (athlete, exercise, fromDay, beforeDay) =>
    db
      .sql(
        `SELECT day, max(load_kg) AS load_kg FROM sets
         WHERE athlete = @athlete AND exercise = @exercise AND day >= @fromDay AND day < @beforeDay AND load_kg IS NOT NULL
         GROUP BY day ORDER BY day`,
      )
      .all({ athlete, exercise, fromDay, beforeDay })
      .map((row) => ({ day: textIn(row, 'day'), loadKg: numberIn(row, 'load_kg') })),
  cleanCurves: (athlete, exercise, sinceUs, limit) =>
    db
      .sql(
        `SELECT curve FROM reps
         WHERE lift_off_us >= @sinceUs AND athlete = @athlete AND exercise = @exercise AND valid = 1
           AND severity = 'none' AND curve IS NOT NULL
         ORDER BY lift_off_us DESC LIMIT @limit`,
      )
      .all({ athlete, exercise, sinceUs, limit })
      .map((row) => jsonIn(row, 'curve', isNumbers)),
});
