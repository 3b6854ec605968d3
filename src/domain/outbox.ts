/**
 * What the writer needs of whoever keeps points until InfluxDB has them. Durable: a line that was put in survives a crash
 * of anything until it is marked as sent or dead.
 */

/** One line of line protocol without its line feed; its timestamp is in microseconds. */
export interface OutboxLine {
  /** Rises with the order in which lines were put in. */
  readonly id: number;
  readonly line: string;
}

/** A line that InfluxDB refuses. It is kept, with the reason, until somebody retries or drops it. */
export interface DeadLine extends OutboxLine {
  /** What the server said, shortened; never a token. */
  readonly reason: string;
  readonly status: number;
  /** Unix µs. */
  readonly atUs: number;
}

export interface Outbox {
  /** Oldest waiting lines first, at most `limit`. */
  next(limit: number): readonly OutboxLine[];
  /** InfluxDB has acknowledged them. */
  sent(ids: readonly number[]): void;
  /** InfluxDB will never take it as it is. */
  dead(id: number, refusal: { readonly reason: string; readonly status: number }): void;
  /** How many wait, how many are dead. */
  counts(): { readonly waiting: number; readonly dead: number };
  /** Dead lines, oldest first, at most `limit`. */
  deadLines(limit: number): readonly DeadLine[];
  /** Puts dead lines back at the end of the queue; returns how many. */
  retry(): number;
}

/**
 * Measurement, tags and time of a line: another line with the same replaces it. Ours have no blanks in tags, and fields that
 * are text hold no line feed.
 */
export const identityOf = (line: string): string => {
  const tags = line.slice(0, line.indexOf(' '));
  return `${tags} ${line.slice(line.lastIndexOf(' ') + 1)}`;
};
