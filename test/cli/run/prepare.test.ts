import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/cli/config/load.ts';
import type { Stage } from '../../../src/cli/run/options.ts';
import { prepare } from '../../../src/cli/run/prepare.ts';
import type { Rep } from '../../../src/domain/rep.ts';
import { RISE_SHARES } from '../../../src/signal/lumbar/curve.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/store.ts';
import { fakeRadio } from '../../devices/link/fake-radio.ts';
import { rep, repRecord } from '../../influx/records.ts';
import { directoryWith } from '../beltline.ts';

const ANNA = '[athlete.anna]\nheight_m = 1.7\n[[sensor]]\nid = "1"\nathlete = "anna"\n';
const BEN = '[athlete.ben]\nheight_m = 1.8\n[[sensor]]\nid = "2"\nathlete = "ben"\n';
const clean: Rep = { ...rep, lumbar: { ...rep.lumbar, severity: 'none' }, flags: [] };

let folder: Awaited<ReturnType<typeof directoryWith>>;
let file: string;
beforeEach(async () => {
  folder = await directoryWith({});
  file = join(folder.path, 'beltline.db');
});
afterEach(() => folder.remove());

const keepReps = (count: number): void => {
  const store = openStore(file);
  const startedUs = (Date.now() - 86_400_000) * 1000;
  const began = { endedUs: startedUs + 1, timeZone: 'UTC', software: 'test', recording: null };
  store.sessions.add({ ...began, id: 'earlier', startedUs, simulated: false });
  const facts = { ...repRecord, sessionId: 'earlier', athlete: store.people.slugFor('anna') };
  const curve = RISE_SHARES.map(() => 10);
  for (let index = 1; index <= count; index += 1) {
    const record = { ...facts, curve, liftOffUs: startedUs + index, rep: { ...clean, index } };
    store.keep([{ type: 'rep', record }], []);
  }
  store.close();
};

const preparedWith = async (text: string, options = {}) => {
  const config = await parseConfig('beltline.toml', text);
  const loaded = { file: join(folder.path, 'beltline.toml'), config };
  const stage: Stage = { radio: fakeRadio().radio, loaded, close: async () => undefined };
  const { livePlan, notes } = await prepare(stage, options);
  return { notes, reps: livePlan.plan.athletes['anna'].baseline['conventional-deadlift']?.reps };
};

describe('a session that begins', () => {
  it('is compared with earlier ones, and says so', async () => {
    keepReps(4);
    expect(await preparedWith(ANNA)).toEqual({
      reps: 4,
      notes: ['The lower back is compared with 4 clean reps of earlier sessions.'],
    });
    expect((await preparedWith(ANNA + BEN)).notes).toEqual([
      'The lower back of anna is compared with 4 clean reps of earlier sessions.',
    ]);
  });

  it('is not where nothing is kept, and no database is made by looking', async () => {
    expect(await preparedWith(ANNA)).toEqual({ notes: [], reps: undefined });
    expect(existsSync(file)).toBe(false);
    keepReps(4);
    expect(await preparedWith(ANNA, { store: false })).toEqual({ notes: [], reps: undefined });
    expect(await preparedWith(ANNA, { virtual: true })).toEqual({ notes: [], reps: undefined });
    const empty = `${ANNA}[athlete.anna.baseline]\nconventional-deadlift = []\n`;
    expect(await preparedWith(empty)).toEqual({ notes: [], reps: undefined });
  });

  it('begins where what was kept is damaged, and says what it goes without', async () => {
    keepReps(4);
    const db = openDatabase(file);
    db.script(`UPDATE reps SET curve = 'nonsense' WHERE rep_index = 2`);
    db.close();
    const { notes, reps } = await preparedWith(ANNA);
    expect(reps).toBeUndefined();
    expect(notes).toEqual([
      expect.stringMatching(/^conventional-deadlift of anna is not compared with earlier sessions: /),
    ]);
  });
});
