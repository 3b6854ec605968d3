/** A session sends its points while it runs and for a moment at its end, and never stops for InfluxDB. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/store/store.ts';
import { type RealInflux, startInflux } from '../../influx/real-server.ts';
import { describeWithInflux } from '../../influx/with-influx.ts';
import { beltline, directoryWith, type Outcome } from '../beltline.ts';

/** Long enough to connect; the state of the belt is one point at least. */
const SECONDS = '3';

interface Ran extends Outcome {
  readonly waiting: number;
}

const session = async (url: string): Promise<Ran> => {
  const folder = await directoryWith({
    'beltline.toml': `[athlete.anna]\nheight_m = 1.7\n[influx]\nurl = "${url}"\nbucket = "beltline"\ntoken_file = "token"\n`,
    token: 's3cr3t-token\n',
  });
  const file = join(folder.path, 'kept.db');
  const args = ['run', '--virtual', '--no-record', '--for', SECONDS, '--store', file];
  const outcome = await beltline([...args, '--config', join(folder.path, 'beltline.toml')]);
  const store = openStore(file);
  const { waiting } = store.outbox.counts();
  store.close();
  await folder.remove();
  return { ...outcome, waiting };
};

describeWithInflux('a session with an InfluxDB', () => {
  let influx: RealInflux;
  beforeAll(async () => {
    influx = await startInflux({ token: 's3cr3t-token' });
  });
  afterAll(async () => influx.stop());

  it('has sent everything when it ends', async () => {
    const { code, stdout, stderr, waiting } = await session(influx.v2Url);
    expect({ code, stderr, waiting }).toEqual({ code: 0, stderr: '', waiting: 0 });
    expect(stdout).not.toMatch(/InfluxDB|s3cr3t/);
    const [series] = await influx.query('SELECT count(valid) FROM device_health WHERE samples > 100');
    expect(series.values[0][1]).toBeGreaterThanOrEqual(1);
  });
});

describe('a session whose InfluxDB is away', () => {
  it('runs as ever, and says what waits', async () => {
    const { code, stdout, stderr, waiting } = await session('http://127.0.0.1:9');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(waiting).toBeGreaterThanOrEqual(1);
    expect(stdout).toMatch(
      /InfluxDB: http:\/\/127\.0\.0\.1:9 cannot be reached .* Points wait; nothing is lost\./,
    );
    expect(stdout).toMatch(/\d+ points? waits? for InfluxDB: the next session or `beltline influx push`/);
    expect(stdout).not.toContain('s3cr3t');
  });
});
