/** The whole way into a real InfluxDB, good lines and bad ones. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TrainingRecord } from '../../src/domain/record.ts';
import { WRITER_PARAMS } from '../../src/influx/params.ts';
import { linesFor, toLine } from '../../src/influx/points.ts';
import { createPost, mayWrite } from '../../src/influx/post.ts';
import type { Problem } from '../../src/influx/problem.ts';
import { secret } from '../../src/domain/secret.ts';
import { drainOnce } from '../../src/influx/writer.ts';
import { createMemoryOutbox, type MemoryOutbox } from './memory-outbox.ts';
import { type RealInflux, startInflux } from './real-server.ts';
import { RECORDS, repRecord } from './records.ts';
import { describeWithInflux } from './with-influx.ts';

const { toWithdrawal } = linesFor({ simulated: false });
const TOKEN = 's3cr3t-token';

describeWithInflux('writing to a real InfluxDB', () => {
  let influx: RealInflux;
  let outbox: MemoryOutbox;
  let problems: (Problem | null)[];
  beforeAll(async () => {
    influx = await startInflux({ token: TOKEN });
  });
  afterAll(async () => influx.stop());
  beforeEach(() => {
    outbox = createMemoryOutbox();
    problems = [];
  });

  const postAs = (change: { readonly token?: string; readonly bucket?: string } = {}) => {
    const { token = TOKEN, bucket = influx.db } = change;
    const settings = { url: influx.v2Url, org: '', bucket, token: secret(token), tokenFrom: 'a test' };
    return createPost(settings, WRITER_PARAMS.deadlineMs);
  };

  const drain = async (change: Parameters<typeof postAs>[0] = {}): Promise<void> =>
    drainOnce(
      {
        outbox,
        post: postAs(change),
        params: WRITER_PARAMS,
        random: Math.random,
        onProblem: (problem) => problems.push(problem),
      },
      AbortSignal.timeout(20_000),
    );

  it('every record arrives with names, types and time; written twice it is there once', async () => {
    const lines = RECORDS.map(toLine);
    outbox.put([...lines, ...lines]);
    await drain();
    expect(outbox.counts()).toEqual({ waiting: 0, dead: 0 });
    const [reps] = await influx.query('SELECT mean_velocity, rep, flags, hips_first, valid FROM rep');
    expect(reps.values).toEqual([[repRecord.liftOffUs, 0.5, 3, 'no-baseline gap', 1, true]]);
    const keys = await influx.query('SHOW FIELD KEYS FROM "set"');
    expect(Object.fromEntries(keys[0].values)).toMatchObject({
      reps: 'integer',
      load_kg: 'float',
      set_id: 'string',
    });
    for (const measurement of ['rep', 'set', 'alert', 'device_health']) {
      const [series] = await influx.query(`SELECT count(valid) FROM "${measurement}" WHERE valid = true`);
      expect(series.values[0][1]).toBe(1);
    }
  });

  it('what is taken back no longer counts', async () => {
    const record: TrainingRecord = { type: 'rep', record: { ...repRecord, athlete: 'wrong-one' } };
    outbox.put([toLine(record), toWithdrawal(record)]);
    await drain();
    expect(
      await influx.query(`SELECT count(rep) FROM rep WHERE valid = true AND athlete = 'wrong-one'`),
    ).toEqual([]);
    const [all] = await influx.query(`SELECT count(rep) FROM rep WHERE athlete = 'wrong-one'`);
    expect(all.values[0][1]).toBe(1);
  });

  it('what a virtual lifter lifted can be asked for and left out', async () => {
    const record: TrainingRecord = { type: 'rep', record: { ...repRecord, athlete: 'both' } };
    outbox.put([toLine(record), linesFor({ simulated: true }).toLine(record)]);
    await drain();
    for (const [kind, count] of [
      [`"simulated" = ''`, 1],
      [`"simulated" = 'true'`, 1],
      [`"simulated" =~ /.*/`, 2],
    ] as const) {
      const [series] = await influx.query(`SELECT count(rep) FROM rep WHERE athlete = 'both' AND ${kind}`);
      expect(series.values[0][1]).toBe(count);
    }
  });

  it('good lines are stored, bad ones are dead with what InfluxDB says', async () => {
    const good = Array.from({ length: 3000 }, (_, i) => `many,t=a x=1 ${1_700_000_000_000_000 + i}`);
    outbox.put(good.slice(0, 1500));
    outbox.put(['many,t=a x="a text" 1700000000900000', 'many,t=a 1700000000900001']);
    outbox.put(good.slice(1500));
    await drain();
    const [series] = await influx.query('SELECT count(x) FROM many');
    expect(series.values[0][1]).toBe(3000);
    expect(outbox.counts()).toEqual({ waiting: 0, dead: 2 });
    expect(outbox.deadLines(2).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^400 partial write: field type conflict: .*dropped=1$/),
      expect.stringMatching(/^400 unable to parse .*invalid field format$/),
    ]);
  });

  it('nothing leaves the outbox with a wrong token or without the database', async () => {
    outbox.put(RECORDS.map(toLine));
    await drain({ token: 'another-token' });
    await drain({ bucket: 'nowhere' });
    expect(problems.map((problem) => problem?.type)).toEqual(['unauthorized', 'not-found']);
    expect(JSON.stringify(problems)).not.toContain('another-token');
    expect(outbox.counts()).toEqual({ waiting: RECORDS.length, dead: 0 });
  });

  it('can be asked whether it would take points', async () => {
    expect((await mayWrite(postAs())).status).toBe(204);
    expect((await mayWrite(postAs({ token: 'no' }))).status).toBe(401);
    expect((await mayWrite(postAs({ bucket: 'nowhere' }))).status).toBe(404);
  });
});
