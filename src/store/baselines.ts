/** Corridors of clean reps, by athlete and lift: what the lower back is compared with. The newest one counts. */
import type { Exercise } from '../domain/exercise.ts';
import type { Slug, UnixUs } from '../domain/record.ts';
import type { Database } from './database.ts';
import { jsonIn } from './rows.ts';

export interface StoredBaseline {
  readonly athlete: Slug;
  readonly exercise: Exercise;
  readonly madeUs: UnixUs;
  /** Plain data of the corridor; whoever made it checks it when reading. */
  readonly corridor: unknown;
  /** What it was made of, in words. */
  readonly source: string;
}

export interface Baselines {
  put(baseline: StoredBaseline): void;
  /** `null` where none was kept. */
  newest(athlete: Slug, exercise: Exercise): unknown;
}

const isAnything = (value: unknown): value is unknown => value !== undefined;

export const createBaselines = (db: Database): Baselines => ({
  put: ({ athlete, exercise, madeUs, corridor, source }) => {
    db.sql('INSERT OR REPLACE INTO baselines VALUES (@athlete, @exercise, @madeUs, @corridor, @source)').run({
      athlete,
      exercise,
      madeUs,
      source,
      corridor: JSON.stringify(corridor),
    });
  },
  newest: (athlete, exercise) => {
    const row = db
      .sql(
        `SELECT corridor FROM baselines WHERE athlete = @athlete AND exercise = @exercise
         ORDER BY made_us DESC LIMIT 1`,
      )
      .get({ athlete, exercise });
    return row === undefined ? null : jsonIn(row, 'corridor', isAnything);
  },
});
