/** How fast a backlog reaches a real InfluxDB, and what that costs the session beside it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RepRecord } from '../src/domain/record.ts';
import { WRITER_PARAMS } from '../src/influx/params.ts';
import { toLine } from '../src/influx/points.ts';
import { createPost } from '../src/influx/post.ts';
import { drainOnce, startWriter, type WriterOptions } from '../src/influx/writer.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { repRecord } from '../test/influx/records.ts';
import { lackingServers } from '../test/influx/real-server/installed.ts';
import { type RealInflux, startInflux } from '../test/influx/real-server.ts';
import { atLeast, atMost, type BenchReport, type BenchRow, info } from './report.ts';
import { median, quantile } from './statistics.ts';

/** Ten years of training are some 200,000 reps; a quarter of it, and a fifth of that with wrong lines. */
const BACKLOG = 50_000;
const BACKLOG_WITH_WRONG = 10_000;
const WRONG_EVERY = 1000;
const LIVE_REPS = 200;
const LIFTERS = 10;
const STARTED_US = 1_763_975_700_000_000;

interface Place {
  readonly influx: RealInflux;
  readonly folder: string;
}

/** A rep each two seconds, of several lifters. */
const recordOf = (n: number): RepRecord => ({
  ...repRecord,
  athlete: `lifter-${n % LIFTERS}`,
  liftOffUs: STARTED_US + n * 2_000_000,
});

const lineOf = (n: number): string => toLine({ type: 'rep', record: recordOf(n) });

const wrongLine = (n: number): string => lineOf(n).replace(/confidence=[^,]+/, 'confidence="high"');

const optionsFor = ({ influx }: Place, store: Store, onProgress?: () => void): WriterOptions => ({
  outbox: store.outbox,
  params: WRITER_PARAMS,
  post: createPost(
    { url: influx.v2Url, org: '', bucket: influx.db, token: null, tokenFrom: '' },
    WRITER_PARAMS.deadlineMs,
  ),
  random: Math.random,
  onProblem: (problem) => {
    if (problem !== null) throw new Error(problem.reason);
  },
  ...(onProgress === undefined ? {} : { onProgress }),
});

const nothing = (): void => {};

/** Lines a second, and how long the event loop was held up at most, ms. */
const drain = async (
  place: Place,
  lines: readonly string[],
): Promise<{ readonly perSecond: number; readonly longestMs: number }> => {
  const folder = await mkdtemp(join(place.folder, 'store-'));
  const store = openStore(join(folder, 'training.db'));
  store.keep([], lines);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const start = performance.now();
  await drainOnce(optionsFor(place, store), AbortSignal.timeout(120_000));
  const seconds = (performance.now() - start) / 1000;
  delays.disable();
  const { waiting } = store.outbox.counts();
  store.close();
  if (waiting > 0) throw new Error(`${waiting} lines still wait`);
  return { perSecond: lines.length / seconds, longestMs: delays.max / 1e6 };
};

/** From before a rep is kept to the acknowledgement of InfluxDB, ms, one rep after another. */
const live = async (place: Place): Promise<number[]> => {
  const store = openStore(join(place.folder, 'live.db'));
  let acknowledged: () => void = nothing;
  const writer = startWriter(optionsFor(place, store, () => acknowledged()));
  const times: number[] = [];
  for (let n = 0; n < LIVE_REPS; n += 1) {
    const start = performance.now();
    const done = new Promise<void>((resolve) => {
      acknowledged = resolve;
    });
    store.keep([], [lineOf(BACKLOG + n)]);
    writer.poke();
    await done;
    times.push(performance.now() - start);
    // The writer looks once more and finds nothing.
    await new Promise(setImmediate);
  }
  await writer.close(1000);
  store.close();
  return times;
};

const measure = async (place: Place): Promise<BenchRow[]> => {
  const numbers = Array.from({ length: BACKLOG }, (_, n) => n);
  const clean = await drain(place, numbers.map(lineOf));
  const some = numbers.slice(0, BACKLOG_WITH_WRONG);
  const mixed = await drain(
    place,
    some.map((n) => (n % WRONG_EVERY === 0 ? wrongLine(n) : lineOf(n))),
  );
  const times = await live(place);
  return [
    info('a rep as line protocol', Buffer.byteLength(lineOf(0)), 'bytes'),
    atLeast(`a backlog of ${BACKLOG} reps`, clean.perSecond, 'lines/s', 5000),
    atLeast(`the same with one refused line in ${WRONG_EVERY}`, mixed.perSecond, 'lines/s', 1000),
    atMost('longest time the session beside it waits', clean.longestMs, 'ms', 100),
    info('a live rep, from keeping it to the answer of InfluxDB, median', median(times), 'ms'),
    atMost('the same, 99 of 100', quantile(times, 0.99), 'ms', 1000),
  ];
};

export const runInfluxBench = async (): Promise<BenchReport> => {
  const lacking = lackingServers();
  if (lacking !== null) return { rows: [], skipped: lacking };
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  const influx = await startInflux();
  try {
    return { rows: await measure({ influx, folder }), skipped: null };
  } finally {
    await influx.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
