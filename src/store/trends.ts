/** What months and years of sets add up to. Every query reads one index only. */
import { EXERCISES, type Exercise } from '../domain/exercise.ts';
import type { Slug, TrendPoint, UnixUs } from '../domain/record.ts';
import type { Rep } from '../domain/rep.ts';
import type { Database, Row } from './database.ts';
import { isNumbers, isRep, jsonIn, numberIn, numberOrNull, oneOf, textIn } from './rows.ts';

/** The heaviest load of a day. */
export interface DayLoad {
  readonly day: string;
  readonly loadKg: number;
}

export interface WantedCurves {
  readonly athlete: Slug;
  readonly exercise: Exercise;
  /** Of virtual lifters, or of real ones. */
  readonly simulated: boolean;
  readonly sinceUs: UnixUs;
  readonly limit: number;
}

export interface KeptCurve {
  readonly sessionId: string;
  readonly rep: Rep;
  /** Degrees over hip rise. */
  readonly curve: readonly number[];
}

export interface TrainingTrends {
  /** Who has lifted what. */
  lifts(): readonly { readonly athlete: Slug; readonly exercise: Exercise }[];
  /** By day, then by load. */
  velocity(athlete: Slug, exercise: Exercise): readonly TrendPoint[];
  /** Heaviest load of each day before that day, from `fromDay` on. */
  heaviest(athlete: Slug, exercise: Exercise, fromDay: string, beforeDay: string): readonly DayLoad[];
  /** Reps that have a lift-off curve, newest first. */
  curves(wanted: WantedCurves): readonly KeptCurve[];
}

// The index is in this very order, so nothing is sorted or grouped: sets of a day and load follow one another.
const SETS = `
SELECT day, load_kg, best_velocity, best_velocity_error, reps, volume_kg, worst_proxy_deg, worst_measured_deg
FROM sets WHERE athlete = @athlete AND exercise = @exercise ORDER BY day, load_kg, best_velocity`;

const trendRow = (row: Row): TrendPoint => ({
  day: textIn(row, 'day'),
  loadKg: numberOrNull(row, 'load_kg'),
  bestVelocityMps: numberIn(row, 'best_velocity'),
  velocityErrorMps: numberIn(row, 'best_velocity_error'),
  reps: numberIn(row, 'reps'),
  volumeKg: numberOrNull(row, 'volume_kg'),
  worstProxyDeg: numberOrNull(row, 'worst_proxy_deg'),
  worstMeasuredDeg: numberOrNull(row, 'worst_measured_deg'),
});

const greater = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Two sets at the same load of the same day, the faster one second. */
const together = (slower: TrendPoint, faster: TrendPoint): TrendPoint => ({
  ...faster,
  reps: slower.reps + faster.reps,
  volumeKg: slower.volumeKg === null || faster.volumeKg === null ? null : slower.volumeKg + faster.volumeKg,
  worstProxyDeg: greater(slower.worstProxyDeg, faster.worstProxyDeg),
  worstMeasuredDeg: greater(slower.worstMeasuredDeg, faster.worstMeasuredDeg),
});

/** @param sets in order of day, load and velocity */
const byDayAndLoad = (sets: readonly TrendPoint[]): TrendPoint[] => {
  const rows: TrendPoint[] = [];
  for (const set of sets) {
    const last = rows.at(-1);
    const same = last !== undefined && last.day === set.day && last.loadKg === set.loadKg;
    if (same) rows[rows.length - 1] = together(last, set);
    else rows.push(set);
  }
  return rows;
};

export const createTrends = (db: Database): TrainingTrends => ({
  lifts: () =>
    db
      .sql('SELECT DISTINCT athlete, exercise FROM sets ORDER BY athlete, exercise')
      .all()
      .map((row) => ({ athlete: textIn(row, 'athlete'), exercise: oneOf(row, 'exercise', EXERCISES) })),
  velocity: (athlete, exercise) => byDayAndLoad(db.sql(SETS).all({ athlete, exercise }).map(trendRow)),
  heaviest: (athlete, exercise, fromDay, beforeDay) =>
    db
      .sql(
        `SELECT day, max(load_kg) AS load_kg FROM sets
         WHERE athlete = @athlete AND exercise = @exercise AND day >= @fromDay AND day < @beforeDay AND load_kg IS NOT NULL
         GROUP BY day ORDER BY day`,
      )
      .all({ athlete, exercise, fromDay, beforeDay })
      .map((row) => ({ day: textIn(row, 'day'), loadKg: numberIn(row, 'load_kg') })),
  curves: ({ athlete, exercise, simulated, sinceUs, limit }) =>
    db
      .sql(
        `SELECT session_id, rep, curve FROM reps
         WHERE lift_off_us >= @sinceUs AND athlete = @athlete AND exercise = @exercise AND valid = 1
           AND curve IS NOT NULL
           AND (SELECT simulated FROM sessions WHERE id = session_id) = @simulated
         ORDER BY lift_off_us DESC LIMIT @limit`,
      )
      .all({ athlete, exercise, simulated: simulated ? 1 : 0, sinceUs, limit })
      .map((row) => ({
        sessionId: textIn(row, 'session_id'),
        rep: jsonIn(row, 'rep', isRep),
        curve: jsonIn(row, 'curve', isNumbers),
      })),
});
