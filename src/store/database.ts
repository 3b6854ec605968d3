/**
 * The one place that knows which database this is (libsql, an SQLite). Everything else speaks SQL through it, so that it can
 * move to another driver without a change elsewhere.
 *
 * Write-ahead log and `synchronous=FULL`: a transaction that returned is on the disk, whatever is killed next.
 */
import Libsql from 'libsql';
import { storeError } from './errors.ts';

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;
type Parameters = Readonly<Record<string, SqlValue>>;

export interface Statement {
  /** @returns number of rows changed */
  run(parameters?: Parameters): number;
  get(parameters?: Parameters): Row | undefined;
  all(parameters?: Parameters): Row[];
}

export interface Database {
  readonly file: string;
  /** Prepared once for each text. Parameters are named `@name`. */
  sql(text: string): Statement;
  /** Several statements at once, for the schema. */
  script(text: string): void;
  /** All or nothing; transactions within one are part of it. */
  transaction<T>(work: () => T): T;
  /** Before the first write: switches the log on. Writes to the file, so it must be known to be ours. */
  makeDurable(): void;
  close(): void;
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/**
 * Opens the file, makes it where there is none. Throws a `BeltlineError` that says why not.
 * @param busyMs how long to wait for another process that writes; nothing else happens meanwhile
 */
export const openDatabase = (file: string, busyMs = 5000): Database => {
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storeError(file, error);
    }
  };
  const db = guarded(() => {
    const opened = new Libsql(file, { timeout: busyMs });
    // Fails here, before anything is written, if it is some other file.
    opened.prepare('PRAGMA user_version').get();
    return opened;
  });
  const prepared = new Map<string, Libsql.Statement>();
  const statement = (text: string): Libsql.Statement => {
    const known = prepared.get(text) ?? db.prepare(text);
    prepared.set(text, known);
    return known;
  };
  const rowsOf = (text: string, parameters: Parameters): Row[] =>
    guarded(() => {
      const rows: unknown[] = statement(text).all(parameters);
      return rows.filter(isRow);
    });
  let depth = 0;

  const begin = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk has rolled back by itself; the first error is the one to tell.
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    file,
    sql: (text) => ({
      run: (parameters = {}) => guarded(() => statement(text).run(parameters).changes),
      // Not by the driver's own `get`: after `all` of the same statement it answers with the parameters of that one (0.5.29).
      get: (parameters = {}) => rowsOf(text, parameters)[0],
      all: (parameters = {}) => rowsOf(text, parameters),
    }),
    script: (text) => guarded(() => db.exec(text)),
    transaction: (work) => {
      if (depth > 0) return work();
      depth += 1;
      try {
        return guarded(() => begin(work));
      } finally {
        depth -= 1;
      }
    },
    makeDurable: () =>
      guarded(() => {
        db.prepare('PRAGMA journal_mode = WAL').get();
        db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
      }),
    close: () => guarded(() => db.close()),
  };
};
