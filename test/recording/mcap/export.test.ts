import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BeltlineError } from '../../../src/domain/error.ts';
import type { SessionEvent } from '../../../src/domain/event.ts';
import type { SampleBatch } from '../../../src/domain/sample.ts';
import { csvText, exportCsv } from '../../../src/recording/mcap/export-csv.ts';
import { type DecodedItem, exportMcap } from '../../../src/recording/mcap/export-mcap.ts';
import { readAll as readCsv } from '../csv/support.ts';
import { arrivals, createDecoder, createSession } from './session.ts';
import { indexed, readAll, START } from './support.ts';

const GOOD = [0.1, 9.8, 0.2, 0.01, -0.02, 0.003];
const batch = (timeS: readonly number[], rows: readonly (readonly number[])[]): SampleBatch => ({
  sensor: 'belt',
  count: timeS.length,
  timeS: Float64Array.from(timeS),
  imu: Float64Array.from(rows.flat()),
});

const textOf = async (batches: readonly SampleBatch[]): Promise<string> => {
  let text = '';
  for await (const piece of csvText(batches)) text += piece;
  return text;
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beltline-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Decoded samples and events of the virtual session. */
const decodedSession = (): DecodedItem[] => {
  const items: DecodedItem[] = [];
  const decode = createDecoder();
  const session = createSession(({ body }) => items.push({ type: 'event', athlete: 'anna/a', event: body }));
  for (const input of arrivals()) {
    session.step(input);
    const decoded = input.type === 'input' ? decode(input.input) : null;
    if (decoded !== null) items.push({ type: 'samples', athlete: 'anna/a', batch: decoded });
  }
  session.finish();
  return items;
};

describe('the export to CSV', () => {
  it('is what `beltline analyze` reads: the same doubles, and no row where nothing was measured', async () => {
    // Within what a sensor can read, and beyond what ten digits can tell apart.
    const value = fc.double({ min: -30, max: 30, noNaN: true });
    const rows = fc.array(fc.tuple(value, value, value, value, value, value), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (chance, size) => {
        const count = 1200;
        const all = Array.from({ length: count }, (_, i) => chance[i - 600] ?? GOOD);
        const timeS = all.map((_, i) => (i < 700 ? 0 : 0.5) + i / 104.3);
        const batches = Array.from({ length: Math.ceil(count / size) }, (_, i) =>
          batch(timeS.slice(i * size, (i + 1) * size), all.slice(i * size, (i + 1) * size)),
        );
        const read = await readCsv(await textOf(batches));
        expect(read.error).toBeNull();
        expect(read.timeS).toStrictEqual(timeS);
        expect(read.imu).toStrictEqual(all.flat());
      }),
      { numRuns: 20 },
    );
  });

  it('leaves the cells of half a sample empty', async () => {
    const text = await textOf([batch([0, 0.01], [GOOD, [1, 2, Number.NaN, 4, 5, 6]])]);
    expect(text).toBe('t_s,ax,ay,az,gx,gy,gz\n0,0.1,9.8,0.2,0.01,-0.02,0.003\n0.01,,,,,,\n');
  });

  it('writes a new file, and never over another', async () => {
    const file = join(folder, 'a.csv');
    expect(await exportCsv([batch([0], [GOOD])], file)).toBe((await readFile(file)).length);
    await expect(exportCsv([batch([1], [GOOD])], file)).rejects.toMatchObject({
      code: 'unwritable',
      message: 'there is already a file of this name.',
    });
    expect(await readFile(file, 'utf8')).toContain('\n0,0.1');
  });

  it('leaves nothing half behind', async () => {
    const file = join(folder, 'a.csv');
    await expect(exportCsv([batch([1, 1], [GOOD, GOOD])], file)).rejects.toMatchObject({
      message: 'the sample at 1 s comes after that at 1 s.',
    });
    async function* failing(): AsyncGenerator<SampleBatch> {
      yield batch([1], [GOOD]);
      throw new BeltlineError('bad-input', 'the recording is damaged.');
    }
    await expect(exportCsv(failing(), file)).rejects.toMatchObject({ code: 'bad-input' });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the export to MCAP', () => {
  it('is an indexed file whose JSON fits the schemas in it, in units that it names, on the wall clock', async () => {
    const file = join(folder, 'a.mcap');
    const items = decodedSession();
    const bytes = await exportMcap(items, file, START);
    const content = await readFile(file);
    expect(content.length).toBe(bytes);
    const reader = await indexed(content);

    const samples = items.reduce((sum, item) => sum + (item.type === 'samples' ? item.batch.count : 0), 0);
    const events = items.flatMap((item) => (item.type === 'event' ? [item.event] : []));
    const kinds: readonly SessionEvent['type'][] = ['rep', 'set', 'alert'];
    const of = (type: SessionEvent['type']): number => events.filter((event) => event.type === type).length;
    const counts = new Map<string, number>();
    const validators = new Map(
      [...reader.schemasById.values()].map(({ id, encoding, data }) => {
        expect(encoding).toBe('jsonschema');
        return [id, z.fromJSONSchema(JSON.parse(new TextDecoder().decode(data)))];
      }),
    );
    let first: { logTime: bigint; body: Record<string, unknown> } | null = null;
    for await (const { channelId, logTime, data } of reader.readMessages({ validateCrcs: true })) {
      const channel = reader.channelsById.get(channelId);
      const body: unknown = JSON.parse(new TextDecoder().decode(data));
      expect(channel?.messageEncoding).toBe('json');
      const fits = validators.get(channel?.schemaId ?? 0)?.safeParse(body);
      expect(fits?.success, `${channel?.topic}: ${fits?.error?.message}`).toBe(true);
      const topic = channel?.topic ?? '';
      if (topic.endsWith('/imu')) first ??= { logTime, body: z.record(z.string(), z.unknown()).parse(body) };
      counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({
      '/anna-a/belt/imu': samples,
      ...Object.fromEntries(
        kinds.filter((kind) => of(kind) > 0).map((kind) => [`/anna-a/${kind}`, of(kind)]),
      ),
      '/anna-a/event': events.filter(({ type }) => !kinds.includes(type)).length,
    });
    expect(of('rep')).toBeGreaterThan(0);
    expect(Object.keys(first?.body ?? {})).toEqual([
      'timeS',
      'axMps2',
      'ayMps2',
      'azMps2',
      'gxRadps',
      'gyRadps',
      'gzRadps',
    ]);
    const sinceStart = Number((first?.logTime ?? 0n) - BigInt(START.startedAt.getTime()) * 1_000_000n) / 1e9;
    expect(sinceStart).toBeCloseTo(Number(first?.body['timeS']), 8);
  });

  it('leaves out what was not measured', async () => {
    const file = join(folder, 'a.mcap');
    const rows = [GOOD, GOOD.map(() => Number.NaN), GOOD];
    await exportMcap([{ type: 'samples', athlete: 'a', batch: batch([0, 1, 2], rows) }], file, START);
    const reader = await indexed(await readFile(file));
    expect(reader.statistics?.messageCount).toBe(2n);
  });

  it('is not taken for a recording', async () => {
    const file = join(folder, 'a.mcap');
    await exportMcap([], file, START);
    expect((await readAll(await readFile(file))).error?.message).toBe(
      'this is a decoded export for viewers.',
    );
  });

  it('is never written over another file', async () => {
    const file = join(folder, 'a.mcap');
    await writeFile(file, 'mine');
    await expect(exportMcap([], file, START)).rejects.toMatchObject({ code: 'unwritable' });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});
