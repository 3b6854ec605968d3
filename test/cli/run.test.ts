import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordingItem } from '../../src/recording/mcap/contents.ts';
import { openMcap } from '../../src/recording/mcap/reader.ts';
import { RISE_SHARES } from '../../src/signal/lumbar/curve.ts';
import { openStore } from '../../src/store/store.ts';
import { rep, repRecord } from '../influx/records.ts';
import { beltline, directoryWith, startBeltline } from './beltline.ts';

let folder: Awaited<ReturnType<typeof directoryWith>>;

beforeAll(async () => {
  folder = await directoryWith({ 'a-file': 'not a directory' });
});
afterAll(() => folder.remove());

const recordingIn = async (directory: string): Promise<string> => {
  const files = await readdir(directory);
  expect(files).toHaveLength(1);
  return join(directory, files[0]);
};

/** Everything in a recording, how it ends, and when it was begun. */
const readAll = async (file: string) => {
  const recording = await openMcap(file);
  const items: RecordingItem[] = [];
  for await (const item of recording.items()) if (item.type !== 'lost') items.push(item);
  await recording.close();
  return { items, end: recording.end, startedMs: recording.start.startedAt.getTime() };
};

/** Clean reps of the usual virtual lifter, as an earlier session would have kept them. */
const keepClean = (file: string, count: number): void => {
  const store = openStore(file);
  const startedUs = (Date.now() - 86_400_000) * 1000;
  const began = { endedUs: startedUs + 1, timeZone: 'UTC', software: 'test', recording: null };
  store.sessions.add({ ...began, id: 'earlier', startedUs, simulated: true });
  const athlete = store.people.slugFor('virtual');
  const facts = {
    ...repRecord,
    sessionId: 'earlier',
    athlete,
    curve: RISE_SHARES.map((share) => -40 * share),
  };
  const lumbar = { ...rep.lumbar, severity: 'none' as const };
  for (let index = 1; index <= count; index += 1) {
    const record = { ...facts, liftOffUs: startedUs + index, rep: { ...rep, index, lumbar, flags: [] } };
    store.keep([{ type: 'rep', record }], []);
  }
  store.close();
};

// Sessions run in real time: several at once cost no more of it.
describe.concurrent('a virtual session', () => {
  test('is closed like any other when its terminal is, and its recording says that nobody lifted', async () => {
    const directory = join(folder.path, 'hung-up');
    const running = startBeltline(['run', '--virtual', '--seed', '7', '--record', directory], {
      env: { TMPDIR: folder.path },
    });
    await running.said('connected at');
    await new Promise((resolve) => {
      setTimeout(resolve, 4000);
    });
    running.kill('SIGHUP');
    expect((await running.outcome).code).toBe(0);
    const file = await recordingIn(directory);
    expect((await readAll(file)).end?.state).not.toBe('cut');
    expect((await readdir(folder.path)).filter((name) => name.startsWith('beltline-virtual'))).toEqual([]);
    const report = join(folder.path, 'nobody.html');
    const { code, stderr } = await beltline(['analyze', file, '--report', report]);
    expect([code, stderr]).toEqual([0, '']);
    expect(await readFile(report, 'utf8')).toContain('SIMULATED');
  });

  test('is recorded, hears what is typed, and replays the same', async () => {
    const directory = join(folder.path, 'typed');
    const input = 'load 100\nexercise squat\ndance\nathlete nobody\n';
    const ran = await beltline(['run', '--virtual', '--for', '6', '--record', directory], { input });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    for (const words of [
      'OK: load 100',
      'OK: exercise squat',
      '"dance" is no command',
      'no athlete "nobody"',
    ])
      expect(ran.stdout).toContain(words);
    expect(ran.stdout).toContain('connected at 208 Hz');
    const file = await recordingIn(directory);
    const { items, end } = await readAll(file);
    expect(end?.state).toBe('closed');
    expect(items.filter(({ type }) => type === 'command')).toHaveLength(2);
    const again = await beltline(['replay', file, '--check']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toContain('The same as live');
    const analysed = await beltline(['analyze', file]);
    expect(analysed.stderr).toContain('lift or lifter changed on the way');
  });

  test('is kept rep by rep, and its recording analyses as its export does', async () => {
    const directory = join(folder.path, 'kept');
    const store = join(folder.path, 'kept.db');
    const options = ['--for', '15', '--record', directory, '--store', store];
    const ran = await beltline(['run', '--virtual', ...options], { input: 'load 120\n' });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/Kept as session \d{8}t\d{6}z-[0-9a-f]{4}\./);
    const kept = JSON.parse((await beltline(['show', '--store', store, '--json'])).stdout);
    expect(kept).toMatchObject({ session: { simulated: true }, sets: [{ reps: 1, loadKg: 120 }] });

    const file = await recordingIn(directory);
    const ours = await beltline(['analyze', file, '--json']);
    expect(ours).toMatchObject({ code: 0, stderr: '' });
    const analysis = JSON.parse(ours.stdout);
    // What was fetched from the belt later changes live values by a little.
    const [found] = analysis.sets[0].reps;
    expect(found.liftOffS).toBeCloseTo(kept.reps[0].rep.liftOffS, 1);
    expect(found.meanVelocityMps).toBeCloseTo(kept.reps[0].rep.meanVelocityMps, 1);
    await beltline(['export', file, '-o', join(directory, 'same.csv')]);
    const { heightM, barTravelM } = analysis.input;
    const lifter = ['--height', String(heightM), '--bar-travel', String(barTravelM)];
    const csv = await beltline(['analyze', join(directory, 'same.csv'), ...lifter, '--json']);
    expect(JSON.parse(csv.stdout)).toEqual(analysis);
  });

  test('is compared with what was kept of earlier ones of that lifter, and replays the same', async () => {
    const directory = join(folder.path, 'compared');
    const file = join(folder.path, 'compared.db');
    keepClean(file, 5);
    const options = ['--for', '15', '--record', directory, '--store', file];
    const ran = await beltline(['run', '--virtual', ...options]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('The lower back is compared with 5 clean reps of earlier sessions.');
    const kept = JSON.parse((await beltline(['show', '--store', file, '--json'])).stdout);
    const [{ rep: first }] = kept.reps;
    // The very first rep has a verdict.
    expect(first.lumbar.excursionDeg).not.toBeNull();
    expect(first.flags).not.toContain('no-baseline');
    const again = await beltline(['replay', await recordingIn(directory), '--check']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('The same as live') });
    const other = ['run', '--virtual', '--seed', '7', '--for', '1', '--no-record', '--store', file];
    expect((await beltline(other)).stdout).not.toContain('earlier sessions');
  });

  test('ends at "quit"', async () => {
    const ran = await beltline(['run', '--virtual', '--no-record'], { input: 'quit\n' });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  test('ends cleanly at Ctrl-C', async () => {
    const directory = join(folder.path, 'interrupted');
    const running = startBeltline(['record', '--virtual', '--record', directory]);
    await running.said('connected at 208 Hz');
    running.kill('SIGINT');
    expect(await running.outcome).toMatchObject({ code: 0, stderr: '' });
    const { end } = await readAll(await recordingIn(directory));
    expect(end?.state).toBe('closed');
  });

  test('that was killed keeps all but its last second', async () => {
    const directory = join(folder.path, 'killed');
    const running = startBeltline(['run', '--virtual', '--record', directory]);
    await running.said('connected at 208 Hz');
    await new Promise((resolve) => {
      setTimeout(resolve, 3000);
    });
    const killedMs = Date.now();
    running.kill('SIGKILL');
    expect((await running.outcome).code).toBeNull();
    const file = await recordingIn(directory);
    const { items, end, startedMs } = await readAll(file);
    expect(end?.state).toBe('cut');
    const lastS = Math.max(...items.map((item) => (item.type === 'input' ? item.input.atS : 0)));
    // A chunk is a second; the rest is for what was on its way, on a slow machine.
    expect(killedMs - startedMs - lastS * 1000).toBeLessThan(1000 + 750);
    expect(await beltline(['export', file])).toMatchObject({ code: 0, stderr: '' });
    expect((await beltline(['analyze', file])).stderr).toContain('up to its last whole chunk');
  });
});

test('a scan lists the virtual belt', async () => {
  const { code, stdout } = await beltline(['scan', '--virtual', '--seconds', '2']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/dBm +beltline +be17000000000001/u);
});

describe('a session that cannot be', () => {
  test('without a configuration says how to get one', async () => {
    const env = { HOME: folder.path, XDG_CONFIG_HOME: folder.path };
    const { code, stderr } = await beltline(['run'], { cwd: folder.path, env });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no configuration');
    expect(stderr).toContain('beltline run --virtual');
  });

  test('that could not be recorded does not start', async () => {
    const directory = join(folder.path, 'a-file', 'recordings');
    const { code, stdout, stderr } = await beltline(['record', '--virtual', '--record', directory]);
    expect(code).toBe(2);
    expect(stderr).toContain('cannot make this directory');
    expect(stderr).toContain('--record');
    expect(stdout).not.toContain('connected');
  });
});
