/** `beltline influx` and `beltline doctor` as processes, with the real store and a real InfluxDB. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/store.ts';
import { startInflux, type RealInflux } from '../../influx/real-server.ts';
import { healthRecord, alertRecord, setRecord } from '../../influx/records.ts';
import { beginIn, eventOf, keepEvent, sessionAt } from '../../influx/soak/events.ts';
import { describeWithInflux } from '../../influx/with-influx.ts';
import { beltline, directoryWith, type Outcome } from '../beltline.ts';

const TOKEN = 's3cr3t-token';
const STARTED_US = 1_763_975_700_000_000;
/** Rep 249 brings a line along that is refused. */
const REPS = 250;

type Folder = Awaited<ReturnType<typeof directoryWith>>;

const configFor = (url: string): string =>
  `[athlete.anna]\nheight_m = 1.7\n[influx]\nurl = "${url}"\nbucket = "beltline"\ntoken_env = "MY_TOKEN"\n`;

describeWithInflux('beltline influx', () => {
  let influx: RealInflux;
  let folder: Folder;
  beforeAll(async () => {
    influx = await startInflux({ token: TOKEN });
    folder = await directoryWith({ 'beltline.toml': configFor(influx.v2Url) });
    const store = openStore(join(folder.path, 'beltline.db'));
    const session = sessionAt('s1', STARTED_US);
    beginIn(store, session);
    for (let n = 0; n < REPS; n += 1) keepEvent(store, session, n);
    const { athlete, sessionId } = eventOf(session, 0);
    const whose = { athlete, sessionId };
    // Kept while no InfluxDB was configured.
    store.keep(
      [
        { type: 'set', record: { ...setRecord, ...whose, startUs: STARTED_US } },
        { type: 'alert', record: { ...alertRecord, ...whose, atUs: STARTED_US } },
        { type: 'device-health', record: healthRecord },
      ],
      [],
    );
    store.close();
  });
  afterAll(async () => {
    await influx.stop();
    await folder.remove();
  });

  const run = (args: string, token = TOKEN): Promise<Outcome> =>
    beltline(args.split(' '), { cwd: folder.path, env: { MY_TOKEN: token } });

  const count = async (measurement: string): Promise<unknown> =>
    (await influx.query(`SELECT count(valid) FROM "${measurement}"`))[0]?.values[0][1];

  it('with a wrong token says so and keeps everything', async () => {
    const status = await run('influx status', 'other-s3cr3t');
    expect(status.code).toBe(1);
    expect(status.stdout).toContain(`waiting   ${REPS + 1} points, the first from 2025-11-24 09:15:00 UTC`);
    expect(status.stdout).toMatch(/!!! .* does not accept the token .*\n {4}Put one .* MY_TOKEN/);
    const push = await run('influx push', 'other-s3cr3t');
    expect(push).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`${REPS + 1} points wait. Nothing is lost.`),
    });
    expect(status.stdout + push.stdout + push.stderr).not.toContain('s3cr3t');
  });

  it('sends, shows what was refused, and takes it back into the queue', async () => {
    expect((await run('influx push')).stdout).toMatch(/^Sent 250 points\.\nInfluxDB refused 1 point;/);
    expect(await count('rep')).toBe(REPS);
    const dead = await run('influx dead');
    expect(dead.stdout).toMatch(/400 .*type conflict.*\n {2}rep,athlete=poison .*\n1 point refused\./);
    const doctor = await run('doctor');
    expect(doctor.stdout).toMatch(
      /ok {4}InfluxDB takes points {2}\(http.*\n!!! {3}InfluxDB has refused 1 point: 400 /,
    );
    expect(doctor.code).toBe(1);
    expect((await run('influx retry')).stdout).toContain('1 point back in the queue');
    expect((await run('influx push')).stdout).toMatch(/^Sent 0 points\.\nInfluxDB refused 1 point;/);
  });

  it('fills an InfluxDB with all that was ever kept', async () => {
    await influx.query('DROP MEASUREMENT rep', 'POST');
    expect((await run('influx fill')).stdout).toContain(`${REPS + 3} points put into the queue`);
    expect((await run('influx push')).stdout).toBe(`Sent ${REPS + 3} points.\n`);
    expect(await Promise.all(['rep', 'set', 'alert', 'device_health'].map(count))).toEqual([REPS, 1, 1, 1]);
    expect(await run('influx status')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('It takes points.'),
    });
  });
});

const inFolder = async (files: Readonly<Record<string, string>>, args: string): Promise<Outcome> => {
  const folder = await directoryWith(files);
  const outcome = await beltline(args.split(' '), {
    cwd: folder.path,
    env: { XDG_CONFIG_HOME: folder.path },
  });
  await folder.remove();
  return outcome;
};
describe('beltline influx without', () => {
  const ANNA = '[athlete.anna]\nheight_m = 1.7\n';

  it.each([
    ['a configuration', {}, 'no InfluxDB is configured. Add [influx] with url and bucket to a beltline.toml'],
    ['[influx]', { 'beltline.toml': ANNA }, 'no InfluxDB is configured. Add [influx]'],
    ['a database', { 'beltline.toml': configFor('http://127.0.0.1:9') }, 'there is no such database.'],
    [
      'keeping anything',
      { 'beltline.toml': `${configFor('http://127.0.0.1:9')}[store]\nfile = false\n` },
      'the configuration says that nothing is kept.',
    ],
  ])('%s is wrong use, with the cure', async (_, files, says) => {
    const { code, stderr } = await inFolder(files, 'influx status');
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });

  it('the doctor says what is wrong with the file, and that nobody answers', async () => {
    const broken = await inFolder({ 'beltline.toml': configFor('influx') }, 'doctor');
    expect(broken.stdout).toMatch(/!!! {3}one thing is wrong:\n {2}line 4: influx\.url/);
    const nobody = await inFolder({ 'beltline.toml': configFor('http://127.0.0.1:9') }, 'doctor');
    expect(nobody.stdout).toMatch(/!!! {3}http:\/\/127\.0\.0\.1:9 cannot be reached .*ECONNREFUSED/);
  });
});
