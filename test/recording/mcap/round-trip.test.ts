import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromChunks } from '../../../src/recording/csv/source.ts';
import type { RecordingItem } from '../../../src/recording/mcap/contents.ts';
import { SESSION_TOPICS } from '../../../src/recording/mcap/format.ts';
import { openMcapFrom } from '../../../src/recording/mcap/reader.ts';
import {
  anyItem,
  anySettings,
  BELT,
  bytesAt,
  indexed,
  memoryFile,
  notifications,
  readAll,
  record,
  recordingOf,
  recordsOf,
  SETTINGS,
  START,
} from './support.ts';

const CHUNK = 6;

const chunksOf = (bytes: Uint8Array): number =>
  recordsOf(bytes).filter(({ opcode }) => opcode === CHUNK).length;

describe('a recording', () => {
  it('brings any session back as it was, in order, however it is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyItem, { maxLength: 40 }),
        anySettings,
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 5000 }),
        async (items, settings, chunkS, chunkBytes) => {
          const read = await readAll(await recordingOf(items, { chunkS, chunkBytes }, settings));
          expect(read.error).toBeNull();
          expect(read.items).toStrictEqual(items);
          expect(read.settings).toStrictEqual(settings);
          expect(read.end).toMatchObject({ state: 'closed', messages: items.length + 1, lostMessages: 0 });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('brings objects back key by key, in their order, whatever the keys', async () => {
    const body: object = JSON.parse('{"z":1,"type":"x","__proto__":{"a":1},"constructor":2,"a":3}');
    const item = {
      type: 'told' as const,
      atS: 1,
      athlete: null,
      what: 'event',
      body,
    };
    const settings = { gym: 'cellar', ...SETTINGS };
    const read = await readAll(await recordingOf([item], {}, settings));
    expect(JSON.stringify(read.items)).toBe(JSON.stringify([item]));
    expect(JSON.stringify(read.settings)).toBe(JSON.stringify(settings));
  });

  it('does not depend on the pieces in which the file is read', async () => {
    const bytes = await recordingOf(notifications(60));
    const pieces = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    expect(await readAll(pieces)).toStrictEqual(await readAll(bytes));
  });

  it('says when and where the session began', async () => {
    const file = memoryFile();
    await (await record(file)).close();
    const recording = await openMcapFrom(fromChunks('x', [file.content()]));
    expect(recording.start).toStrictEqual(START);
    expect(recording.settings).toStrictEqual(SETTINGS);
  });

  it('copies the bytes it is given', async () => {
    const file = memoryFile();
    const writer = await record(file);
    const bytes = new Uint8Array([1, 2, 3]);
    writer.write(bytesAt(1, bytes));
    bytes.fill(9);
    await writer.close();
    expect((await readAll(file.content())).items).toStrictEqual([bytesAt(1, new Uint8Array([1, 2, 3]))]);
  });

  it('closes chunks by session time, by size, and when only the clock goes on', async () => {
    // The settings are in a chunk of their own; 60 notifications take 3 s.
    expect(chunksOf(await recordingOf(notifications(60)))).toBe(1 + 3);
    expect(chunksOf(await recordingOf(notifications(60), { chunkS: 0.5 }))).toBe(1 + 6);
    expect(chunksOf(await recordingOf(notifications(60), { chunkBytes: 1 }))).toBe(1 + 60);

    const writer = await record(memoryFile());
    writer.write(bytesAt(1, new Uint8Array(1)));
    writer.tick(1.9);
    await Promise.resolve();
    expect(writer.status()).toMatchObject({ safeMessages: 1, waitingBytes: 0 });
    writer.tick(2);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(writer.status().safeMessages).toBe(2);
  });

  it('has an index that other readers use, and numbers that tell the order at equal times', async () => {
    const items: RecordingItem[] = notifications(200).map((item, i) =>
      i % 3 === 0 ? { type: 'told', atS: 4, athlete: null, what: 'cue', body: { i } } : item,
    );
    const reader = await indexed(await recordingOf(items));
    expect(reader.header.profile).toBe('beltline');
    expect(reader.statistics).toMatchObject({ messageCount: 201n, channelCount: 3, metadataCount: 2 });
    const sequences: number[] = [];
    for await (const message of reader.readMessages({ validateCrcs: true })) sequences.push(message.sequence);
    expect(sequences.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 201 }, (_, i) => i));
    const told: string[] = [];
    for await (const { data } of reader.readMessages({ topics: [SESSION_TOPICS.told] })) {
      told.push(new TextDecoder().decode(data));
    }
    expect(told).toHaveLength(67);
    expect(told[1]).toBe('{"athlete":null,"what":"cue","body":{"i":3}}');
    const names: string[] = [];
    for await (const { name } of reader.readMetadata()) names.push(name);
    expect(names).toEqual(['beltline', 'beltline.end']);
  });

  it('describes its devices and its JSON in the file', async () => {
    const reader = await indexed(
      await recordingOf([
        bytesAt(0, new Uint8Array(1)),
        { type: 'input', device: BELT, input: { type: 'up', atS: 1 } },
      ]),
    );
    const channels = [...reader.channelsById.values()];
    expect(channels.map(({ topic, messageEncoding }) => [topic, messageEncoding])).toEqual([
      ['/session/settings', 'json'],
      ['/device/B1/stream', 'x-beltline-raw'],
      ['/device/B1/link', 'json'],
    ]);
    expect(Object.fromEntries(channels[1].metadata)).toEqual({
      kind: 'bytes',
      channel: 'stream',
      serial: 'B1',
      driver: 'beltline',
      athlete: 'anna',
      role: 'belt',
    });
    const schema = reader.schemasById.get(channels[0].schemaId);
    expect(schema).toMatchObject({ name: 'beltline.settings', encoding: 'jsonschema' });
    expect(JSON.parse(new TextDecoder().decode(schema?.data))).toMatchObject({ type: 'object' });
  });

  it('refuses what no recording can hold, says so once, and shows the hole', async () => {
    const file = memoryFile();
    const writer = await record(file);
    const told: string[] = [];
    writer.problems.subscribe((problem) =>
      told.push('error' in problem ? problem.error.message : problem.type),
    );
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    writer.write(bytesAt(-1, new Uint8Array(1)));
    writer.write(bytesAt(Number.NaN, new Uint8Array(1)));
    writer.write(bytesAt(1, new Uint8Array(5 * 2 ** 20)));
    writer.write({ type: 'told', atS: 1, athlete: null, what: 'event', body: cycle });
    writer.write({ type: 'command', atS: 1, command: { type: 'load', athlete: 'a', loadKg: -1 } });
    writer.write(bytesAt(2, new Uint8Array(1)));
    expect(await writer.close()).toMatchObject({ complete: false, lostMessages: 5, error: null });
    expect(told).toEqual(['something could not be recorded: no session has the time -1 s.']);
    expect((await readAll(file.content())).items).toStrictEqual([
      { type: 'lost', atS: 0, messages: 5 },
      bytesAt(2, new Uint8Array(1)),
    ]);
  });

  it('keeps a time that was not quantised, rounded, and says so', async () => {
    const file = memoryFile();
    const writer = await record(file);
    const told: string[] = [];
    writer.problems.subscribe((problem) => told.push(problem.type));
    writer.write(bytesAt(1 / 3, new Uint8Array(1)));
    expect(await writer.close()).toMatchObject({ complete: true });
    expect(told).toEqual(['refused']);
    expect((await readAll(file.content())).items).toStrictEqual([bytesAt(0.333333333, new Uint8Array(1))]);
  });
});
