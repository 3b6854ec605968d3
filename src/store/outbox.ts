/** Lines that wait for InfluxDB. They are put in by the transaction that keeps their record, and leave when it has them. */
import { type DeadLine, identityOf, type Outbox, type OutboxLine } from '../domain/outbox.ts';
import type { Database, Row } from './database.ts';
import { numberIn, textIn } from './rows.ts';

/** The outbox of a store can also be filled. */
export interface StoredOutbox extends Outbox {
  /** Within a transaction of the caller's, or on its own. */
  put(lines: readonly string[]): void;
}

const waitingLine = (row: Row): OutboxLine => ({ id: numberIn(row, 'id'), line: textIn(row, 'line') });

const refusedLine = (row: Row): DeadLine => ({
  ...waitingLine(row),
  reason: textIn(row, 'reason'),
  status: numberIn(row, 'status'),
  atUs: numberIn(row, 'at_us'),
});

/** @param nowUs for the time of refusals only */
export const createOutbox = (db: Database, nowUs: () => number): StoredOutbox => {
  const remove = db.sql('DELETE FROM outbox WHERE id = @id');
  return {
    put: (lines) =>
      db.transaction(() => {
        for (const line of lines) {
          const point = identityOf(line);
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
