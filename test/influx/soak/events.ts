/** The training of the soak: numbered reps, some of which bring a line along that InfluxDB refuses. */
import type { RepRecord, SessionRecord } from '../../../src/domain/record.ts';
import { toLine } from '../../../src/influx/points.ts';
import type { Store } from '../../../src/store/store.ts';
import { rep, repRecord } from '../records.ts';

export const ATHLETE = 'soak';
const REPS_PER_SET = 1000;
/** Of so many reps one is poisoned. */
const POISON_EVERY = 250;

/** A session with this name. @param startedUs as the clock of the machine said */
export const sessionAt = (id: string, startedUs: number): SessionRecord => ({
  id,
  startedUs,
  endedUs: null,
  timeZone: 'Europe/Berlin',
  software: 'soak',
  simulated: true,
  recording: null,
});

/** Opens the session in a store that may be new. Returns what the store says about the clock. */
export const beginIn = (store: Store, session: SessionRecord): string | null => {
  store.people.add({ slug: ATHLETE, name: 'Soak' });
  return store.begin(session);
};

/** Rep number `n`, from 0; a millisecond after the one before. */
export const eventOf = (session: SessionRecord, n: number): RepRecord => ({
  ...repRecord,
  sessionId: session.id,
  athlete: ATHLETE,
  set: Math.floor(n / REPS_PER_SET) + 1,
  liftOffUs: session.startedUs + n * 1000,
  rep: { ...rep, index: (n % REPS_PER_SET) + 1 },
});

/** The number of the rep with this set and this rep in it. */
export const numberOf = (set: number, index: number): number => (set - 1) * REPS_PER_SET + index - 1;

export const isPoisoned = (n: number): boolean => n % POISON_EVERY === POISON_EVERY - 1;

/** Alternately of another type than the field has, and no line protocol at all. */
const poisonOf = (n: number, atUs: number): string =>
  n % (2 * POISON_EVERY) < POISON_EVERY
    ? `rep,athlete=poison mean_velocity="fast" ${atUs}`
    : `rep,athlete=poison mean_velocity= ${atUs}`;

/** Keeps rep number `n` with its lines: durable when this returns. */
export const keepEvent = (store: Store, session: SessionRecord, n: number): void => {
  const record = eventOf(session, n);
  const line = toLine({ type: 'rep', record });
  store.keep([{ type: 'rep', record }], isPoisoned(n) ? [poisonOf(n, record.liftOffUs), line] : [line]);
};
