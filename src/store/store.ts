/**
 * The local database: everything a lifter did, on this machine, whether or not there is any server. What is kept here was
 * kept durably before anything else saw it.
 */
import type { SessionRecord, TrainingRecord } from '../domain/record.ts';
import { openDatabase } from './database.ts';
import { createOutbox, type StoredOutbox } from './outbox.ts';
import { createPeople, type People } from './people.ts';
import { migrate } from './schema.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createTraining, type Training } from './training.ts';
import { createTrends, type TrainingTrends } from './trends.ts';

export interface Store {
  readonly file: string;
  readonly people: People;
  readonly sessions: Sessions;
  readonly training: Training;
  readonly trends: TrainingTrends;
  readonly outbox: StoredOutbox;
  /**
   * Keeps records together with their lines for InfluxDB: all of it or nothing. A record whose key is known replaces the
   * earlier one, so keeping twice changes nothing.
   */
  keep(records: readonly TrainingRecord[], lines: readonly string[]): void;
  /**
   * Begins a session. Returns a warning if the clock of this machine stands before what was already kept; nothing is lost
   * or overwritten by it, for sessions have names of their own, but its times are wrong.
   */
  begin(session: SessionRecord): string | null;
  /** All or nothing. */
  transaction<T>(work: () => T): T;
  close(): void;
}

const utc = (us: number): string => new Date(us / 1000).toISOString().slice(0, 19).replace('T', ' ');

const clockWarning = (startedUs: number, latestUs: number | null): string | null => {
  if (latestUs === null || startedUs > latestUs) return null;
  return (
    `The clock of this machine says ${utc(startedUs)} UTC, but a rep was kept at ${utc(latestUs)} already. ` +
    'Nothing is lost, but the times of this session will be wrong: set the clock.'
  );
};

export interface StoreOptions {
  /** Unix µs, for times of refusals. */
  readonly nowUs?: () => number;
  /** How long to wait for another process that writes, ms; nothing else happens meanwhile. Default 5000. */
  readonly busyMs?: number;
}

/** Opens the file, makes it where there is none. Throws a `BeltlineError` that says why not. */
export const openStore = (
  file: string,
  { nowUs = () => Date.now() * 1000, busyMs }: StoreOptions = {},
): Store => {
  const db = openDatabase(file, busyMs);
  try {
    migrate(db);
  } catch (error) {
    db.close();
    throw error;
  }
  const sessions = createSessions(db);
  const training = createTraining(db);
  const outbox = createOutbox(db, nowUs);
  return {
    file,
    people: createPeople(db),
    sessions,
    training,
    trends: createTrends(db),
    outbox,
    keep: (records, lines) =>
      db.transaction(() => {
        for (const record of records) training.put(record);
        outbox.put(lines);
      }),
    begin: (session) => {
      const warning = clockWarning(session.startedUs, sessions.latestUs());
      sessions.add(session);
      return warning;
    },
    transaction: (work) => db.transaction(work),
    close: () => db.close(),
  };
};
