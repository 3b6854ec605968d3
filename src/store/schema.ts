/**
 * The tables, as steps from one version to the next. A step that was released is never changed: databases out there have
 * taken it.
 *
 * Nothing is kept in `baselines`: a corridor is made of the kept reps whenever a session begins.
 *
 * Times are Unix µs. What is asked for has a column; the whole record stands beside it as JSON and is the truth.
 */
import { BeltlineError } from '../domain/error.ts';
import type { Database } from './database.ts';
import { numberIn } from './rows.ts';

const FIRST = `
CREATE TABLE athletes (
  slug TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  started_us INTEGER NOT NULL,
  ended_us INTEGER,
  time_zone TEXT NOT NULL,
  software TEXT NOT NULL,
  simulated INTEGER NOT NULL,
  recording TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_start ON sessions (started_us);

-- valid = 0: taken back by an edit; kept, so that nothing is ever lost.
CREATE TABLE reps (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  device TEXT NOT NULL,
  set_index INTEGER NOT NULL,
  rep_index INTEGER NOT NULL,
  valid INTEGER NOT NULL,
  athlete TEXT NOT NULL REFERENCES athletes (slug),
  exercise TEXT NOT NULL,
  lift_off_us INTEGER NOT NULL,
  load_kg REAL,
  severity TEXT NOT NULL,
  rep TEXT NOT NULL,
  curve TEXT,
  PRIMARY KEY (session_id, device, set_index, rep_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX reps_by_time ON reps (lift_off_us);

CREATE TABLE sets (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  device TEXT NOT NULL,
  set_index INTEGER NOT NULL,
  athlete TEXT NOT NULL REFERENCES athletes (slug),
  exercise TEXT NOT NULL,
  start_us INTEGER NOT NULL,
  day TEXT NOT NULL,
  load_kg REAL,
  reps INTEGER NOT NULL,
  best_velocity REAL NOT NULL,
  best_velocity_error REAL NOT NULL,
  volume_kg REAL,
  worst_proxy_deg REAL,
  worst_measured_deg REAL,
  record TEXT NOT NULL,
  PRIMARY KEY (session_id, device, set_index)
) STRICT, WITHOUT ROWID;
-- Holds all that a trend asks for, so that it reads nothing else.
CREATE INDEX sets_for_trends ON sets (
  athlete, exercise, day, load_kg, best_velocity, best_velocity_error, reps, volume_kg, worst_proxy_deg,
  worst_measured_deg
);

CREATE TABLE alerts (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  device TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  valid INTEGER NOT NULL,
  athlete TEXT NOT NULL REFERENCES athletes (slug),
  exercise TEXT NOT NULL,
  set_index INTEGER NOT NULL,
  rep_index INTEGER,
  severity TEXT NOT NULL,
  PRIMARY KEY (session_id, device, at_us, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_health (
  device TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (device, at_us)
) STRICT, WITHOUT ROWID;

CREATE TABLE baselines (
  athlete TEXT NOT NULL REFERENCES athletes (slug),
  exercise TEXT NOT NULL,
  made_us INTEGER NOT NULL,
  corridor TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (athlete, exercise, made_us)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  point TEXT NOT NULL,
  line TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_by_point ON outbox (point);

CREATE TABLE dead_lines (
  id INTEGER PRIMARY KEY,
  point TEXT NOT NULL,
  line TEXT NOT NULL,
  reason TEXT NOT NULL,
  status INTEGER NOT NULL,
  at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_lines_by_point ON dead_lines (point);
`;

/** Step k leads from version k to k + 1. */
const STEPS: readonly string[] = [FIRST];

export const SCHEMA_VERSION = STEPS.length;

const versionOf = (db: Database): number =>
  numberIn(db.sql('PRAGMA user_version').get() ?? {}, 'user_version');

/** Refuses a file of another program: it has tables but not ours. */
const refuseForeign = (db: Database): void => {
  const tables = numberIn(db.sql('SELECT count(*) AS n FROM sqlite_schema').get() ?? {}, 'n');
  if (tables === 0) return;
  throw new BeltlineError('bad-input', 'this database is not one of Beltline.', {
    place: { file: db.file },
    cure: 'Name another file with --store; this one was not touched.',
  });
};

/** Brings the tables to this version, each step whole or not at all. */
export const migrate = (db: Database): void => {
  const found = versionOf(db);
  if (found > SCHEMA_VERSION) {
    throw new BeltlineError('bad-input', `it was written by a later Beltline (tables of version ${found}).`, {
      place: { file: db.file },
      cure: `Use that Beltline; this one knows up to version ${SCHEMA_VERSION}. The file was not touched.`,
    });
  }
  if (found === 0) refuseForeign(db);
  db.makeDurable();
  for (let version = found; version < SCHEMA_VERSION; version += 1) {
    db.transaction(() => {
      // Another process may have been faster.
      if (versionOf(db) !== version) return;
      db.script(`${STEPS[version]}; PRAGMA user_version = ${version + 1}`);
    });
  }
};
