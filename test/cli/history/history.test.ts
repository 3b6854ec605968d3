/** The commands on what was kept, as processes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RepRecord } from '../../../src/domain/record.ts';
import { summariseSet } from '../../../src/domain/set-record.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { alertRecord, healthRecord, rep, repRecord } from '../../influx/records.ts';
import { beltline, directoryWith, type Outcome } from '../beltline.ts';

const CONFIG = '[athlete.anna]\nheight_m = 1.7\n[influx]\nurl = "http://127.0.0.1:1"\nbucket = "b"\n';
const ID = repRecord.sessionId;

const reps = [1, 2, 3].map((index): RepRecord => ({
  ...repRecord,
  liftOffUs: repRecord.liftOffUs + 5_000_000 * index,
  loadKg: null,
  rep: { ...rep, index, liftOffS: 10 + 5 * index, lockoutS: 11 + 5 * index, touchdownS: 12 + 5 * index },
}));

const fillStore = (store: Store, simulated = false): void => {
  store.people.add({ slug: repRecord.athlete, name: 'Anna' });
  store.begin({
    id: ID,
    startedUs: repRecord.liftOffUs - 10_000_000,
    endedUs: repRecord.liftOffUs + 600_000_000,
    timeZone: 'Europe/Berlin',
    software: 'beltline test',
    simulated,
    recording: 'a.mcap',
  });
  store.keep(
    [
      ...reps.map((record) => ({ type: 'rep' as const, record })),
      { type: 'set', record: summariseSet(reps, null) },
      { type: 'alert', record: { ...alertRecord, rep: 2 } },
      { type: 'device-health', record: healthRecord },
    ],
    [],
  );
};

describe('what was kept', () => {
  let folder: Awaited<ReturnType<typeof directoryWith>>;
  beforeAll(async () => {
    folder = await directoryWith({ 'beltline.toml': CONFIG });
    const store = openStore(join(folder.path, 'beltline.db'));
    fillStore(store);
    store.close();
  });
  afterAll(() => folder.remove());

  const run = (args: string): Promise<Outcome> => beltline(args.split(' '), { cwd: folder.path });
  const inStore = <T>(work: (store: Store) => T, name = 'beltline.db'): T => {
    const store = openStore(join(folder.path, name));
    try {
      return work(store);
    } finally {
      store.close();
    }
  };

  it('is listed', async () => {
    const { stdout, code } = await run('sessions');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /20261124t091500z-4f2a {2}2023-11-14 23:13 .* 10 min +1 +3 +– {2}Anna: conventional-deadlift/,
    );
    expect(JSON.parse((await run('sessions --athlete Anna --json')).stdout)).toMatchObject([
      { id: ID, reps: 3 },
    ]);
    expect(await run('sessions --athlete Bob')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nobody called "Bob" was kept. There is: Anna.'),
    });
  });

  it('is shown rep by rep', async () => {
    const { stdout } = await run('show 2026');
    expect(stdout).toContain('2023-11-14 23:13 Europe/Berlin; recording a.mcap');
    expect(stdout).toContain('Anna, conventional-deadlift, load not said');
    expect(stdout).toMatch(/Set 2: 3 reps, 15\.0 to 27\.0 s/);
    expect(stdout).toMatch(/RED {4}lower back gave way \(set 2, rep 2\)/);
    expect((await run('show nope')).stderr).toContain('there is no session "nope"');
  });

  it('is not said to be over where it has no end', async () => {
    const began = { timeZone: 'UTC', software: 'beltline test', simulated: false, recording: null };
    inStore((store) => {
      store.begin({ ...began, id: 'cut', startedUs: 1_700_000_000_000_000, endedUs: null });
      store.begin({ ...began, id: 'now', startedUs: Date.now() * 1000, endedUs: null });
    }, 'open.db');
    const { stdout } = await run('sessions --store open.db');
    expect(stdout).toMatch(/^now .* running /m);
    expect(stdout).toMatch(/^cut .* not ended /m);
    expect(stdout).toContain('\nnot ended: it was cut off, or it runs without a sensor.\n');
    expect((await run('sessions')).stdout).not.toContain('not ended');
    expect((await run('show now --store open.db')).stdout).toContain('\nIt is running: what follows');
    expect((await run('show cut --store open.db')).stdout).toContain('\nIt has no end: it was cut off, or');
    expect((await run('show last')).stdout).not.toMatch(/It is running|It has no end/);
  });

  it('goes to another machine and back without a difference, and twice is once', async () => {
    expect((await run('export all --format json -o all.json')).code).toBe(0);
    expect((await run('export all --format json -o all.json')).stderr).toContain(
      'there is such a file already',
    );
    const first = await run('import all.json --store other.db');
    expect(first.stdout).toBe('6 records imported, 0 were here already.\n');
    expect((await run('import all.json --store other.db')).stdout).toBe(
      '0 records imported, 6 were here already.\n',
    );
    await run('export all --format json -o again.json --store other.db');
    const [a, b] = await Promise.all(
      ['all.json', 'again.json'].map((name) => readFile(join(folder.path, name), 'utf8')),
    );
    expect(b).toBe(a);
  });

  it('is not overwritten by an import that says something else', async () => {
    const other = JSON.parse(await readFile(join(folder.path, 'all.json'), 'utf8'));
    other.sessions[0].reps[0].loadKg = 1;
    const changed = await directoryWith({ 'changed.json': JSON.stringify(other) });
    const { stdout } = await run(`import ${join(changed.path, 'changed.json')} --store other.db`);
    expect(stdout).toContain('1 differ from what is here and were left alone');
    expect(inStore((store) => store.training.contentOf(ID).reps[0].loadKg, 'other.db')).toBeNull();
    other.sessions[0].reps[0].rep.romM = 'far';
    const wrong = await directoryWith({ 'wrong.json': JSON.stringify(other) });
    const refused = await run(`import ${join(wrong.path, 'wrong.json')} --store other.db`);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('sessions.0.reps.0.rep.romM');
    await changed.remove();
    await wrong.remove();
  });

  it('is exported as a table and as lines', async () => {
    const csv = (await run('export last')).stdout.trimEnd().split('\n');
    expect(csv).toHaveLength(4);
    expect(csv[1]).toContain(
      `${ID},anne-k,conventional-deadlift,bl-0042,2,1,2023-11-14T22:13:25.000001Z,,0.5,`,
    );
    const lines = (await run('export all --format line-protocol')).stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual([
      'set',
      'rep',
      'rep',
      'rep',
      'alert',
      'device_health',
    ]);
    expect(csv[0]).toMatch(/,flags,simulated$/);
    expect(csv[1]).toMatch(/,no-baseline gap,false$/);
    expect(lines.join('\n')).not.toContain('simulated');
    expect((await run('export last --format mcap')).stderr).toContain('Choose csv, json or line-protocol');
  });

  it('says of a virtual session that it is one, wherever it goes', async () => {
    inStore((store) => fillStore(store, true), 'virtual.db');
    const csv = (await run('export last --store virtual.db')).stdout.trimEnd().split('\n');
    expect(csv.slice(1).every((line) => line.endsWith(',true'))).toBe(true);
    const exported = (await run('export all --format line-protocol --store virtual.db')).stdout.trimEnd();
    expect(exported.split('\n').filter((line) => line.includes(',simulated=true '))).toHaveLength(5);
    await run('influx fill --store virtual.db');
    await run('edit last --set 2 --load 90 --store virtual.db');
    inStore((store) => {
      const lines = store.outbox.next(99).map(({ line }) => line);
      expect(lines.slice(0, 6)).toEqual(exported.split('\n'));
      expect(lines.slice(6)).toHaveLength(4);
      expect(lines.slice(6).every((line) => /,simulated=true .*load_kg=90.*valid=T/.test(line))).toBe(true);
    }, 'virtual.db');
  });

  it('is corrected, and InfluxDB follows: new fields over the old ones', async () => {
    expect((await run('edit last --set 2 --load 142.5')).stdout).toBe(
      '3 reps in 1 set changed. 4 lines will follow to InfluxDB.\n',
    );
    inStore((store) => {
      const { reps: kept, sets } = store.training.contentOf(ID);
      expect(kept.map(({ loadKg }) => loadKg)).toEqual([142.5, 142.5, 142.5]);
      expect(sets).toMatchObject([{ loadKg: 142.5, volumeKg: 427.5 }]);
      expect(
        store.outbox.next(9).every(({ line }) => line.includes('load_kg=142.5') && line.includes('valid=T')),
      ).toBe(true);
      store.outbox.sent(store.outbox.next(9).map(({ id }) => id));
    });
  });

  it('is moved to another lift: the old points are taken back, the alert goes along', async () => {
    const { stdout } = await run('edit last --exercise sumo-deadlift');
    expect(stdout).toBe('3 reps in 1 set changed. 10 lines will follow to InfluxDB.\n');
    inStore((store) => {
      const lines = store.outbox.next(99).map(({ line }) => line);
      const back = lines.filter((line) => line.includes('exercise=conventional-deadlift'));
      expect(back).toHaveLength(5);
      expect(back.every((line) => line.includes('valid=F'))).toBe(true);
      expect(store.training.contentOf(ID).alerts).toMatchObject([{ exercise: 'sumo-deadlift' }]);
      store.outbox.sent(store.outbox.next(99).map(({ id }) => id));
    });
  });

  it('loses a rep that was none, with its alert, and the set is summed up anew', async () => {
    await run('edit last --set 2 --rep 2 --delete');
    inStore((store) => {
      const { reps: left, sets, alerts } = store.training.contentOf(ID);
      expect(left.map(({ rep: { index } }) => index)).toEqual([1, 3]);
      expect(sets).toMatchObject([{ reps: 2, volumeKg: 285 }]);
      expect(alerts).toEqual([]);
      expect(store.outbox.next(9).filter(({ line }) => line.includes('valid=F'))).toHaveLength(2);
    });
    expect((await run('edit last --set 2 --rep 2 --delete')).stderr).toContain('there is no such rep');
  });

  it('stays deleted whatever is imported afterwards', async () => {
    await run('edit last --set 2 --delete');
    const { stdout } = await run('import all.json');
    expect(stdout).toContain('differ from what is here and were left alone');
    inStore((store) => expect(store.training.contentOf(ID)).toEqual({ reps: [], sets: [], alerts: [] }));
  });

  it('asks which belt is meant where two lifted a set of that number', async () => {
    inStore((store) => {
      const twice = reps.slice(0, 2).map((record, i) => ({ ...record, device: `belt-${i}`, set: 7 }));
      store.keep(
        twice.flatMap((record) => [
          { type: 'rep' as const, record },
          { type: 'set' as const, record: summariseSet([record], null) },
        ]),
        [],
      );
    });
    expect((await run('edit last --set 7 --load 90')).stderr).toContain(
      'Say which with --device: belt-0, belt-1.',
    );
    expect((await run('edit last --set 7 --device belt-1 --load 90')).stdout).toContain(
      '1 rep in 1 set changed',
    );
  });

  it.each([
    ['edit last', 'nothing to change'],
    ['edit last --delete', 'that would take out the whole session'],
    ['edit last --rep 2 --load 100', 'which set has that rep?'],
    ['edit last --set 2 --rep 1 --exercise squat', 'cannot be another lift than its set'],
    ['show --store none.db', 'there is no such database'],
  ])('%s is refused', async (args, message) => {
    expect(await run(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});
