import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecording } from '../../../src/recording/mcap/create.ts';
import { recordingName } from '../../../src/recording/mcap/file-name.ts';
import { openMcap } from '../../../src/recording/mcap/reader.ts';
import { notifications, SETTINGS, START } from './support.ts';

/** The same wall time in every time zone. */
const AT = new Date(2026, 10, 24, 18, 3, 11);

describe('the name of a recording', () => {
  it('says when, who and what', () => {
    expect(recordingName(AT, 'Anna', 'conventional-deadlift')).toBe(
      '2026-11-24T18-03-11_anna_conventional-deadlift.mcap',
    );
    expect(recordingName(AT, 'Anna', 'squat', 2)).toBe('2026-11-24T18-03-11_anna_squat_2.mcap');
  });

  it.each([
    ['../../etc/passwd', '2026-11-24T18-03-11_etc-passwd_squat.mcap'],
    ['Łukasz Ōta', '2026-11-24T18-03-11_łukasz-ōta_squat.mcap'],
    ['李小龍', '2026-11-24T18-03-11_李小龍_squat.mcap'],
    ['a\0b\nc:d\\e', '2026-11-24T18-03-11_a-b-c-d-e_squat.mcap'],
    ['...', '2026-11-24T18-03-11_squat.mcap'],
    ['', '2026-11-24T18-03-11_squat.mcap'],
  ])('makes %j harmless', (athlete, name) => {
    expect(recordingName(AT, athlete, 'squat')).toBe(name);
  });

  it('is one name of a file, whatever the lifter is called', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(texts, texts, (athlete, exercise) => {
        const name = recordingName(AT, athlete, exercise);
        expect(name).toMatch(/^2026-11-24T18-03-11[-_\p{L}\p{N}]*\.mcap$/u);
        expect(Buffer.byteLength(name)).toBeLessThan(255);
      }),
    );
  });
});

describe('a new recording', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'beltline-create-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const start = { ...START, startedAt: AT };

  it('is a file that reads back', async () => {
    const writer = await createRecording({ folder, start, settings: SETTINGS });
    for (const item of notifications(50)) writer.write(item);
    const { file, complete, bytes } = await writer.close();
    expect(complete).toBe(true);
    expect(await readdir(folder)).toEqual(['2026-11-24T18-03-11_anna_conventional-deadlift.mcap']);
    expect((await readFile(file)).length).toBe(bytes);
    const recording = await openMcap(file);
    const items: unknown[] = [];
    for await (const item of recording.items()) items.push(item);
    expect(items).toStrictEqual(notifications(50));
    await recording.close();
    await recording.close();
  });

  it('never overwrites one of the same second', async () => {
    const writers = [];
    for (let i = 0; i < 3; i += 1) writers.push(await createRecording({ folder, start, settings: SETTINGS }));
    for (const writer of writers) await writer.close();
    expect((await readdir(folder)).toSorted()).toEqual([
      '2026-11-24T18-03-11_anna_conventional-deadlift.mcap',
      '2026-11-24T18-03-11_anna_conventional-deadlift_2.mcap',
      '2026-11-24T18-03-11_anna_conventional-deadlift_3.mcap',
    ]);
  });

  it('says what is wrong with the place', async () => {
    const missing = createRecording({ folder: join(folder, 'none'), start, settings: SETTINGS });
    await expect(missing).rejects.toMatchObject({
      code: 'unwritable',
      message: 'there is no such directory.',
      cure: 'Create it, or choose another.',
    });
    await writeFile(join(folder, 'file'), '');
    const notFolder = createRecording({ folder: join(folder, 'file'), start, settings: SETTINGS });
    await expect(notFolder).rejects.toMatchObject({ code: 'unwritable' });
  });

  it('leaves nothing behind when it cannot begin', async () => {
    await mkdir(join(folder, 'r'));
    const lifters = SETTINGS.lifters.map((lifter) => ({ ...lifter, heightM: -1 }));
    const bad = createRecording({ folder: join(folder, 'r'), start, settings: { ...SETTINGS, lifters } });
    await expect(bad).rejects.toMatchObject({ code: 'internal' });
    const nobody = createRecording({
      folder: join(folder, 'r'),
      start,
      settings: { ...SETTINGS, lifters: [] },
    });
    await expect(nobody).rejects.toMatchObject({ code: 'internal' });
    expect(await readdir(join(folder, 'r'))).toEqual([]);
  });
});
