/** Points of a live session on their way to InfluxDB, and what the lifter is told about it: as little as possible. */
import { isBeltlineError } from '../../domain/error.ts';
import type { Outbox } from '../../domain/outbox.ts';
import { WRITER_PARAMS } from '../../influx/params.ts';
import { createPost } from '../../influx/post.ts';
import { wordsFor } from '../../influx/problem.ts';
import type { InfluxSettings } from '../../influx/settings.ts';
import { startWriter } from '../../influx/writer.ts';
import { pointsWords, waitWords } from './words.ts';

export interface Sending {
  /** Sends for a few seconds what still waits, and says what has to wait on. Never throws. */
  close(): Promise<void>;
}

/** A lifter who ends a session does not wait longer than this. */
const GRACE_MS = 5000;

const NOTHING: Sending = { close: async () => undefined };

/** `null` if the outbox cannot say; the writer has told why by then. */
const howManyWait = (outbox: Outbox): number | null => {
  try {
    return outbox.counts().waiting;
  } catch {
    return null;
  }
};

const start = (settings: InfluxSettings, outbox: Outbox, note: (text: string) => void): Sending => {
  let refused = 0;
  const writer = startWriter({
    outbox,
    params: WRITER_PARAMS,
    post: createPost(settings, WRITER_PARAMS.deadlineMs),
    random: Math.random,
    onProblem: (problem) => {
      if (problem === null) return note('InfluxDB takes points again.');
      const { what, cure } = wordsFor(problem, settings);
      note(`InfluxDB: ${what}. Points wait; nothing is lost. ${cure}`);
    },
    onProgress: (_, dead) => {
      refused += dead;
    },
  });
  return {
    async close() {
      await writer.close(GRACE_MS);
      if (refused > 0) note(`InfluxDB refused ${pointsWords(refused)}; \`beltline influx dead\` says why.`);
      const waiting = howManyWait(outbox);
      if (waiting !== 0)
        note(
          `${waiting === null ? 'Points wait' : waitWords(waiting)} for InfluxDB: the next session or \`beltline influx push\` sends them.`,
        );
    },
  };
};

/**
 * Starts sending. What is wrong with InfluxDB or its settings is said and never stops a session.
 * @param settings reads them; `null` without InfluxDB
 */
export const startSending = (
  settings: () => InfluxSettings | null,
  outbox: Outbox,
  note: (text: string) => void,
): Sending => {
  try {
    const read = settings();
    return read === null ? NOTHING : start(read, outbox, note);
  } catch (error) {
    if (!isBeltlineError(error)) throw error;
    note(`Nothing is sent to InfluxDB: ${error.describe()} Points wait.`);
    return NOTHING;
  }
};
