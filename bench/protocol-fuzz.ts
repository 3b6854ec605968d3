/** Millions of random and mutated frames through every decoder and encoder of the firmware protocol. */
import { type Codec, CODEC_NAMES, type CodecName, CODECS } from '../firmware-protocol/check/codecs.ts';
import { type CFigures, fuzzC } from './protocol-fuzz/c.ts';
import { createDice, createFrames } from './protocol-fuzz/frames.ts';
import type { BenchOptions } from './registry.ts';
import {
  atLeast,
  atMost,
  type BenchDetail,
  type BenchReport,
  type BenchRow,
  exactly,
  info,
} from './report.ts';

const FRAMES = 5_500_000;
const QUICK_FRAMES = 550_000;
const WANTED_FRAMES = 5_000_000;
/** Longer than any pause of the collector, shorter than anybody would call a hang. */
const HANG_MS = 250;
const SEED = 20_260_101;

interface Figures {
  frames: number;
  understood: number;
  throws: number;
  /** Decoded, encoded and decoded again, a frame must mean the same. */
  changed: number;
  /** Time in the decoder alone, ms. */
  decodingMs: number;
  slowestMs: number;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Whether an understood frame survives being sent on. */
const survives = (codec: Codec, bytes: Uint8Array): boolean => {
  const again = codec.reencode(bytes);
  return again.length === 0 || sameBytes(codec.reencode(again), again);
};

const tryFrame = (codec: Codec, bytes: Uint8Array, figures: Figures): void => {
  figures.frames += 1;
  try {
    const start = performance.now();
    const read = codec.decode(bytes);
    const took = performance.now() - start;
    figures.decodingMs += took;
    figures.slowestMs = Math.max(figures.slowestMs, took);
    if (!read.ok) return;
    figures.understood += 1;
    if (!survives(codec, bytes)) figures.changed += 1;
  } catch {
    figures.throws += 1;
  }
};

const fuzz = (name: CodecName, frames: number): Figures => {
  const figures = { frames: 0, understood: 0, throws: 0, changed: 0, decodingMs: 0, slowestMs: 0 };
  const next = createFrames(name, createDice(SEED + CODEC_NAMES.indexOf(name)));
  for (let i = 0; i < frames; i += 1) tryFrame(CODECS[name], next(), figures);
  return figures;
};

const total = (all: readonly Figures[], key: keyof Figures): number =>
  all.reduce((sum, figures) => sum + figures[key], 0);

const perSecond = ({ frames, decodingMs }: Figures): number => Math.round((frames * 1000) / decodingMs);

const rows = (all: readonly Figures[], wantedFrames: number): BenchRow[] => {
  const frames = total(all, 'frames');
  return [
    atLeast('frames through the TypeScript codec', frames, '', wantedFrames),
    exactly('frames at which it threw', total(all, 'throws'), '', 0),
    exactly('frames that meant something else after being sent on', total(all, 'changed'), '', 0),
    atMost(
      'slowest frame, pauses of the collector included',
      Math.max(...all.map((f) => f.slowestMs)),
      'ms',
      HANG_MS,
    ),
    info('frames decoded', Math.round((frames * 1000) / total(all, 'decodingMs')), 'frames/s'),
    info('share of frames that were understood', (100 * total(all, 'understood')) / frames, '%'),
  ];
};

const detail = (all: readonly (Figures & { name: string })[]): BenchDetail => ({
  title: 'By codec',
  columns: ['codec', 'frames', 'understood', 'frames/s', 'slowest, ms'],
  lines: all.map((f) => [f.name, f.frames, f.understood, perSecond(f), Number(f.slowestMs.toFixed(3))]),
});

const cRows = (figures: CFigures, wantedFrames: number): BenchRow[] => [
  atLeast('frames through every decoder of the C codec, with sanitizers', figures.frames, '', wantedFrames),
  exactly('frames at which the C codec failed', figures.failures, '', 0),
  info('frames through every C decoder and encoder', figures.framesPerSecond, 'frames/s'),
];

export const runProtocolFuzzBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const frames = quick ? QUICK_FRAMES : FRAMES;
  const wanted = quick ? QUICK_FRAMES : WANTED_FRAMES;
  const all = CODEC_NAMES.map((name) => ({ name, ...fuzz(name, frames / CODEC_NAMES.length) }));
  const c = await fuzzC(frames);
  return {
    rows: [...rows(all, wanted), ...(c === null ? [] : cRows(c, wanted))],
    details: [detail(all)],
    skipped:
      c === null
        ? 'C codec not fuzzed: needs make and cc (Debian: apt-get install make gcc libc6-dev)'
        : null,
  };
};
