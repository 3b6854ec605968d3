/** Cost of recording in MCAP: time of a call, throughput of writing and reading, size of an hour. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './child.ts';
import { atLeast, atMost, type BenchReport, type BenchRow, info } from './report.ts';

/** An hour of training; a disk may have this much waiting before the virtual belts let it catch up. */
export const SESSION = { seconds: 3600, rateHz: 208, backlogBytes: 2 ** 20 } as const;
/** The stream frame of our own belt. */
export const NOTIFICATION = { headerBytes: 8, sampleBytes: 12 } as const;
/** Samples in a notification: one every 48 ms, and as many as an MTU of 23 holds. */
const BATCHED = 10;
const SINGLE = 1;
const BELTS = 8;

export interface McapFigures {
  readonly file: string;
  readonly messages: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly callMs: { readonly p50: number; readonly p99: number; readonly p999: number };
  readonly peakMegabytes: number;
}

const isFigures = (value: unknown): value is McapFigures =>
  typeof value === 'object' && value !== null && 'messages' in value && 'callMs' in value;

/** In a process of its own, so that peak memory is that of one recording. */
const measure = (...args: readonly (string | number)[]): Promise<McapFigures> =>
  runChild(new URL('./mcap-speed.ts', import.meta.url), args.map(String), isFigures);

const MEGA = 1e6;

const rows = (one: McapFigures, single: McapFigures, eight: McapFigures, read: McapFigures): BenchRow[] => [
  info('an hour of one belt at 208 Hz, 10 samples a notification', one.bytes / MEGA, 'MB'),
  info('an hour of one belt at 208 Hz, 1 sample a notification', single.bytes / MEGA, 'MB'),
  info('messages in an hour of eight belts', eight.messages, ''),
  info('`write`, median', eight.callMs.p50 * 1000, 'µs'),
  atMost('`write`, 99 of 100', eight.callMs.p99 * 1000, 'µs', 100),
  atMost('`write`, 999 of 1000, closing a chunk included', eight.callMs.p999, 'ms', 2),
  atLeast('writing to the disk', eight.bytes / MEGA / eight.seconds, 'MB/s', 10),
  info('writing to the disk', Math.round(eight.messages / eight.seconds), 'messages/s'),
  // An hour of garbage within seconds; four hours take no more.
  atMost('peak memory, writing', eight.peakMegabytes, 'MB', 400),
  atLeast('reading', read.bytes / MEGA / read.seconds, 'MB/s', 10),
  info('reading', Math.round(read.messages / read.seconds), 'messages/s'),
  atMost('peak memory, reading', read.peakMegabytes, 'MB', 300),
];

export const runMcapBench = async (): Promise<BenchReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  try {
    const one = await measure('write', folder, 1, BATCHED);
    const single = await measure('write', folder, 1, SINGLE);
    const eight = await measure('write', folder, BELTS, BATCHED);
    return { rows: rows(one, single, eight, await measure('read', eight.file)), skipped: null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
