/** How fast training is kept durably, and how fast ten years of it are asked. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepRecord, TrainingRecord } from '../src/domain/record.ts';
import { summariseSet } from '../src/domain/set-record.ts';
import { toLine } from '../src/influx/points.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { rep, repRecord } from '../test/influx/records.ts';
import { atMost, type BenchReport, type BenchRow, info } from './report.ts';
import type { BenchOptions } from './registry.ts';
import { median, quantile } from './statistics.ts';

/** Ten years: three sessions a week of 25 sets of 5 to 6 reps, half of them one lift. */
const YEARS = 10;
const SESSIONS_A_YEAR = 156;
const SETS = 25;
const LIFTS = ['conventional-deadlift', 'squat'] as const;
const STARTED_US = Date.parse('2016-01-04T17:00:00Z') * 1000;
const DAY_US = 86_400e6;
const ASKED = 20;

const session = (n: number) => ({
  id: `session-${String(n).padStart(5, '0')}`,
  startedUs: STARTED_US + Math.round((n * 7) / 3) * DAY_US,
  endedUs: null,
  timeZone: 'Europe/Berlin',
  software: 'bench',
  simulated: true,
  recording: null,
});

const recordAt = (n: number, set: number, index: number): RepRecord => {
  const { id: sessionId, startedUs } = session(n);
  return {
    ...repRecord,
    sessionId,
    athlete: 'anna',
    exercise: LIFTS[set % LIFTS.length],
    set,
    liftOffUs: startedUs + set * 180e6 + index * 5e6,
    loadKg: 60 + ((set * 10 + n) % 120),
    rep: { ...rep, index, meanVelocityMps: 0.3 + ((n * 7 + set + index) % 50) / 100 },
    curve: [0, 1, 2, 3, 4, 5, 6, 7],
  };
};

const setAt = (n: number, set: number): TrainingRecord[] => {
  const reps = Array.from({ length: set % 5 === 0 ? 6 : 5 }, (_, k) => recordAt(n, set, k + 1));
  const records = reps.map((record) => ({ type: 'rep' as const, record }));
  return [...records, { type: 'set', record: summariseSet(reps, null) }];
};

const fill = (store: Store, sessions: number): number => {
  let reps = 0;
  for (let n = 0; n < sessions; n += 1) {
    store.begin(session(n));
    const records = Array.from({ length: SETS }, (_, set) => setAt(n, set + 1)).flat();
    store.keep(records, []);
    reps += records.filter(({ type }) => type === 'rep').length;
  }
  return reps;
};

/** Time of each call, ms. */
const timed = (times: number, work: (n: number) => void): number[] =>
  Array.from({ length: times }, (_, n) => {
    const fromMs = performance.now();
    work(n);
    return performance.now() - fromMs;
  });

/** A rep as a live session keeps it: with its set and both lines, in a transaction of its own. */
const commits = (store: Store, count: number): number[] => {
  store.people.slugFor('anna');
  store.begin(session(0));
  return timed(count, (n) => {
    const record = recordAt(0, 1 + Math.floor(n / 5), 1 + (n % 5));
    const both: TrainingRecord[] = [
      { type: 'rep', record },
      { type: 'set', record: summariseSet([record], null) },
    ];
    store.keep(both, both.map(toLine));
  });
};

const measure = async (folder: string, quick: boolean): Promise<BenchRow[]> => {
  const small = openStore(join(folder, 'small.db'));
  const took = commits(small, quick ? 500 : 5000);
  small.close();
  const file = join(folder, 'years.db');
  const store = openStore(file);
  store.people.slugFor('anna');
  const sessions = quick ? 100 : YEARS * SESSIONS_A_YEAR;
  const reps = fill(store, sessions);
  store.close();
  const opening = timed(5, () => openStore(file).close());
  const opened = openStore(file);
  const trend = timed(ASKED, () => opened.trends.velocity('anna', 'conventional-deadlift'));
  const list = timed(ASKED, () => opened.sessions.list({ limit: 20 }));
  const shown = timed(ASKED, (n) => opened.training.contentOf(session(n).id));
  const late = timed(ASKED, (n) => opened.keep([{ type: 'rep', record: recordAt(n, 99, 1) }], ['line']));
  opened.close();
  const seconds = took.reduce((sum, ms) => sum + ms, 0) / 1000;
  return [
    info('reps kept durably, each with its set and two lines', took.length / seconds, '/s'),
    info('one of them, median', median(took), 'ms'),
    atMost('one of them, 99 of 100', quantile(took, 0.99), 'ms', 10),
    info('reps in the ten years', reps, ''),
    info('the file', (await stat(file)).size / 1e6, 'MB'),
    atMost('opening it', Math.max(...opening), 'ms', 1000),
    atMost('trend of a lift over all of it, longest', Math.max(...trend), 'ms', 100),
    info('trend of a lift, median', median(trend), 'ms'),
    info('list of the newest 20 sessions, median', median(list), 'ms'),
    info('a session rep by rep, median', median(shown), 'ms'),
    info('keeping one more rep, median', median(late), 'ms'),
  ];
};

export const runStoreBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  try {
    return { rows: await measure(folder, quick), skipped: null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
