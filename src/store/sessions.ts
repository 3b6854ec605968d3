/** Sessions: when they began, and what was lifted in them. */
import type { SessionRecord, UnixUs } from '../domain/record.ts';
import type { Database, Row } from './database.ts';
import { numberIn, numberOrNull, textIn, textOrNull } from './rows.ts';

/** A session in a list. */
export interface SessionSummary extends SessionRecord {
  /** Names, not slugs. */
  readonly athletes: readonly string[];
  readonly exercises: readonly string[];
  readonly sets: number;
  readonly reps: number;
  readonly heaviestKg: number | null;
}

export interface SessionFilter {
  /** Slug. */
  readonly athlete?: string;
  readonly limit: number;
}

export interface Sessions {
  /** Known ones stay as they are. */
  add(session: SessionRecord): void;
  end(id: string, endedUs: UnixUs): void;
  /** Forgets a session in which nothing was kept; any other stays. Returns whether it did. */
  forgetEmpty(id: string): boolean;
  get(id: string): SessionRecord | null;
  /** `null` for one that was not kept. */
  summary(id: string): SessionSummary | null;
  /** Newest first. */
  list(filter: SessionFilter): readonly SessionSummary[];
  /**
   * Time of the latest that was kept of a session, its beginning if nothing else; `null` for one that was not kept. The
   * health of devices belongs to the session that began last.
   */
  latestOf(id: string): UnixUs | null;
  /** Time of the latest rep kept; `null` in an empty store. */
  latestUs(): UnixUs | null;
}

export const sessionOf = (row: Row): SessionRecord => ({
  id: textIn(row, 'id'),
  startedUs: numberIn(row, 'started_us'),
  endedUs: numberOrNull(row, 'ended_us'),
  timeZone: textIn(row, 'time_zone'),
  software: textIn(row, 'software'),
  simulated: numberIn(row, 'simulated') === 1,
  recording: textOrNull(row, 'recording'),
});

/** Lists of words are joined with a character that no name or exercise holds. */
const SEPARATOR = '\n';
const words = (row: Row, column: string): string[] =>
  [...new Set((textOrNull(row, column) ?? '').split(SEPARATOR))].filter((word) => word !== '');

const summaryOf = (row: Row): SessionSummary => ({
  ...sessionOf(row),
  athletes: words(row, 'athletes'),
  exercises: words(row, 'exercises'),
  sets: numberIn(row, 'sets'),
  reps: numberIn(row, 'reps'),
  heaviestKg: numberOrNull(row, 'heaviest_kg'),
});

const LIST = `
SELECT s.*, count(x.set_index) AS sets, coalesce(sum(x.reps), 0) AS reps, max(x.load_kg) AS heaviest_kg,
  group_concat(a.name, char(10)) AS athletes, group_concat(x.exercise, char(10)) AS exercises
FROM (
  SELECT * FROM sessions
  WHERE (@id IS NULL OR id = @id)
    AND (@athlete IS NULL OR id IN (SELECT session_id FROM sets WHERE athlete = @athlete))
  ORDER BY started_us DESC LIMIT @limit
) AS s
LEFT JOIN sets AS x ON x.session_id = s.id AND (@athlete IS NULL OR x.athlete = @athlete)
LEFT JOIN athletes AS a ON a.slug = x.athlete
GROUP BY s.id ORDER BY s.started_us DESC`;

const LATEST_OF = `
SELECT max(us) AS latest FROM (
  SELECT started_us AS us FROM sessions WHERE id = @id
  UNION ALL SELECT max(lift_off_us) FROM reps WHERE session_id = @id
  UNION ALL SELECT max(at_us) FROM alerts WHERE session_id = @id
  UNION ALL SELECT max(at_us) FROM device_health
    WHERE at_us >= (SELECT max(started_us) FROM sessions)
      AND @id = (SELECT id FROM sessions ORDER BY started_us DESC LIMIT 1)
)`;

export const createSessions = (db: Database): Sessions => ({
  add: ({ id, startedUs, endedUs, timeZone, software, simulated, recording }) => {
    db.sql(
      `INSERT INTO sessions VALUES (@id, @startedUs, @endedUs, @timeZone, @software, @simulated, @recording)
       ON CONFLICT DO NOTHING`,
    ).run({ id, startedUs, endedUs, timeZone, software, simulated: simulated ? 1 : 0, recording });
  },
  end: (id, endedUs) => {
    db.sql('UPDATE sessions SET ended_us = @endedUs WHERE id = @id').run({ id, endedUs });
  },
  forgetEmpty: (id) =>
    db
      .sql(
        `DELETE FROM sessions WHERE id = @id
           AND NOT EXISTS (SELECT 1 FROM reps WHERE session_id = @id)
           AND NOT EXISTS (SELECT 1 FROM alerts WHERE session_id = @id)`,
      )
      .run({ id }) > 0,
  get: (id) => {
    const row = db.sql('SELECT * FROM sessions WHERE id = @id').get({ id });
    return row === undefined ? null : sessionOf(row);
  },
  summary: (id) => {
    const row = db.sql(LIST).get({ id, athlete: null, limit: 1 });
    return row === undefined ? null : summaryOf(row);
  },
  list: ({ athlete, limit }) =>
    db
      .sql(LIST)
      .all({ id: null, athlete: athlete ?? null, limit })
      .map(summaryOf),
  latestOf: (id) => numberOrNull(db.sql(LATEST_OF).get({ id }) ?? { latest: null }, 'latest'),
  latestUs: () =>
    numberOrNull(db.sql('SELECT max(lift_off_us) AS latest FROM reps').get() ?? { latest: null }, 'latest'),
});
