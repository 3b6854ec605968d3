import { request } from 'node:http';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROTOCOL } from '../../../src/web/contract.ts';
import { CLOSE } from '../../../src/web/server/client.ts';
import { openPageSocket, startTestServer, type TestServer } from './support.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.close());

const hello = (token: string, protocol: number = PROTOCOL) => ({ type: 'hello' as const, protocol, token });

const page = async (token = test.lifter.token) => {
  const opened = await openPageSocket(test.server.port);
  opened.send(hello(token));
  await opened.until('state');
  return opened;
};

/** Status and body of a request with any headers and any path, as no browser would send it. */
const raw = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
  new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>(
    (resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: test.server.port, path, method, headers },
        (response) => {
          let body = '';
          response.on('data', (data: Buffer) => (body += data.toString()));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
          );
        },
      );
      sent.on('error', reject);
      sent.end();
    },
  );

describe('a page with its token', () => {
  it('is welcomed, told everything, and told what changes', async () => {
    const { heard, until } = await page();
    expect(heard[0]).toMatchObject({ type: 'welcome', role: 'lifter', simulated: true, athletes: ['anna'] });
    expect(heard[1]).toMatchObject({ type: 'state', atS: 1, lifters: [{ id: 'anna' }] });
    const warning = { id: 1, atS: 2, kind: 'lumbar', severity: 'red', text: 'back', set: 1, rep: 1 } as const;
    test.server.warn('anna', warning);
    expect(await until('warning')).toEqual({ type: 'warning', lifter: 'anna', warning });
  });

  it('is told of many changes at once', async () => {
    const { heard } = await page();
    for (let i = 0; i < 100; i += 1) test.server.changed();
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
    expect(heard.filter(({ type }) => type === 'state')).toHaveLength(2);
  });

  it('is told how lifters move, the points of a packet together, each lifter apart', async () => {
    const { heard, until } = await page();
    test.server.motion('anna', [1, 30, 0.1, null]);
    test.server.motion('ben', [1, null, 0.2, null]);
    test.server.motion('anna', [1.05, 31, 0.3, 2]);
    await until('motion');
    await expect.poll(() => heard.filter(({ type }) => type === 'motion')).toHaveLength(2);
    expect(heard.filter(({ type }) => type === 'motion')).toEqual([
      {
        type: 'motion',
        lifter: 'anna',
        points: [
          [1, 30, 0.1, null],
          [1.05, 31, 0.3, 2],
        ],
      },
      { type: 'motion', lifter: 'ben', points: [[1, null, 0.2, null]] },
    ]);
  });

  it('is obeyed, and told why not', async () => {
    const { send, until, heard } = await page();
    send({ type: 'command', id: 1, lifter: 'anna', command: { type: 'load', loadKg: 142.5 } });
    expect(await until('answer')).toEqual({ type: 'answer', id: 1, ok: true, why: null });
    expect(test.commands).toEqual([{ lifter: 'anna', command: { type: 'load', loadKg: 142.5 } }]);
    heard.length = 0;
    send({ type: 'command', id: 2, lifter: 'anna', command: { type: 'buzz' } });
    expect(await until('answer')).toMatchObject({
      id: 2,
      ok: false,
      why: expect.stringContaining('Nothing'),
    });
  });

  it('that may only look changes nothing', async () => {
    const { heard, send, until } = await page(test.viewer.token);
    expect(heard[0]).toMatchObject({ role: 'viewer' });
    send({ type: 'command', id: 1, lifter: 'anna', command: { type: 'end-set' } });
    expect(await until('answer')).toMatchObject({ ok: false, why: 'This link may only look.' });
    expect(test.commands).toEqual([]);
  });

  it('is shut out once the token is taken back', async () => {
    const { closed } = await page();
    test.tokens.revoke(test.lifter.given.id);
    expect(await closed).toBe(CLOSE.token);
  });

  it('is one of several', async () => {
    const pages = await Promise.all([page(), page(), page(test.viewer.token)]);
    expect(test.server.clients()).toBe(3);
    pages[0].socket.close();
    await pages[0].closed;
    test.server.warn('anna', {
      id: 1,
      atS: 2,
      kind: 'lumbar',
      severity: 'red',
      text: 'back',
      set: null,
      rep: null,
    });
    await Promise.all(pages.slice(1).map(({ until }) => until('warning')));
  });
});

describe('who is no page of ours', () => {
  it.each([
    [
      'shows no token in time',
      async (socket: Awaited<ReturnType<typeof openPageSocket>>) => void socket,
      CLOSE.late,
    ],
    [
      'shows a wrong token',
      async ({ send }: Awaited<ReturnType<typeof openPageSocket>>) => send(hello('x'.repeat(22))),
      CLOSE.token,
    ],
    [
      'is of another version',
      async ({ send }: Awaited<ReturnType<typeof openPageSocket>>) => send(hello(test.lifter.token, 99)),
      CLOSE.old,
    ],
    [
      'commands before its token',
      async ({ send }: Awaited<ReturnType<typeof openPageSocket>>) =>
        send({ type: 'command', id: 1, lifter: 'anna', command: { type: 'end-set' } }),
      CLOSE.token,
    ],
    [
      'sends what is no JSON',
      async ({ socket }: Awaited<ReturnType<typeof openPageSocket>>) => socket.send('{"type":'),
      CLOSE.malformed,
    ],
    [
      'sends bytes that are no text',
      async ({ socket }: Awaited<ReturnType<typeof openPageSocket>>) => socket.send(Buffer.of(0xff, 0xfe)),
      CLOSE.malformed,
    ],
    [
      'sends too much',
      async ({ socket }: Awaited<ReturnType<typeof openPageSocket>>) => socket.send('x'.repeat(5000)),
      1009,
    ],
  ])('and %s is closed', async (_, act, code) => {
    const opened = await openPageSocket(test.server.port);
    await act(opened);
    expect(await opened.closed).toBe(code);
    expect(test.commands).toEqual([]);
    expect(test.logged).toHaveLength(1);
    // The service is unharmed.
    expect((await page()).heard).toHaveLength(2);
  });

  it('with keys it should not have is closed', async () => {
    const { socket, closed } = await page();
    socket.send(
      JSON.stringify({ type: 'command', id: 1, lifter: 'anna', command: { type: 'load', loadKg: 1, x: 1 } }),
    );
    expect(await closed).toBe(CLOSE.malformed);
  });

  it('floods and is closed', async () => {
    const { send, closed } = await page();
    for (let id = 0; id < 50; id += 1)
      send({ type: 'command', id, lifter: 'anna', command: { type: 'end-set' } });
    expect(await closed).toBe(CLOSE.flood);
    expect(test.commands.length).toBeLessThan(30);
  });

  it('sends a frame that is none and is closed', async () => {
    const { socket, closed } = await page();
    const stream: unknown = Reflect.get(socket, '_socket');
    if (typeof stream !== 'object' || stream === null) throw new Error('no stream');
    // Reserved bits, and unmasked.
    Reflect.apply(Reflect.get(stream, 'write'), stream, [Buffer.of(0xff, 0x7f, 0, 0)]);
    expect([1002, 1006]).toContain(await closed);
    expect((await page()).heard).toHaveLength(2);
  });

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['the right name, another port', { origin: 'http://127.0.0.1:1' }],
    ['a name that was pointed here', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('comes from %s and gets no WebSocket', async (_, headers) => {
    expect((await openPageSocket(test.server.port, headers)).refused).toBe(403);
  });

  it('comes with too many connections and is told so', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => openPageSocket(test.server.port)));
    expect(all.filter(({ refused }) => refused === 429).length).toBeGreaterThanOrEqual(8);
  });

  it('asks for another host and gets nothing', async () => {
    expect((await raw('/', { host: 'evil.example' })).status).toBe(421);
    expect((await raw('/', { host: `127.0.0.1:${test.server.port + 1}` })).status).toBe(421);
  });

  it('walks up and finds nothing', async () => {
    const paths = [
      '/../../etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
      '/.secret',
      '/\\..\\x',
    ];
    for (const path of paths) {
      const { status, body } = await raw(path, { host: `127.0.0.1:${test.server.port}` });
      expect([path, status >= 400]).toEqual([path, true]);
      expect(body).not.toContain('root:');
    }
  });

  it('speaks no HTTP and does no harm', async () => {
    const socket = createConnection(test.server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.end(Buffer.alloc(100_000, 7));
    await new Promise((resolve) => {
      socket.on('close', resolve);
    });
    expect((await page()).heard).toHaveLength(2);
  });

  it('is logged once, however often', async () => {
    for (let i = 0; i < 5; i += 1) await raw('/', { host: 'evil.example' });
    expect(test.logged).toEqual([expect.stringContaining('another host')]);
  });
});

describe('what is served', () => {
  it('is the page, with the headers that protect it', async () => {
    const { status, body, headers } = await raw('/', { host: `localhost:${test.server.port}` });
    expect(status).toBe(200);
    expect(body).toContain('<title>Page</title>');
    expect(headers['content-type']).toMatch(/text\/html; ?charset=utf-8/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    });
    const script = await raw('/main.js', { host: `localhost:${test.server.port}` });
    expect(script.headers['content-type']).toMatch(/charset=utf-8/);
  });

  it('is the motion of the set that is shown, to who has a token', async () => {
    await test.close();
    const traces = { set: 2, reps: [] };
    test = await startTestServer({ traces: (lifter) => (lifter === 'anna k' ? traces : null) });
    const bearer = { authorization: `Bearer ${test.viewer.token}` };
    expect((await raw('/api/traces?lifter=anna%20k')).status).toBe(401);
    const found = await raw('/api/traces?lifter=anna%20k', bearer);
    expect([found.status, JSON.parse(found.body)]).toEqual([200, traces]);
    expect((await raw('/api/traces?lifter=ben', bearer)).status).toBe(404);
    expect((await raw('/api/traces', bearer)).status).toBe(404);
  });

  it('is nothing of training without a token', async () => {
    const host = `127.0.0.1:${test.server.port}`;
    expect((await raw('/api/sessions', { host })).status).toBe(401);
    expect((await raw('/api/sessions', { host, authorization: 'Bearer wrong' })).status).toBe(401);
    const authorization = `Bearer ${test.viewer.token}`;
    expect(await raw('/api/sessions', { host, authorization })).toMatchObject({ status: 200, body: '[]' });
    expect((await raw('/api/sessions/none', { host, authorization })).status).toBe(404);
    expect((await raw('/api/sessions', { host, authorization }, 'POST')).status).toBe(405);
    expect((await raw('/api/sessions', { host, authorization, origin: 'http://evil.example' })).status).toBe(
      403,
    );
  });

  it('is not asked without end: a link that floods is told to wait, and another is not', async () => {
    const host = `127.0.0.1:${test.server.port}`;
    const ask = (token: string) => raw('/api/sessions', { host, authorization: `Bearer ${token}` });
    const statuses = await Promise.all(Array.from({ length: 100 }, () => ask(test.viewer.token)));
    const answered = statuses.filter(({ status }) => status === 200).length;
    expect(answered).toBeGreaterThanOrEqual(20);
    expect(answered).toBeLessThan(40);
    expect(statuses.filter(({ status }) => status === 429)).toHaveLength(100 - answered);
    expect((await ask(test.lifter.token)).status).toBe(200);
    expect(test.logged.filter((text) => text.includes('flood of API'))).toHaveLength(1);
  });

  it('is not guessed: wrong tokens get fewer and fewer tries', async () => {
    const host = `127.0.0.1:${test.server.port}`;
    const statuses = [];
    for (let i = 0; i < 15; i += 1)
      statuses.push((await raw('/api/sessions', { host, authorization: `Bearer w${i}` })).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
  });
});

const broken = (): never => {
  throw new Error('the disk failed');
};

it('goes on where the store cannot be read', async () => {
  await test.close();
  const history = { sessions: broken, session: broken, lifts: broken, trends: broken };
  test = await startTestServer({ history });
  const headers = { host: `127.0.0.1:${test.server.port}`, authorization: `Bearer ${test.lifter.token}` };
  expect((await raw('/api/sessions', headers)).status).toBe(500);
  expect(test.logged).toEqual([expect.stringContaining('the disk failed')]);
  expect((await page()).heard).toHaveLength(2);
});

it('says something now and then, so that a page notices silence', async () => {
  await test.close();
  test = await startTestServer({ times: { beatMs: 20 } });
  const { heard } = await page();
  await expect.poll(() => heard.filter(({ type }) => type === 'state').length).toBeGreaterThan(3);
});

it('takes the next port where one is taken', async () => {
  const other = await startTestServer({ port: test.server.port });
  expect(other.server.port).toBeGreaterThan(test.server.port);
  await other.close();
});
