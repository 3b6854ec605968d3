import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionRecord, TrainingRecord } from '../../src/domain/record.ts';
import { openDatabase } from '../../src/store/database.ts';
import { SCHEMA_VERSION } from '../../src/store/schema.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { alertRecord, healthRecord, RECORDS, rep, repRecord, setRecord } from '../influx/records.ts';

const session: SessionRecord = {
  id: repRecord.sessionId,
  startedUs: 1_699_999_990_000_000,
  endedUs: null,
  timeZone: 'Europe/Berlin',
  software: 'beltline test',
  simulated: false,
  recording: null,
};

let folder: string;
let file: string;
let store: Store;

/** A store in which the session and the lifter of the records are known. */
const begun = (path: string): Store => {
  const opened = openStore(path, { nowUs: () => 42 });
  opened.begin(session);
  opened.people.add({ slug: repRecord.athlete, name: 'Änne K.' });
  return opened;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beltline-store-'));
  file = join(folder, 'beltline.db');
  store = begun(file);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const reopen = (): void => {
  store.close();
  store = openStore(file, { nowUs: () => 42 });
};

describe('what is kept', () => {
  it('is read back as it was, after the file was closed too', () => {
    store.keep(RECORDS, []);
    reopen();
    expect(store.training.contentOf(session.id)).toEqual({
      reps: [repRecord],
      sets: [setRecord],
      alerts: [alertRecord],
    });
    expect(store.training.health(0, Number.MAX_SAFE_INTEGER)).toEqual([healthRecord]);
  });

  it('replaces what has its key, and never doubles it', () => {
    store.keep(RECORDS, []);
    const corrected = { ...repRecord, loadKg: 150, curve: [0, 1, 2] };
    store.keep([...RECORDS, { type: 'rep', record: corrected }], []);
    expect(store.training.contentOf(session.id).reps).toEqual([corrected]);
    expect(store.sessions.list({ limit: 9 })).toMatchObject([{ sets: 1, reps: 5, athletes: ['Änne K.'] }]);
  });

  it('goes in with its lines, or neither does', () => {
    store.keep(RECORDS, ['a', 'b']);
    const unknown: TrainingRecord = { type: 'rep', record: { ...repRecord, sessionId: 'nobody-began-it' } };
    expect(() => store.keep([unknown], ['c'])).toThrow('database failed');
    expect(store.outbox.next(9).map(({ line }) => line)).toEqual(['a', 'b']);
  });

  it('is not part of anything any more once it was taken back, yet still there', () => {
    store.keep(RECORDS, []);
    store.training.withdrawRep(repRecord);
    store.training.withdrawAlert(alertRecord);
    store.training.removeSet(setRecord);
    expect(store.training.contentOf(session.id)).toEqual({ reps: [], sets: [], alerts: [] });
    expect(store.training.withdrawnReps(session.id)).toEqual([repRecord]);
  });

  it('is the same whatever was kept again on the way', () => {
    const step = fc.record({
      set: fc.integer({ min: 1, max: 3 }),
      index: fc.integer({ min: 1, max: 3 }),
      loadKg: fc.option(fc.integer({ min: 20, max: 300 })),
      again: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const path = join(folder, `model-${Math.random()}.db`);
        let one = begun(path);
        const model = new Map<string, unknown>();
        for (const { set, index, loadKg, again } of steps) {
          const record = { ...repRecord, set, loadKg, rep: { ...rep, index } };
          one.keep([{ type: 'rep', record }], []);
          model.set(`${set} ${index}`, record);
          if (!again) continue;
          one.close();
          one = openStore(path);
        }
        const kept = one.training.contentOf(session.id).reps;
        one.close();
        expect(new Map(kept.map((record) => [`${record.set} ${record.rep.index}`, record]))).toEqual(model);
      }),
      { numRuns: 20 },
    );
  });
});

describe('sessions', () => {
  it('are found by their own name after they were listed', () => {
    const later = { ...session, id: 'later', startedUs: session.startedUs + 1 };
    store.sessions.add(later);
    expect(store.sessions.list({ limit: 9 }).map(({ id }) => id)).toEqual(['later', session.id]);
    expect(store.sessions.summary(session.id)?.id).toBe(session.id);
    expect(store.sessions.list({ limit: 1 }).map(({ id }) => id)).toEqual(['later']);
    expect(store.sessions.summary('none')).toBeNull();
  });
});

describe('people', () => {
  it('have a slug of their own that stays', () => {
    expect(store.people.slugFor('Änne K.')).toBe('anne-k');
    expect(store.people.slugFor('anne k')).toBe('anne-k-2');
    expect(store.people.slugFor('北')).toBe('athlete');
    expect(store.people.slugFor('南')).toBe('athlete-2');
    reopen();
    expect(store.people.slugFor('南')).toBe('athlete-2');
  });

  it('are not renamed by an import', () => {
    store.people.add({ slug: 'anne-k', name: 'Somebody else' });
    store.people.add({ slug: 'other', name: 'Änne K.' });
    expect(store.people.all()).toEqual([
      { slug: 'anne-k', name: 'Änne K.' },
      { slug: 'other', name: 'other' },
    ]);
  });
});

describe('the outbox', () => {
  it('gives lines in order until they are sent or dead', () => {
    store.keep([], ['a', 'b', 'c']);
    const [a, b, c] = store.outbox.next(9);
    expect(store.outbox.next(2)).toEqual([a, b]);
    store.outbox.sent([a.id]);
    store.outbox.dead(b.id, { reason: 'field type conflict', status: 400 });
    expect(store.outbox.next(9)).toEqual([c]);
    expect(store.outbox.counts()).toEqual({ waiting: 1, dead: 1 });
    expect(store.outbox.deadLines(9)).toEqual([
      { id: b.id, line: 'b', reason: 'field type conflict', status: 400, atUs: 42 },
    ]);
    reopen();
    expect(store.outbox.retry()).toBe(1);
    expect(store.outbox.next(9).map(({ line }) => line)).toEqual(['c', 'b']);
    expect(store.outbox.counts()).toEqual({ waiting: 2, dead: 0 });
  });

  it('lets no refused line come on top of a later one of its point', () => {
    store.keep([], ['rep,a=1 x=1 10', 'rep,a=1 x=1 20']);
    const [first, second] = store.outbox.next(9);
    const refusal = { reason: 'no', status: 400 };
    store.outbox.dead(first.id, refusal);
    expect(store.outbox.counts()).toEqual({ waiting: 1, dead: 1 });
    store.keep([], ['rep,a=1 x=2 10']);
    expect(store.outbox.counts()).toEqual({ waiting: 2, dead: 0 });
    store.keep([], ['rep,a=1 x=2 20']);
    store.outbox.dead(second.id, refusal);
    expect(store.outbox.counts()).toEqual({ waiting: 2, dead: 0 });
    expect(store.outbox.next(9).map(({ line }) => line)).toEqual(['rep,a=1 x=2 10', 'rep,a=1 x=2 20']);
  });
});

const at = (iso: string): number => Date.parse(iso) * 1000;

describe('trends', () => {
  it('take the fastest rep of each day and load, where the lifter was', () => {
    const sets = [
      {
        set: 1,
        startUs: at('2026-03-01T10:00Z'),
        loadKg: 100,
        bestVelocityMps: 0.6,
        bestVelocityErrorMps: 0.01,
      },
      {
        set: 2,
        startUs: at('2026-03-01T10:05Z'),
        loadKg: 100,
        bestVelocityMps: 0.7,
        bestVelocityErrorMps: 0.02,
      },
      // Half past midnight in Berlin.
      {
        set: 3,
        startUs: at('2026-03-01T23:30Z'),
        loadKg: 120,
        bestVelocityMps: 0.5,
        bestVelocityErrorMps: 0.03,
      },
    ];
    store.keep(
      sets.map((set) => ({ type: 'set', record: { ...setRecord, ...set } })),
      [],
    );
    const rows = store.trends.velocity('anne-k', 'conventional-deadlift');
    expect(rows).toMatchObject([
      { day: '2026-03-01', loadKg: 100, bestVelocityMps: 0.7, velocityErrorMps: 0.02, reps: 10 },
      { day: '2026-03-02', loadKg: 120, bestVelocityMps: 0.5, velocityErrorMps: 0.03, reps: 5 },
    ]);
    expect(store.trends.heaviest('anne-k', 'conventional-deadlift', '2026-01-01', '2026-03-02')).toEqual([
      { day: '2026-03-01', loadKg: 100 },
    ]);
    expect(store.trends.velocity('anne-k', 'squat')).toEqual([]);
  });

  it('give the reps that have a curve, newest first, of real lifters or of virtual ones', () => {
    const put = (index: number, changed: object): void =>
      store.keep([{ type: 'rep', record: { ...repRecord, rep: { ...rep, index }, ...changed } }], []);
    const wanted = { athlete: 'anne-k', exercise: 'conventional-deadlift', sinceUs: 0, limit: 9 } as const;
    const curves = (changed: object = {}) =>
      store.trends
        .curves({ ...wanted, simulated: false, ...changed })
        .map(({ sessionId, rep: { index }, curve }) => [sessionId, index, curve]);
    store.sessions.add({ ...session, id: 'virtual', simulated: true });
    put(1, { curve: [1], liftOffUs: 10 });
    put(2, { curve: [2], liftOffUs: 20 });
    put(3, { curve: null, liftOffUs: 30 });
    put(4, { curve: [4], liftOffUs: 40, sessionId: 'virtual' });
    put(5, { curve: [5], liftOffUs: 50, exercise: 'squat' });
    const [one, two] = [1, 2].map((index) => [session.id, index, [index]]);
    expect(curves()).toEqual([two, one]);
    expect(curves({ simulated: true })).toEqual([['virtual', 4, [4]]]);
    expect(curves({ sinceUs: 15 })).toEqual([two]);
    expect(curves({ limit: 1 })).toEqual([two]);
    store.training.withdrawRep({ ...repRecord, rep: { ...rep, index: 2 } });
    expect(curves()).toEqual([one]);
  });
});

describe('a session in which nothing was lifted', () => {
  it('is forgotten, and no other', () => {
    expect(store.sessions.forgetEmpty(session.id)).toBe(true);
    expect(store.sessions.get(session.id)).toBeNull();
    store.begin(session);
    store.keep(RECORDS, []);
    expect(store.sessions.forgetEmpty(session.id)).toBe(false);
    expect(store.training.contentOf(session.id).reps).toHaveLength(1);
  });
});

describe('a clock that was set back', () => {
  it('is told, and costs nothing that was kept', () => {
    store.keep(RECORDS, []);
    const warning = store.begin({ ...session, id: 'later', startedUs: session.startedUs - 86_400e6 });
    expect(warning).toMatch(/clock of this machine says 2023-11-13 .* set the clock/);
    const again = { ...repRecord, sessionId: 'later' };
    store.keep([{ type: 'rep', record: again }], []);
    expect(store.training.contentOf(session.id).reps).toEqual([repRecord]);
    expect(store.training.contentOf('later').reps).toEqual([again]);
  });
});

/** A file beside the store. */
const other = (): string => join(folder, 'other.db');

const untouched = (work: () => unknown, message: RegExp): void => {
  const before = readFileSync(other());
  expect(work).toThrow(message);
  expect(readFileSync(other()).equals(before)).toBe(true);
};

describe('opening', () => {
  it('takes a database of the first released schema', () => {
    store.keep(RECORDS, []);
    reopen();
    const raw = openDatabase(file);
    expect(raw.sql('PRAGMA user_version').get()).toMatchObject({ user_version: SCHEMA_VERSION });
    expect(raw.sql('PRAGMA synchronous').get()).toBeDefined();
    expect(raw.sql('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    raw.close();
  });

  it('refuses a later schema and does not touch it', () => {
    const raw = openDatabase(other());
    raw.script('CREATE TABLE t (a); PRAGMA user_version = 99');
    raw.close();
    untouched(() => openStore(other()), /later Beltline \(tables of version 99\)/);
  });

  it('refuses the database of another program and does not touch it', () => {
    const raw = openDatabase(other());
    raw.script('CREATE TABLE t (a)');
    raw.close();
    untouched(() => openStore(other()), /not one of Beltline/);
  });

  it('refuses what is no database and does not touch it', () => {
    writeFileSync(other(), 'these are notes of mine\n'.repeat(100));
    untouched(() => openStore(other()), /this is no database/);
  });

  it('says that there is no such directory', () => {
    expect(() => openStore(join(folder, 'none', 'beltline.db'))).toThrow(/cannot be opened/);
  });
});

describe('a full disk', () => {
  it('is told, costs nothing that was kept, and keeping goes on once there is room', () => {
    const db = openDatabase(file);
    db.makeDurable();
    const pages = Number(db.sql('PRAGMA page_count').get()?.['page_count']);
    db.script(`PRAGMA max_page_count = ${pages + 2}`);
    const add = (): number =>
      db.transaction(() =>
        db.sql('INSERT INTO outbox (point, line) VALUES (@line, @line)').run({ line: 'x'.repeat(3000) }),
      );
    let kept = 0;
    expect(() => {
      for (; kept < 100; kept += 1) add();
    }).toThrow(/the disk is full/);
    expect(kept).toBeGreaterThan(0);
    expect(store.outbox.counts().waiting).toBe(kept);
    db.script('PRAGMA max_page_count = 100000');
    add();
    expect(store.outbox.counts().waiting).toBe(kept + 1);
    db.close();
  });
});

describe('kill -9', () => {
  it('loses no record that was acknowledged', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'keep-until-killed.ts'), file],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.length > 600) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const acknowledged = said.split('\n').slice(0, -1).map(Number);
    expect(acknowledged.length).toBeGreaterThan(50);
    const { reps } = store.training.contentOf(session.id);
    const kept = new Set(reps.map((record) => record.rep.index));
    expect(acknowledged.filter((index) => !kept.has(index))).toEqual([]);
    // A record and its line go together, whenever the end came.
    expect(store.outbox.counts().waiting).toBe(reps.length);
  });
});
