/** One request: what is sent, what every kind of answer becomes, deadlines, and that the token stays where it belongs. */
import { afterEach, describe, expect, it } from 'vitest';
import { createPost, mayWrite, type Post } from '../../src/influx/post.ts';
import { secret } from '../../src/domain/secret.ts';
import { type Behaviour, type FakeInflux, startFakeInflux } from './fake-influx.ts';

const TOKEN = 's3cr3t-token';
const DEADLINE_MS = 60;
const LINE = 'm,t=ä x=1 1700000000000001';

let server: FakeInflux | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const started = async (behave: Behaviour, path = '', deadlineMs = 10_000): Promise<Post> => {
  server = await startFakeInflux(behave);
  const settings = { url: server.url + path, org: 'my gym', bucket: 'lift/autogen', tokenFrom: 'a test' };
  return createPost({ ...settings, token: secret(TOKEN) }, deadlineMs);
};

describe('a write', () => {
  it('goes to the write call of InfluxDB 2 with token, place and precision', async () => {
    const post = await started(() => ({ status: 204 }), '/behind/proxy');
    expect(await post([LINE, LINE])).toEqual({ status: 204, reason: '204', retryAfterS: null });
    const [{ path, headers, lines }] = server?.written ?? [];
    expect(path).toBe('/behind/proxy/api/v2/write?org=my%20gym&bucket=lift%2Fautogen&precision=us');
    expect(headers.authorization).toBe(`Token ${TOKEN}`);
    expect(lines).toEqual([LINE, LINE]);
  });

  it('is compressed when it is long', async () => {
    const post = await started(() => ({ status: 204 }));
    const many = Array.from({ length: 1000 }, (_, i) => `m x=1 ${i}`);
    await post(many);
    const [{ headers, lines }] = server?.written ?? [];
    expect(headers['content-encoding']).toBe('gzip');
    expect(lines).toEqual(many);
  });

  it('can be asked for without writing anything', async () => {
    const post = await started(() => ({ status: 204 }));
    expect((await mayWrite(post)).status).toBe(204);
    expect(server?.written[0].lines).toEqual([expect.stringMatching(/^#/)]);
  });
});

describe('an answer', () => {
  it.each([
    [400, '{"code":"invalid","message":"unable to parse"}', '400 unable to parse'],
    [201, '{"message":"partly"}', '201 partly'],
    [200, '<p>Please log in</p>', '200 <p>Please log in</p>'],
    [301, '', '301 Moved Permanently'],
    [500, 'plain words', '500 plain words'],
    [503, '', '503 Service Unavailable'],
  ])('with status %d keeps status and words', async (status, body, reason) => {
    const type = body.startsWith('{') ? 'application/json' : 'text/html';
    const post = await started(() => ({ status, body, headers: { 'content-type': type } }));
    expect(await post([LINE])).toEqual({ status, reason, retryAfterS: null });
  });

  it('keeps seconds of Retry-After, and no date', async () => {
    const dates = ['7', 'Wed, 21 Oct 2026 07:28:00 GMT'];
    const post = await started(() => ({ status: 429, headers: { 'retry-after': dates.shift() ?? '' } }));
    expect((await post([LINE])).retryAfterS).toBe(7);
    expect((await post([LINE])).retryAfterS).toBeNull();
  });

  it('never repeats the token, even when the server does', async () => {
    const post = await started(({ headers }) => ({
      status: 401,
      body: `bad: ${headers.authorization ?? ''}`,
    }));
    expect((await post([LINE])).reason).toBe('401 bad: Token [token]');
  });
});

describe('without an answer', () => {
  it('the deadline ends it', async () => {
    const post = await started(() => 'hang', '', DEADLINE_MS);
    expect(await post([LINE])).toEqual({ status: 0, reason: 'no answer within 0.06 s', retryAfterS: null });
  });

  it('the deadline ends a body that never ends, too', async () => {
    const headers = { 'content-length': '1000' };
    const post = await started(() => ({ status: 500, body: 'some', headers }), '', DEADLINE_MS);
    expect((await post([LINE])).status).toBe(0);
  });

  it('whoever waits can give up', async () => {
    const post = await started(() => 'hang');
    const stop = new AbortController();
    const answer = post([LINE], stop.signal);
    stop.abort();
    expect((await answer).status).toBe(0);
    expect((await post([LINE], stop.signal)).status).toBe(0);
  });

  it('a cut connection and a closed port say so', async () => {
    const post = await started(() => 'cut');
    expect(await post([LINE])).toMatchObject({ status: 0, reason: expect.stringContaining('hang up') });
    await server?.close();
    server = null;
    expect(await post([LINE])).toMatchObject({ status: 0, reason: expect.stringContaining('ECONNREFUSED') });
  });
});
