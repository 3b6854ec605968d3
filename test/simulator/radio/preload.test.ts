/** The radio under a noble in a process of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRadioWorld, radioProcess } from '../../../src/simulator/radio/index.ts';
import { addClip, CONTROL, STREAM } from './clip.ts';
import { NOBLES, pause, until, type NobleName } from './noble.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCENE = fileURLToPath(new URL('scene.ts', import.meta.url));

let folder = '';
let built: readonly string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radio-'));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--noCheck', '--outDir', folder], {
    cwd: ROOT,
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  built = ['--import', pathToFileURL(join(folder, 'simulator/radio/preload.js')).href];
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a module that has `noble`, loaded as a module loads it, and a promise `on`. */
const program = (radio: string, preload: readonly string[], name: NobleName, code: string) => {
  const head = `const { default: noble } = await import('${name}');
    const on = new Promise((go) => noble.on('stateChange', (state) => state === 'poweredOn' && go()));`;
  const args = [...preload, '--input-type=module', '--eval', `${head}\n${code}`];
  const env = { ...process.env, BELTLINE_VIRTUAL_RADIO: radio };
  return run(process.execPath, args, { cwd: ROOT, env, timeout: 30_000 });
};

const HEAR_ONE = `
  await on;
  const heard = new Promise((go) => noble.once('discover', go));
  await noble.startScanningAsync([], false);
  const device = await heard;
  console.log(device.advertisement.localName);`;

/** Prints what is notified, after it has written `ready`. */
const LISTEN = `
  await noble.stopScanningAsync();
  await device.connectAsync();
  const { characteristics } = await device.discoverAllServicesAndCharacteristicsAsync();
  const find = (uuid) => characteristics.find((characteristic) => characteristic.uuid === uuid.replaceAll('-', ''));
  find('${STREAM}').on('data', ([value]) => console.log(value));
  await find('${STREAM}').subscribeAsync();
  await find('${CONTROL}').writeAsync(Buffer.from('ready'), true);`;

describe.concurrent('a process with noble', () => {
  test.each(NOBLES)('%s hears a scene, from the sources', async (name) => {
    const { execArgv, env } = radioProcess(`scene:${SCENE}`);
    expect(env).toEqual({ BELTLINE_VIRTUAL_RADIO: `scene:${SCENE}` });
    const { stdout } = await program(`scene:${SCENE}`, execArgv, name, `${HEAR_ONE} process.exit(0);`);
    expect(stdout).toBe('scene\n');
  });

  test.each(NOBLES)('%s hears a scene, from the build', async (name) => {
    const scene = join(folder, `${NOBLES.indexOf(name)}.js`);
    const belt = `{ address: 'c0:ff:ee:00:01:00', name: 'built', services: [] }`;
    await writeFile(scene, `export default (world) => void world.add(${belt});`);
    const { stdout } = await program(`scene:${scene}`, built, name, `${HEAR_ONE} process.exit(0);`);
    expect(stdout).toBe('built\n');
  });

  test.each(NOBLES)(
    '%s on adapters of this process: stopped, it loses packets; killed, its links',
    async (name) => {
      const world = createRadioWorld({ advertisingIntervalMs: 2, adapters: [{ kernelDropsAfterMs: 1 }] });
      const [{ controller }] = world.adapters;
      const { peripheral, written, log } = addClip(world, { notificationQueue: 1000 });
      const path = join(folder, `${NOBLES.indexOf(name)}.sock`);
      const server = await world.serve({ path, bufferedPackets: 20 });
      const running = program(`unix:${path}`, built, name, HEAR_ONE + LISTEN);
      let stdout = '';
      running.child.stdout?.on('data', (text: string) => (stdout += text));

      await until(() => written.length > 0, 20_000);
      running.child.kill('SIGSTOP');
      await pause(20);
      const before = controller.counters.packetsToHost;
      for (let value = 0; value < 100; value++) peripheral.notify(STREAM, Buffer.from([value]));
      await until(() => controller.counters.packetsToHost >= before + 100);
      // A packet from before may still have been in the buffer.
      const kept = 100 - server.dropped();
      expect(kept).toBeGreaterThan(10);
      expect(kept).toBeLessThanOrEqual(20);
      running.child.kill('SIGCONT');
      const values = Array.from({ length: kept }, (_, value) => `${value}\n`).join('');
      await until(() => stdout === `${peripheral.name}\n${values}`, 20_000);

      running.child.kill('SIGKILL');
      await expect(running).rejects.toThrow();
      await until(() => log.length === 2);
      expect(log).toEqual(['up', 'down 19']);
      expect(peripheral.isAdvertising).toBe(true);
      await server.close();
      world.close();
    },
  );

  test('without an adapter', async () => {
    const [abandonware, stoprocent] = await Promise.all([
      program('none', built, NOBLES[0], 'setTimeout(() => process.exit(0), 20);'),
      program('none', built, NOBLES[1], `noble.on('stateChange', (state) => console.log(state));`),
    ]);
    expect(abandonware.stderr).toContain('ENODEV, No such device');
    expect(stoprocent.stdout).toMatch(/unsupported\n$/);
  });

  test('without Bluetooth', async () => {
    await expect(program('unsupported', built, NOBLES[0], '')).rejects.toThrow(/EAFNOSUPPORT/);
    const leave = `noble.on('stateChange', (state) => { console.log(state); process.exit(0); });`;
    const { stdout } = await program('unsupported', built, NOBLES[1], leave);
    expect(stdout).toMatch(/unsupported\n$/);
  });

  test('a preload that is told nothing, or nonsense, says so', async () => {
    await expect(program('', built, NOBLES[0], '')).rejects.toThrow(/BELTLINE_VIRTUAL_RADIO="" says nothing/);
    await expect(program('unix:/nowhere', built, NOBLES[0], '')).rejects.toThrow(/ENOENT/);
  });
});
