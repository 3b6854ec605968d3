import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/simulator/random.ts';
import { REASON, type RadioWorldOptions } from '../../../src/simulator/radio/index.ts';
import { addClip, CONTROL, INFO, STREAM } from './clip.ts';
import {
  connect,
  discover,
  event,
  explore,
  NOBLES,
  pause,
  startRadio,
  until,
  within,
  type Connected,
  type TestRadio,
} from './noble.ts';

/** A promise that noble may leave unsettled or reject; here it only matters that it does no harm. */
const dare = (promise: Promise<unknown>): void => void promise.catch(() => undefined);

describe.each(NOBLES)('%s', (name) => {
  let radio: TestRadio;
  const start = async (options: RadioWorldOptions = {}): Promise<TestRadio> => {
    radio = await startRadio(name, options);
    return radio;
  };
  afterEach(() => radio.close());

  test('a lost link ends on both sides, and another one can be set up', async () => {
    const { world, noble } = await start();
    const clip = addClip(world);
    const { device } = await connect(noble, clip.peripheral.address);
    const gone = event(device, 'disconnect');
    clip.peripheral.drop();
    expect(await within(gone)).toBe(REASON.timeout);
    expect(clip.peripheral.isAdvertising).toBe(true);
    await within(device.connectAsync());
    // noble makes new objects at every discovery, and the old ones stay silent.
    const { get } = await explore(device);
    await within(get(STREAM).subscribeAsync());
    const heard = event<Buffer>(get(STREAM), 'data');
    clip.peripheral.notify(STREAM, Buffer.from([7]));
    expect(await within(heard)).toEqual(Buffer.from([7]));
    expect(clip.log).toEqual(['up', 'down 8', 'up']);
  });

  test('out of range the link ends by its supervision timeout', async () => {
    const { world, noble } = await start();
    const clip = addClip(world);
    const { device, get } = await connect(noble, clip.peripheral.address, { timeout: 10 });
    const startMs = performance.now();
    const gone = event(device, 'disconnect');
    clip.peripheral.mute(true);
    dare(get(CONTROL).writeAsync(Buffer.from([1]), true));
    expect(await within(gone)).toBe(REASON.timeout);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(95);
    expect(clip.written).toEqual([]);
    // It advertises, but nobody hears it.
    expect(clip.peripheral.isAdvertising).toBe(true);
    let heardOf = 0;
    noble.on('discover', () => heardOf++);
    await within(noble.startScanningAsync([], true));
    await pause(30);
    expect(heardOf).toBe(0);
    clip.peripheral.mute(false);
    await until(() => heardOf > 0);
  });

  test('back in range in time, everything arrives late', async () => {
    const { world, noble } = await start({ intervalMs: 'requested' });
    const clip = addClip(world);
    const { get } = await connect(noble, clip.peripheral.address, { minInterval: 6, maxInterval: 6 });
    await within(get(STREAM).subscribeAsync());
    const heard: number[] = [];
    get(STREAM).on('data', (bytes: Buffer) => heard.push(bytes[0]));
    clip.peripheral.mute(true);
    for (let value = 0; value < 5; value++) clip.peripheral.notify(STREAM, Buffer.from([value]));
    await pause(40);
    expect(heard).toEqual([]);
    clip.peripheral.mute(false);
    await until(() => heard.length === 5);
    expect(heard).toEqual([0, 1, 2, 3, 4]);
  });

  test('loss delays and never loses', async () => {
    const { world, noble } = await start({ loss: 0.3 });
    const clip = addClip(world, { notificationQueue: 100 });
    const { get } = await connect(noble, clip.peripheral.address);
    await within(get(STREAM).subscribeAsync());
    const heard: number[] = [];
    get(STREAM).on('data', (bytes: Buffer) => heard.push(bytes[0]));
    for (let value = 0; value < 100; value++) {
      await pause(0);
      clip.peripheral.notify(STREAM, Buffer.from([value]));
    }
    await until(() => heard.length === 100);
    expect(heard).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  test('a peripheral asks for other connection parameters, and the kernel grants them', async () => {
    const { world, noble } = await start();
    const clip = addClip(world);
    await connect(noble, clip.peripheral.address);
    const wanted = { intervalMs: 15, latency: 0, supervisionTimeoutMs: 2000 };
    clip.peripheral.requestLinkParameters(wanted);
    await until(() => clip.peripheral.linkParameters?.intervalMs === 15);
    expect(clip.peripheral.linkParameters).toEqual(wanted);
  });

  test('the kernel connects again by itself, and noble takes it as a matter of course', async () => {
    const { world, noble } = await start({ adapters: [{ kernelReconnectsAfterMs: 10 }] });
    const clip = addClip(world);
    const { device } = await connect(noble, clip.peripheral.address);
    const back = event(device, 'connect');
    clip.peripheral.drop();
    await within(back);
    expect(device.state).toBe('connected');
    await expect(within(device.connectAsync())).rejects.toThrow(/already connected/);
    const { get } = await explore(device);
    expect(await within(get(INFO).readAsync())).toEqual(Buffer.from('maker'));
  });

  test('noble joins an attempt that the kernel has begun', async () => {
    const { world, noble } = await start({ adapters: [{ kernelReconnectsAfterMs: 1 }] });
    const clip = addClip(world);
    const { device } = await connect(noble, clip.peripheral.address);
    clip.peripheral.faults.staysGone = true;
    clip.peripheral.drop();
    await until(() => world.adapters[0].controller.isConnecting);
    const joined = device.connectAsync();
    await pause(10);
    clip.peripheral.advertise(true);
    await within(joined);
    expect(clip.log).toEqual(['up', 'down 8', 'up']);
  });

  test('an attempt to reach an absent device can be called off', async () => {
    const { world, noble } = await start();
    const clip = addClip(world);
    const device = await discover(noble, clip.peripheral.address);
    clip.peripheral.advertise(false);
    const attempt = device.connectAsync();
    await expect(within(attempt, 30)).rejects.toThrow(/not within/);
    const [{ controller }] = world.adapters;
    expect(controller.isConnecting).toBe(true);
    device.cancelConnect();
    await expect(within(attempt)).rejects.toThrow();
    await until(() => !controller.isConnecting);
  });

  test('eight devices at once, none hears what is meant for another', async () => {
    const { world, noble } = await start();
    const clips = Array.from({ length: 8 }, () => addClip(world));
    const heard = clips.map((): number[] => []);
    const met: Connected[] = [];
    for (const [index, { peripheral }] of clips.entries()) {
      met.push(await connect(noble, peripheral.address));
      await within(met[index].get(STREAM).subscribeAsync());
      met[index].get(STREAM).on('data', (bytes: Buffer) => heard[index].push(bytes[0], bytes[1]));
    }
    for (let round = 0; round < 20; round++) {
      clips.forEach(({ peripheral }, index) => peripheral.notify(STREAM, Buffer.from([index, round])));
      await pause(0);
    }
    await until(() => heard.every((values) => values.length === 40));
    heard.forEach((values, index) => {
      expect(values).toEqual(Array.from({ length: 20 }, (_, round) => [index, round]).flat());
    });
    expect(world.adapters[0].controller.links).toHaveLength(8);
  });

  test('disconnects at random while writes are under way', async () => {
    const { world, noble } = await start({ advertisingIntervalMs: 1 });
    const clip = addClip(world);
    const random = createRandom(7);
    const first = await discover(noble, clip.peripheral.address);
    for (let round = 0; round < 200; round++) {
      if (first.state !== 'connected') await within(first.connectAsync());
      const { get } = await explore(first);
      const gone = event(first, 'disconnect');
      for (let n = random.int(1, 5); n > 0; n--) {
        dare(get(CONTROL).writeAsync(Buffer.alloc(random.int(1, 400)), random.chance(0.3)));
      }
      for (let n = random.int(0, 4); n > 0; n--) await new Promise((go) => setImmediate(go));
      random.pick([
        () => clip.peripheral.drop(),
        () => clip.peripheral.disconnect(),
        () => dare(first.disconnectAsync()),
      ])();
      await within(gone);
    }
    expect(clip.log.filter((entry) => entry === 'up')).toHaveLength(200);
    await until(() => !clip.peripheral.isConnected);
    await within(first.connectAsync());
    const { get } = await explore(first);
    expect(await within(get(INFO).readAsync())).toEqual(Buffer.from('maker'));
  });
});
