/** Speed and memory of reading a long recording: a synthetic one of a gigabyte, removed afterwards. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runChild } from './child.ts';
import { atMost, type BenchReport, type BenchRow, info } from './report.ts';

const BYTES = 1e9;
const RATE_HZ = 100;
const BLOCK_ROWS = 20_000;

/** A lifter who bends to and fro, stands still at times, and never tires. */
const row = (i: number): string => {
  const t = i / RATE_HZ;
  const moving = Math.sin(t / 20) > 0 ? 1 : 0;
  const angle = 0.8 * Math.sin(t) * moving;
  const rate = 0.8 * Math.cos(t) * moving;
  const push = Math.sin(5 * t) * moving;
  const imu = [9.81 * Math.sin(angle), 0.1, 9.81 * Math.cos(angle) + push, 0.001, rate, 0.002];
  return `${t.toFixed(4)},${imu.map((value) => value.toFixed(5)).join(',')}\n`;
};

function* blocks(): Generator<string> {
  yield 't_s,ax,ay,az,gx,gy,gz\n';
  for (let i = 0, bytes = 0; bytes < BYTES;) {
    let block = '';
    for (const end = i + BLOCK_ROWS; i < end; i += 1) block += row(i);
    bytes += block.length;
    yield block;
  }
}

interface Figures {
  readonly samples: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

const isFigures = (value: unknown): value is Figures =>
  typeof value === 'object' && value !== null && 'samples' in value && 'peakMegabytes' in value;

/** In a process of its own, so that peak memory is that of one reading. */
const measure = (file: string, mode: 'read' | 'session'): Promise<Figures> =>
  runChild(new URL('./recording-speed.ts', import.meta.url), [file, mode], isFigures);

const nanoseconds = ({ seconds, samples }: Figures): number => (seconds * 1e9) / samples;

const rows = (read: Figures, session: Figures): BenchRow[] => [
  info('samples in the recording', read.samples, ''),
  atMost('reading', nanoseconds(read), 'ns/sample', 400),
  atMost('peak memory, reading', read.peakMegabytes, 'MB', 200),
  // Half a million samples a second.
  atMost('reading and the whole session', nanoseconds(session), 'ns/sample', 2000),
  atMost('peak memory, reading and the whole session', session.peakMegabytes, 'MB', 200),
];

export const runRecordingBench = async (): Promise<BenchReport> => {
  const folder = await mkdtemp(join(tmpdir(), 'beltline-bench-'));
  const file = join(folder, 'gigabyte.csv');
  try {
    await pipeline(Readable.from(blocks()), createWriteStream(file));
    const read = await measure(file, 'read');
    return { rows: rows(read, await measure(file, 'session')), skipped: null };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
