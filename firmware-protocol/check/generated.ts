/**
 * Vectors made by our encoder: large values that nobody wants to write by hand. They guard against drift; what is
 * right, the vectors made by hand say.
 */
import * as protocol from '../../src/devices/protocol/index.ts';
import type { CodecName } from './codecs.ts';
import { linesOf } from './text.ts';
import { hexOf, type Vector } from './vector-files.ts';

/** The same numbers for ever: a linear congruential generator (Numerical Recipes), its upper 16 bits. */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 16;
  };
};

const samples = (seed: number, count: number): Int16Array =>
  Int16Array.from({ length: 6 * count }, numbers(seed));

const bytes = (seed: number, count: number): Uint8Array => Uint8Array.from({ length: count }, numbers(seed));

const make = (
  name: string,
  direction: Vector['direction'],
  why: string,
  value: object,
  encoded: Uint8Array,
): Vector => ({
  name: `generated-${name}`,
  direction,
  source: 'generated',
  why,
  hex: hexOf(encoded),
  lines: linesOf(protocol.decoded(value)),
  reencodes: hexOf(encoded),
});

const imu6 = (count: number): Vector => {
  const frame = {
    message: 'imu6',
    flags: protocol.withEpoch(protocol.FRAME_FLAG.motor, count % 8),
    index: (count * 3449) & 0xffff,
    tick: Math.imul(count, 91_332_007) >>> 0,
    samples: samples(count, count),
  } as const;
  return make(
    `imu6-${count}`,
    'belt-to-host',
    `Every bit in use, ${count} samples.`,
    frame,
    protocol.encodeStreamFrame(frame),
  );
};

const block = (count: number): Vector => {
  const value = {
    message: 'block',
    stream: 0xdeadbeef,
    index: 1_000_000 * count,
    tick: 2 ** 40 + count,
    span: (count - 1) * 4807,
    count,
    flags: protocol.withEpoch(protocol.FRAME_FLAG.gap, count % 8),
    samples: samples(100 + count, count),
  } as const;
  return make(
    `block-${count}`,
    'belt-to-host',
    `Checksum over ${count} samples.`,
    value,
    protocol.encodeBlock(value),
  );
};

const data = (count: number): Vector => {
  const value = { message: 'backfill-data', transfer: 7, seq: count, payload: bytes(count, count) } as const;
  return make(
    `backfill-data-${count}`,
    'belt-to-host',
    `Payload of ${count} bytes.`,
    value,
    protocol.encodeBackfill(value),
  );
};

const calibration = (seed: number): Vector => {
  const next = numbers(seed);
  const within = (count: number, limit: number): number[] =>
    Array.from({ length: count }, () => (((next() << 16) | next()) >>> 0) % (2 * limit + 1)).map(
      (value) => value - limit,
    );
  const value = {
    message: 'calibration',
    version: 1,
    valid: 7,
    madeS: 1_800_000_000,
    temperatureCentiC: -1234,
    accBiasUg: within(3, 500_000),
    accMatrixPpm: within(9, 2_000_000),
    gyrBiasUdps: within(3, 20_000_000),
    gyrMatrixPpm: within(9, 2_000_000),
    gyrSlopeUdpsC: within(3, 1_000_000),
  } as const;
  return make(
    `calibration-${seed}`,
    'belt-to-host',
    'Every field in use, both signs.',
    value,
    protocol.encodeCalibration(value),
  );
};

const calWrite = (): Vector => {
  const value = {
    message: 'cal-write-request',
    tag: 200,
    total: 1024,
    offset: 788,
    data: bytes(3, 236),
  } as const;
  const encoded = protocol.encodeControlRequest(value);
  return make('cal-write-request-236', 'host-to-belt', 'Longest request, 244 bytes.', value, encoded);
};

const caps = (): Vector => {
  const value = {
    message: 'caps-reply',
    tag: 201,
    page: 0,
    pages: 1,
    ratesHz: [26, 52, 104, 208, 416, 833],
    accRangesG: [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32],
    gyrRangesDps: [125, 250, 500, 1000, 2000, 4000],
    ringSamples: 0xffffffff,
    ringKind: 1,
    batteryMah: 65_535,
    maxSegments: 0,
  } as const;
  const encoded = protocol.encodeControlReply(value);
  return make('caps-reply-full', 'belt-to-host', 'Every list at its longest.', value, encoded);
};

/** All of them, by codec. */
export const generatedVectors = (): ReadonlyMap<CodecName, readonly Vector[]> =>
  new Map<CodecName, readonly Vector[]>([
    ['stream', [1, 2, 5, 10, 14, 19].map(imu6)],
    ['block', [1, 2, 18, 19].map(block)],
    ['backfill', [16, 178, 240].map(data)],
    ['calibration', [1, 2].map(calibration)],
    ['control-request', [calWrite()]],
    ['control-reply', [caps()]],
  ]);
