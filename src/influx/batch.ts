/** Which of the waiting lines go into one request. */
import { identityOf, type OutboxLine } from '../domain/outbox.ts';

export interface Batch {
  /** The head of the queue that is done when the request is. */
  readonly lines: readonly OutboxLine[];
  /** What is sent for it: the last line of each point, in no particular order. */
  readonly texts: readonly string[];
}

/** The longest head of the lines that stays within `maxBytes`, at least one line. */
const headOf = (lines: readonly OutboxLine[], maxBytes: number): readonly OutboxLine[] => {
  let bytes = 0;
  const end = lines.findIndex(({ line }, i) => {
    bytes += Buffer.byteLength(line) + 1;
    return i > 0 && bytes > maxBytes;
  });
  return end === -1 ? lines : lines.slice(0, end);
};

/**
 * A set is written anew with each of its reps. Of several lines of a point only the last is sent: it says all, and
 * InfluxDB 3 does not promise that the last of two in one request wins.
 */
export const takeBatch = (waiting: readonly OutboxLine[], maxBytes: number): Batch => {
  const lines = headOf(waiting, maxBytes);
  const last = new Map(lines.map(({ line }) => [identityOf(line), line]));
  return { lines, texts: [...last.values()] };
};
