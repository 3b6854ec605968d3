/**
 * Months of training that nobody did, as the records that are kept of real training: for tests of what reads them, and for
 * looking at dashboards before there is a history of one's own. Results come from simple relations with chance in them, not
 * from motion; nothing here says how well Beltline analyses.
 */
import type { UnixUs } from '../../domain/record.ts';
import { createRandom } from '../random.ts';
import { drawAthlete, type HistoryAthlete } from './athlete.ts';
import { lifterHistory } from './lifter-history.ts';
import type { HistorySession } from './session-records.ts';

export type { HistoryAthlete } from './athlete.ts';
export type { HistorySession } from './session-records.ts';

export interface HistoryOptions {
  /** The same seed gives the same history. */
  readonly seed: number;
  /** No session begins at this time or later. */
  readonly untilUs: UnixUs;
  /** How far back it goes, days. Default 91: three months. */
  readonly days?: number;
  /** How many lifters, each with a belt. Default 2. */
  readonly athletes?: number;
}

const DAY_US = 86_400e6;

/** The lifters of a history. */
export const historyAthletes = ({
  seed,
  athletes = 2,
}: Pick<HistoryOptions, 'seed' | 'athletes'>): readonly HistoryAthlete[] =>
  Array.from({ length: athletes }, (_, index) =>
    drawAthlete(createRandom(seed).fork(`athlete ${index}`), index),
  );

/** Session after session, by their start; made one at a time, so ten years need no more memory than a week. */
export const trainingHistory = function* (options: HistoryOptions): Generator<HistorySession> {
  const { seed, untilUs, days = 91 } = options;
  const startUs = Math.floor(untilUs / DAY_US) * DAY_US - (days - 1) * DAY_US;
  const walks = historyAthletes(options).map((athlete) => {
    const walk = lifterHistory(createRandom(seed).fork(athlete.slug), athlete, startUs, days);
    return { walk, next: walk.next() };
  });
  for (;;) {
    const waiting = walks.filter(({ next }) => next.done !== true);
    if (waiting.length === 0) return;
    const first = waiting.reduce((a, b) => (startOf(b.next) < startOf(a.next) ? b : a));
    const { value } = first.next;
    if (value === undefined) return;
    first.next = first.walk.next();
    if (value.session.startedUs < untilUs) yield value;
  }
};

const startOf = ({ value }: IteratorResult<HistorySession, void>): UnixUs =>
  value === undefined ? Infinity : value.session.startedUs;
