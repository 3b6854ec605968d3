/** A virtual world under a noble in a process of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BELT_CHARACTERISTICS,
  CUE,
  encodeControlRequest,
  encodeHaptic,
  HAPTIC_MODE,
} from '../../../src/devices/protocol/index.ts';
import {
  type FromWorld,
  listenToWorld,
  monotonicMs,
  worldProcess,
  type WorldConfigInput,
} from '../../../src/simulator/world/index.ts';
import { until } from '../radio/noble.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let folder = '';
let built: readonly string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'world-'));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', folder];
  await promisify(execFile)(process.execPath, [tsc, ...options], { cwd: ROOT });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  built = ['--import', pathToFileURL(join(folder, 'simulator/world/preload.js')).href];
});
afterAll(() => rm(folder, { recursive: true }));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const HELLO = hex(encodeControlRequest({ message: 'hello-request', tag: 1, minMajor: 1, maxMajor: 1 }));
const START = hex(encodeControlRequest({ message: 'start-request', tag: 2, nonce: 7 }));
const READY = hex(
  encodeHaptic({ message: 'haptic', mode: HAPTIC_MODE.cue, seq: 5, options: 0, expiry: 500, n: CUE.ready }),
);

const uuid = (channel: keyof typeof BELT_CHARACTERISTICS): string =>
  BELT_CHARACTERISTICS[channel].replaceAll('-', '');

/** Connects, starts a stream and buzzes; stays until its parent hangs up. */
const PROGRAM = `
  const { default: noble } = await import('@abandonware/noble');
  await new Promise((go) => noble.on('stateChange', (state) => state === 'poweredOn' && go()));
  const heard = new Promise((go) => noble.once('discover', go));
  await noble.startScanningAsync([], false);
  const device = await heard;
  await noble.stopScanningAsync();
  await device.connectAsync();
  const { characteristics } = await device.discoverAllServicesAndCharacteristicsAsync();
  const find = (uuid) => characteristics.find((characteristic) => characteristic.uuid === uuid);
  const control = find('${uuid('control')}');
  await control.subscribeAsync();
  await control.writeAsync(Buffer.from('${HELLO}', 'hex'), false);
  await control.writeAsync(Buffer.from('${START}', 'hex'), false);
  await find('${uuid('haptic')}').writeAsync(Buffer.from('${READY}', 'hex'), true);
  process.once('disconnect', () => process.exit(0));`;

const WORLD: WorldConfigInput = {
  lifters: [{ seed: 1, name: 'anna' }],
  air: { intervalMs: 0, advertisingIntervalMs: 2 },
};

const start = (execArgv: readonly string[], env: object, code: string): ChildProcess =>
  spawn(process.execPath, [...execArgv, '--input-type=module', '--eval', code], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
  });

describe.concurrent('a process with a virtual world', () => {
  test.each(['the sources', 'the build'])('tells its parent what happens, from %s', async (from) => {
    const { execArgv, env } = worldProcess(WORLD);
    const child = start(from === 'the build' ? built : execArgv, env, PROGRAM);
    const exit = ended(child);
    const heard: FromWorld[] = [];
    const remote = listenToWorld(child, (message) => heard.push(message));
    const has = (type: FromWorld['type']) => (): boolean => heard.some((message) => message.type === type);
    await until(has('haptic-end'), 30_000);

    expect(heard[0]).toMatchObject({ type: 'ready', belts: [{ name: 'anna', serial: 'be17000000000001' }] });
    const haptic = heard.find(({ type }) => type === 'haptic');
    expect(haptic).toMatchObject({ belt: 'anna', hex: READY });
    const agoMs = monotonicMs(performance.now()) - (haptic?.type === 'haptic' ? haptic.atMs : 0);
    expect(agoMs).toBeGreaterThan(90);
    expect(agoMs).toBeLessThan(10_000);
    expect(heard.find(({ type }) => type === 'haptic-end')).toMatchObject({
      command: 5,
      outcome: 0,
      onMs: 100,
    });
    await until(has('began'));

    remote.act({ do: 'drop-link', belt: 'anna' });
    remote.act({ do: 'drop-link', belt: 'bob' });
    await until(has('refused'));
    expect(heard.find(({ type }) => type === 'refused')).toMatchObject({
      reason: expect.stringMatching(/"bob"/),
    });
    const [anna] = await remote.truth();
    expect(anna).toMatchObject({ name: 'anna', arrivals: 1, boots: 1, connections: 1 });
    expect(anna.taken[0]).toMatchObject({ stream: 7, first: 0, count: anna.samples });

    remote.close();
    child.disconnect();
    expect(await exit).toBe(0);
  });

  test.each([
    ['nothing', '', /BELTLINE_VIRTUAL holds no JSON: ""/],
    ['nonsense', '{"lifters":[{"seed":"one"}]}', /This is no virtual world: lifters\.0\.seed/],
  ])('that is told %s says so and ends', async (_what, BELTLINE_VIRTUAL, words) => {
    const child = start(built, { BELTLINE_VIRTUAL }, '');
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => (text += String(chunk)));
    expect(await ended(child)).not.toBe(0);
    expect(text).toMatch(words);
  });

  test('ends by itself when its parent hangs up', async () => {
    const { execArgv, env } = worldProcess(WORLD);
    const child = start(execArgv, env, '');
    await new Promise((resolve) => {
      child.once('message', resolve);
    });
    const exit = ended(child);
    child.disconnect();
    expect(await exit).toBe(0);
  });
});
