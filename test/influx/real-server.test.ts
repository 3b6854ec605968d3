/** The server the other tests rely on: what it stores comes back, and it survives being killed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealInflux, startInflux } from './real-server.ts';
import { describeWithInflux } from './with-influx.ts';

const post = async (influx: RealInflux, bucket: string, body: string, token = 'any'): Promise<number> => {
  const url = `${influx.v2Url}/api/v2/write?org=&bucket=${encodeURIComponent(bucket)}&precision=us`;
  const headers = { authorization: `Token ${token}` };
  return (await fetch(url, { method: 'POST', body, headers })).status;
};

describeWithInflux('a real InfluxDB', () => {
  let influx: RealInflux;
  beforeAll(async () => {
    influx = await startInflux({ token: 'good' });
  });
  afterAll(async () => influx.stop());

  it('reads microseconds as such, both ways in', async () => {
    await influx.write(['m,by=v1 x=1 1700000000000001', 'm,by=v1 x=2 1700000000000002']);
    expect(await post(influx, influx.db, 'm,by=v2 x=3 1700000000000003', 'good')).toBe(204);
    const [series] = await influx.query('SELECT x FROM m');
    expect(series.values).toEqual([
      [1_700_000_000_000_001, 1],
      [1_700_000_000_000_002, 2],
      [1_700_000_000_000_003, 3],
    ]);
  });

  it('says what it does not like', async () => {
    expect(await post(influx, influx.db, 'm x=1 1', 'bad')).toBe(401);
    expect(await post(influx, 'nowhere', 'm x=1 1', 'good')).toBe(404);
    expect(await post(influx, `${influx.db}/autogen`, 'rp x=1 1', 'good')).toBe(204);
    await expect(influx.write('nonsense')).rejects.toThrow(/400: .*unable to parse/);
    await expect(influx.query('SELEKT')).rejects.toThrow(/error parsing query/);
  });

  it('keeps what it had when it is killed, on the same ports', async () => {
    await influx.write('kept x=1 1700000000000000');
    await influx.kill('SIGKILL');
    expect(await post(influx, influx.db, 'kept x=2 1', 'good')).toBe(502);
    await influx.kill('SIGKILL', 'nginx');
    await expect(post(influx, influx.db, 'kept x=2 1', 'good')).rejects.toThrow();
    await influx.restart();
    const [series] = await influx.query('SELECT count(x) FROM kept');
    expect(series.values[0][1]).toBe(1);
  });
});
