/** Recordings in memory, disks that fail, and reading to the end. */
import { McapIndexedReader } from '@mcap/core';
import * as fc from 'fast-check';
import { isBeltlineError, type BeltlineError } from '../../../src/domain/error.ts';
import { fromNanoseconds } from '../../../src/domain/session-time.ts';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import type { LostItem, RecordingEnd } from '../../../src/recording/mcap/assemble.ts';
import {
  linkSchema,
  type RecordedDevice,
  type RecordingItem,
  type SessionInput,
  type SessionSettings,
} from '../../../src/recording/mcap/contents.ts';
import type { RecordingFile } from '../../../src/recording/mcap/disk.ts';
import { openMcapFrom } from '../../../src/recording/mcap/reader.ts';
import { startRecording, WRITER_DEFAULTS, type WriterParams } from '../../../src/recording/mcap/writer.ts';

export const START = {
  startedAt: new Date('2026-11-24T18:03:11.250Z'),
  timeZone: 'Europe/Berlin',
  software: 'beltline test',
};

export const SETTINGS: SessionSettings = {
  lifters: [
    {
      athlete: 'anna',
      heightM: 1.7,
      barTravelM: null,
      exercise: 'conventional-deadlift',
      placement: 'lumbar',
      loadKg: 100,
      baseline: null,
    },
  ],
  alerts: {},
  rules: [],
};

export const BELT: RecordedDevice = { serial: 'B1', driver: 'beltline', role: 'belt', athlete: 'anna' };

export const bytesAt = (atS: number, bytes: Uint8Array, device = BELT, channel = 'stream'): SessionInput => ({
  type: 'input',
  device,
  input: { type: 'bytes', atS, channel, bytes },
});

/** `count` notifications of 20 bytes, one every 50 ms. Byte 0 counts them. */
export const notifications = (count: number, from = 0): RecordingItem[] =>
  Array.from({ length: count }, (_, i) =>
    bytesAt(fromNanoseconds((from + i) * 50_000_000), new Uint8Array(20).fill(from + i)),
  );

export interface MemoryFile extends RecordingFile {
  /** What is in the file. */
  content(): Uint8Array;
  /** Called before every operation; throws, waits for ever, or lets it pass. */
  before: (operation: 'write' | 'sync' | 'truncate' | 'close', bytes: number) => Promise<void> | void;
  /** Bytes that a write takes at the most. */
  takes: number;
}

/** An error as the file system throws it. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code });

export const memoryFile = (): MemoryFile => {
  let buffer = new Uint8Array(2 ** 16);
  let length = 0;
  const file: MemoryFile = {
    before: () => {},
    takes: Infinity,
    content: () => buffer.slice(0, length),
    async write(bytes, offset) {
      await file.before('write', bytes.length);
      const taken = Math.min(bytes.length, file.takes);
      if (offset + taken > buffer.length) {
        const larger = new Uint8Array(2 * (offset + taken));
        larger.set(buffer);
        buffer = larger;
      }
      buffer.set(bytes.subarray(0, taken), offset);
      length = Math.max(length, offset + taken);
      return taken;
    },
    sync: async () => file.before('sync', 0),
    async truncate(to) {
      await file.before('truncate', 0);
      buffer.fill(0, to, length);
      length = to;
    },
    close: async () => file.before('close', 0),
  };
  return file;
};

export const record = (
  file: RecordingFile,
  params: Partial<WriterParams> = {},
  settings: SessionSettings = SETTINGS,
): ReturnType<typeof startRecording> =>
  startRecording(file, 'test.mcap', START, settings, { ...WRITER_DEFAULTS, ...params });

/** The bytes of a closed recording of these items. */
export const recordingOf = async (
  items: readonly RecordingItem[],
  params: Partial<WriterParams> = {},
  settings: SessionSettings = SETTINGS,
): Promise<Uint8Array> => {
  const file = memoryFile();
  const writer = await record(file, params, settings);
  for (const item of items) writer.write(item);
  await writer.close();
  return file.content();
};

export interface ReadResult {
  readonly settings: SessionSettings | null;
  readonly items: (RecordingItem | LostItem)[];
  readonly end: RecordingEnd | null;
  readonly error: BeltlineError | null;
}

/** Everything a recording delivers up to its end or its first fault. */
export const readAll = async (bytes: Uint8Array | readonly Uint8Array[]): Promise<ReadResult> => {
  const items: (RecordingItem | LostItem)[] = [];
  let settings: SessionSettings | null = null;
  try {
    const recording = await openMcapFrom(
      fromChunks('test.mcap', bytes instanceof Uint8Array ? [bytes] : bytes),
    );
    ({ settings } = recording);
    for await (const item of recording.items()) items.push(item);
    return { settings, items, end: recording.end, error: null };
  } catch (error) {
    if (!isBeltlineError(error)) throw error;
    return { settings, items, end: null, error };
  }
};

/** A record of a file, found without the code under test. */
export interface RawRecord {
  readonly opcode: number;
  readonly offset: number;
  /** Offset of the first byte after it. */
  readonly end: number;
}

/** The file as the library's reader for random access sees it. */
export const indexed = (bytes: Uint8Array): ReturnType<typeof McapIndexedReader.Initialize> =>
  McapIndexedReader.Initialize({
    readable: {
      size: async () => BigInt(bytes.length),
      read: async (offset, size) => bytes.slice(Number(offset), Number(offset + size)),
    },
  });

const MAGIC_BYTES = 8;

export const recordsOf = (bytes: Uint8Array): RawRecord[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: RawRecord[] = [];
  for (let offset = MAGIC_BYTES; offset + 9 <= bytes.length - MAGIC_BYTES;) {
    const end = offset + 9 + Number(view.getBigUint64(offset + 1, true));
    records.push({ opcode: view.getUint8(offset), offset, end });
    offset = end;
  }
  return records;
};

/** Objects as programs make them, not those without a prototype. */
const plain = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const names = fc.string({ unit: 'grapheme', maxLength: 12 });
const times = fc.maxSafeNat().map((n) => fromNanoseconds(n % 2 ** 51));
const devices = plain({
  serial: names,
  driver: names,
  role: fc.constantFrom('belt' as const, 'thoracic' as const, null),
  athlete: names,
});
const loads = fc.option(fc.double({ min: 0, max: 500, noNaN: true }));
const lifters = plain({
  athlete: names,
  heightM: fc.double({ min: 0.1, max: 3, noNaN: true }),
  barTravelM: fc.option(fc.double({ min: 0.1, max: 2, noNaN: true })),
  exercise: names,
  placement: names,
  loadKg: loads,
  baseline: fc.jsonValue(),
});

/** Anything JSON can hold, and the numbers it cannot. */
const bodies = fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.double(), fc.array(fc.double())), {
  noNullPrototype: true,
});

const inputs = fc.oneof(
  plain({ type: fc.constant('up' as const), atS: times }),
  plain({
    type: fc.constant('bytes' as const),
    atS: times,
    channel: names,
    bytes: fc.uint8Array({ maxLength: 247 }),
  }),
  plain({
    type: fc.constant('down' as const),
    atS: times,
    reason: fc.constantFrom(...linkSchema.options[1].shape.reason.options),
  }),
);
const commands = fc.oneof(
  plain({ type: fc.constant('load' as const), athlete: names, loadKg: loads }),
  plain({ type: fc.constant('exercise' as const), athlete: names, exercise: names }),
  plain({ type: fc.constant('athlete' as const), athlete: names, lifter: lifters }),
  plain({ type: fc.constant('set-ended' as const), athlete: names }),
  plain({ type: fc.constant('clock' as const), athlete: names }),
  plain({ type: fc.constant('mute' as const), athlete: names, mute: fc.boolean() }),
);
const infos = plain({
  driver: names,
  model: names,
  serial: names,
  firmware: fc.option(names),
  rateHz: fc.double({ min: 0, max: 1000, noNaN: true }),
});

/** Any item of a session. */
export const anyItem: fc.Arbitrary<RecordingItem> = fc.oneof(
  {
    weight: 3,
    arbitrary: plain({ type: fc.constant('input' as const), device: devices, input: inputs }),
  },
  {
    weight: 1,
    arbitrary: plain({ type: fc.constant('info' as const), atS: times, device: devices, info: infos }),
  },
  {
    weight: 1,
    arbitrary: plain({ type: fc.constant('command' as const), atS: times, command: commands }),
  },
  {
    weight: 2,
    arbitrary: plain({
      type: fc.constant('told' as const),
      atS: times,
      athlete: fc.option(names, { nil: null }),
      what: fc.constantFrom('event', 'cue'),
      body: bodies,
    }),
  },
);

export const anySettings: fc.Arbitrary<SessionSettings> = plain({
  lifters: fc.array(lifters, { minLength: 1, maxLength: 3 }),
  alerts: fc.jsonValue(),
  rules: fc.array(fc.jsonValue(), { maxLength: 3 }),
});
