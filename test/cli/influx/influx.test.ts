/** What people are told about points: by the commands, the doctor and a live session. */
import { afterEach, describe, expect, it } from 'vitest';
import { push } from '../../../src/cli/influx/push.ts';
import { startSending } from '../../../src/cli/influx/sending.ts';
import { influxFindings, influxStatus, listDead } from '../../../src/cli/influx/status.ts';
import { BeltlineError } from '../../../src/domain/error.ts';
import { secret } from '../../../src/domain/secret.ts';
import type { InfluxSettings } from '../../../src/influx/settings.ts';
import { type Behaviour, type FakeInflux, startFakeInflux } from '../../influx/fake-influx.ts';
import { createMemoryOutbox, type MemoryOutbox } from '../../influx/memory-outbox.ts';

const TOKEN = 's3cr3t-token';
const LINES = ['m,t=a x=1 1764018000000000', 'm,t=a x=2 1764018000000001'];

const takesAll: Behaviour = () => ({ status: 204 });
const refusesToken: Behaviour = ({ headers }) => ({
  status: 401,
  body: `no: ${headers.authorization ?? ''}`,
});
const refusesTwos: Behaviour = ({ lines }) =>
  lines.some((line) => line.includes('x=2')) ? { status: 400, body: '{"error":"no twos"}' } : { status: 204 };

let server: FakeInflux | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Scene {
  readonly settings: InfluxSettings;
  readonly outbox: MemoryOutbox;
  readonly said: string[];
  readonly say: (line: string) => void;
}

const scene = async (behave: Behaviour, lines: readonly string[] = LINES): Promise<Scene> => {
  server = await startFakeInflux(behave);
  const outbox = createMemoryOutbox();
  outbox.put(lines);
  const said: string[] = [];
  const tokenFrom = 'the environment variable INFLUX_TOKEN';
  const settings = { url: server.url, org: 'gym', bucket: 'lift', token: secret(TOKEN), tokenFrom };
  return { settings, outbox, said, say: (line) => said.push(line) };
};

const forever = new AbortController().signal;

describe('status', () => {
  it('says what waits since when, and that all is well', async () => {
    const { settings, outbox, said, say } = await scene(takesAll);
    expect(await influxStatus(settings, outbox, say)).toBe(0);
    expect(said).toEqual([
      `InfluxDB  ${settings.url}, bucket "lift" of "gym"`,
      'waiting   2 points, the first from 2025-11-24 21:00:00 UTC',
      'refused   none',
      'It takes points.',
    ]);
    expect(outbox.waiting()).toEqual(LINES);
  });

  it('says what is wrong and the cure, without the token', async () => {
    const { settings, outbox, said, say } = await scene(refusesToken, []);
    expect(await influxStatus(settings, outbox, say)).toBe(1);
    expect(said.join('\n')).toMatch(
      /waiting {3}none[^]*!!! .*does not accept the token \(401 no: Token \[token\]\)/,
    );
    expect(said.at(-1)).toContain('the environment variable INFLUX_TOKEN');
  });
});

describe('push', () => {
  it('sends what waits, and says what was refused', async () => {
    const { settings, outbox, said, say } = await scene(refusesTwos);
    expect(await push({ settings, outbox, stop: forever, say })).toBe(0);
    expect(said).toEqual(['Sent 1 point.', 'InfluxDB refused 1 point; `beltline influx dead` says why.']);
    said.length = 0;
    listDead(outbox, 10, say);
    expect(said).toEqual([
      '1970-01-01 00:00:00 UTC  400 no twos',
      `  ${LINES[1]}`,
      '1 point refused. Mend the cause, then run `beltline influx retry`.',
    ]);
  });

  it('says what keeps everything waiting', async () => {
    const { settings, outbox, said, say } = await scene(refusesToken);
    expect(await push({ settings, outbox, stop: forever, say })).toBe(1);
    expect(said[0]).toContain('does not accept the token');
    expect(said.slice(1)).toEqual(['Sent 0 points.', '2 points wait. Nothing is lost.']);
    expect(said.join('\n')).not.toContain(TOKEN);
  });
});

it('push says that nothing waits', async () => {
  const { settings, outbox, said, say } = await scene(refusesToken, []);
  expect(await push({ settings, outbox, stop: forever, say })).toBe(0);
  expect(said).toEqual(['Nothing waits.']);
});

describe('the doctor', () => {
  it('shows refused points and an InfluxDB that is not there, each with the cure', async () => {
    const { settings, outbox } = await scene(takesAll);
    outbox.dead(1, { reason: '400 no ones', status: 400 });
    const well = await influxFindings(settings, outbox);
    expect(well.map(({ severity, what }) => [severity, what])).toEqual([
      ['ok', 'InfluxDB takes points; 1 point waits'],
      ['problem', 'InfluxDB has refused 1 point: 400 no ones'],
    ]);
    await server?.close();
    server = null;
    const [ill] = await influxFindings(settings, null);
    expect(ill).toMatchObject({ severity: 'problem', what: expect.stringMatching(/ECONNREFUSED|hang up/) });
    expect(ill.cure).toContain('Points are sent as soon as it answers.');
  });
});

const fail = (): never => {
  throw new BeltlineError('unreadable', 'cannot read this file.', { place: { file: 'token' } });
};

describe('a live session', () => {
  it('sends while it runs and says nothing when all is well', async () => {
    const { settings, outbox, said, say } = await scene(takesAll);
    const sending = startSending(() => settings, outbox, say);
    outbox.put(['m x=3 3']);
    await sending.close();
    expect(server?.written.flatMap(({ lines }) => lines)).toEqual([...LINES, 'm x=3 3']);
    expect(said).toEqual([]);
  });

  it('says once what is wrong, and what waits in the end', async () => {
    const { settings, outbox, said, say } = await scene(refusesToken);
    await startSending(() => settings, outbox, say).close();
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(
      /^InfluxDB: .*does not accept the token .*Points wait; nothing is lost\. Put one/,
    );
    expect(said[1]).toMatch(/^2 points wait for InfluxDB/);
  });

  it('goes on without a token file', async () => {
    const { outbox, said, say } = await scene(takesAll);
    await startSending(fail, outbox, say).close();
    expect(said).toEqual(['Nothing is sent to InfluxDB: token: cannot read this file. Points wait.']);
    await startSending(() => null, outbox, say).close();
    expect(outbox.waiting()).toEqual(LINES);
  });
});
