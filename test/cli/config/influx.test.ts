import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/cli/config/load.ts';

const ANNA = '[athlete.anna]\nheight_m = 1.7\n';
const PLACE = 'url = "http://localhost:8086"\nbucket = "lift"\n';

const fault = async (influx: string): Promise<string> => {
  const refused: unknown = await parseConfig('my.toml', `${ANNA}[influx]\n${influx}`).catch(
    (error: unknown) => error,
  );
  return refused instanceof Error ? refused.message : 'fine';
};

describe('[influx]', () => {
  it('is optional and needs an address and a bucket', async () => {
    expect((await parseConfig('my.toml', ANNA)).influx).toBeUndefined();
    expect((await parseConfig('my.toml', `${ANNA}[influx]\n${PLACE}`)).influx).toEqual({
      url: 'http://localhost:8086',
      org: '',
      bucket: 'lift',
      token_env: 'INFLUX_TOKEN',
    });
    const missing = await fault('org = "gym"');
    expect(missing).toContain('influx.url: is missing');
    expect(missing).toContain('influx.bucket: is missing');
  });

  it.each(['token', 'password'])('refuses a %s in the file without repeating it', async (key) => {
    const told = await fault(`${PLACE}${key} = "s3cr3t"`);
    expect(told).toContain(`line 6: influx.${key}: a token does not belong into this file`);
    expect(told).not.toContain('s3cr3t');
  });

  it('does not offer those keys where one is mistyped', async () => {
    const told = await fault(`${PLACE}xyzzy = 1`);
    expect(told).toContain('known here: url, org, bucket, token_env, token_file');
    expect(told).not.toContain('password');
    expect(await fault(`${PLACE}tokenfile = "x"`)).toContain('did you mean "token_file"?');
  });

  it.each([
    ['localhost:8086', 'http://'],
    ['ftp://influx', 'http://'],
    ['', 'must not be empty'],
    ['http://me:s3cr3t@influx:8086', 'no user and password'],
    ['http://influx:8086/?token=s3cr3t', 'must end before'],
    ['http://influx:8086/api/v2', 'without /api/v2'],
    ['http://influx:8086/write', 'without /api/v2'],
  ])('refuses the address %j', async (url, words) => {
    const told = await fault(`url = "${url}"\nbucket = "lift"`);
    expect(told).toContain(words);
    expect(told).not.toContain('s3cr3t');
  });

  it('refuses a token where the name of a variable belongs, without repeating it', async () => {
    const told = await fault(`${PLACE}token_env = "s3cr3t=="`);
    expect(told).toContain('influx.token_env: must be the name of an environment variable');
    expect(told).not.toContain('s3cr3t');
  });
});
