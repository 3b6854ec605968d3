/** Lines that wait for InfluxDB. They are put in by the transaction that keeps their record, and leave when it has them. */
import type { Database, Row } from './database.ts';
import { numberIn, textIn } from './rows.ts';

/** A line of line protocol, and its place in the queue. */
export interface WaitingLine {
  readonly id: number;
  readonly line: string;
}

/** A line that was refused for good. */
export interface RefusedLine extends WaitingLine {
  readonly reason: string;
  readonly status: number;
  /** Unix µs. */
  readonly atUs: number;
}

export interface StoredOutbox {
  /** Within a transaction of the caller's, or on its own. */
  put(lines: readonly string[]): void;
  next(limit: number): readonly WaitingLine[];
  sent(ids: readonly number[]): void;
  dead(id: number, refusal: { readonly reason: string; readonly status: number }): void;
  counts(): { readonly waiting: number; readonly dead: number };
  deadLines(limit: number): readonly RefusedLine[];
  /** Dead lines back to the end of the queue; returns how many. */
  retry(): number;
}

const waitingLine = (row: Row): WaitingLine => ({ id: numberIn(row, 'id'), line: textIn(row, 'line') });

const refusedLine = (row: Row): RefusedLine => ({
  ...waitingLine(row),
  reason: textIn(row, 'reason'),
  status: numberIn(row, 'status'),
  atUs: numberIn(row, 'at_us'),
});

/**
 * Measurement, tags and time of a line: another line with the same replaces it. Ours have no blanks in tags, and fields that
 * are text hold no line feed.
 */
const pointOf = (line: string): string => {
  const tags = line.indexOf(' ');
  return `${line.slice(0, tags)} ${line.slice(line.lastIndexOf(' ') + 1)}`;
};

/** @param nowUs for the time of refusals only */
export const createOutbox = (db: Database, nowUs: () => number): StoredOutbox => {
  const remove = db.sql('DELETE FROM outbox WHERE id = @id');
  return {
    put: (lines) =>
      db.transaction(() => {
        for (const line of lines) {
          const point = pointOf(line);
          // What was refused of the point is out of date now; tried again later it would come on top.
          db.sql('DELETE FROM dead_lines WHERE point = @point').run({ point });
          db.sql('INSERT INTO outbox (point, line) VALUES (@point, @line)').run({ point, line });
        }
      }),
    next: (limit) =>
      db.sql('SELECT id, line FROM outbox ORDER BY id LIMIT @limit').all({ limit }).map(waitingLine),
    sent: (ids) =>
      db.transaction(() => {
        for (const id of ids) remove.run({ id });
      }),
    dead: (id, { reason, status }) =>
      db.transaction(() => {
        db.sql(
          `INSERT INTO dead_lines (id, point, line, reason, status, at_us)
           SELECT id, point, line, @reason, @status, @atUs FROM outbox AS mine WHERE id = @id
             AND NOT EXISTS (SELECT 1 FROM outbox AS later WHERE later.point = mine.point AND later.id > mine.id)`,
        ).run({ id, reason, status, atUs: nowUs() });
        remove.run({ id });
      }),
    counts: () => {
      const row = db
        .sql('SELECT (SELECT count(*) FROM outbox) AS waiting, (SELECT count(*) FROM dead_lines) AS dead')
        .get();
      return { waiting: numberIn(row ?? {}, 'waiting'), dead: numberIn(row ?? {}, 'dead') };
    },
    deadLines: (limit) =>
      db.sql('SELECT * FROM dead_lines ORDER BY id LIMIT @limit').all({ limit }).map(refusedLine),
    retry: () =>
      db.transaction(() => {
        db.sql('INSERT INTO outbox (point, line) SELECT point, line FROM dead_lines ORDER BY id').run();
        return db.sql('DELETE FROM dead_lines').run();
      }),
  };
};
