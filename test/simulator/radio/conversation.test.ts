import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AttError } from '../../../src/simulator/radio/index.ts';
import { addClip, CONTROL, INFO, STREAM, UART, type Clip } from './clip.ts';
import { connect, discover, NOBLES, startRadio, until, within, type TestRadio } from './noble.ts';

/** @abandonware's extended mode, which is off by default, forgets the service UUIDs when the scan response comes. */
const CENTRALS = [
  { name: NOBLES[0], extended: false },
  { name: NOBLES[1], extended: false },
  { name: NOBLES[1], extended: true },
];

const numbered = (index: number): Buffer => Buffer.from([index & 0xff, index >> 8, ...Buffer.alloc(200)]);

describe.each(CENTRALS)('$name, extended $extended', ({ name, extended }) => {
  let radio: TestRadio;
  beforeAll(async () => {
    radio = await startRadio(name, { adapters: [{ extended }] }, { extended });
  });
  afterAll(() => radio.close());

  const meet = (clip: Clip, options = {}) => connect(radio.noble, clip.peripheral.address, options);

  test('hears advertisement and scan response', async () => {
    const manufacturerData = Buffer.from([0x59, 0, 1, 2, 3]);
    const { peripheral } = addClip(radio.world, {
      advertisement: { flags: true, services: [UART], manufacturerData },
      rssiDbm: -71,
    });
    const device = await discover(radio.noble, peripheral.address);
    expect(device.advertisement.localName).toBe(peripheral.name);
    expect(device.advertisement.serviceUuids).toEqual([UART.replaceAll('-', '')]);
    expect(device.advertisement.manufacturerData).toEqual(manufacturerData);
    expect(device.rssi).toBe(-71);
    peripheral.remove();
  });

  test.each([23, 185, 247])('agrees on MTU %i and finds everything', async (maxMtu) => {
    const clip = addClip(radio.world, { maxMtu });
    const { device, services, get } = await meet(clip);
    expect(device.mtu).toBe(maxMtu);
    expect(clip.peripheral.mtu).toBe(maxMtu);
    expect(services).toEqual(['1800', UART.replaceAll('-', ''), '180a']);
    expect(get(STREAM).properties).toEqual(['notify']);
    expect(get(CONTROL).properties).toEqual(['writeWithoutResponse', 'write', 'indicate']);
    expect(await within(get('2a00').readAsync())).toEqual(Buffer.from(clip.peripheral.name));
    const descriptors = await within(get(STREAM).discoverDescriptorsAsync());
    expect(descriptors.map(({ uuid }) => uuid)).toEqual(['2902']);
    clip.peripheral.remove();
  });

  test('takes the connection parameters asked for and closes from either side', async () => {
    const clip = addClip(radio.world);
    const { device } = await meet(clip, { minInterval: 12, maxInterval: 12, latency: 0, timeout: 400 });
    expect(clip.peripheral.linkParameters).toEqual({
      intervalMs: 15,
      latency: 0,
      supervisionTimeoutMs: 4000,
    });
    expect(await within(device.updateRssiAsync())).toBe(-55);
    await within(device.disconnectAsync());
    await until(() => clip.log.length === 2);
    await meet(clip);
    const gone = new Promise((resolve) => device.once('disconnect', resolve));
    clip.peripheral.disconnect(0x15);
    expect(await within(gone)).toBe(0x15);
    expect(clip.log).toEqual(['up', 'down 19', 'up', 'down 22']);
    clip.peripheral.remove();
  });

  test('notifications arrive in order, and the queue is bounded', async () => {
    const clip = addClip(radio.world, { notificationQueue: 4 });
    const { get } = await meet(clip);
    const heard: number[] = [];
    get(STREAM).on('data', (bytes: Buffer) => heard.push(bytes.readUInt16LE(0)));
    expect(clip.peripheral.notify(STREAM, numbered(0))).toBe(false);
    await within(get(STREAM).subscribeAsync());
    expect(clip.peripheral.subscription(STREAM)).toBe('notify');

    let taken = 0;
    const fill = (): void => {
      while (taken < 500 && clip.peripheral.notify(STREAM, numbered(taken), fill)) taken++;
    };
    fill();
    expect(taken).toBe(4);
    expect(clip.peripheral.notificationsWaiting).toBe(4);
    await until(() => heard.length === 500);
    expect(heard).toEqual(Array.from({ length: 500 }, (_, index) => index));
    expect(clip.peripheral.notificationsWaiting).toBe(0);

    await within(get(STREAM).unsubscribeAsync());
    expect(clip.peripheral.notify(STREAM, numbered(0))).toBe(false);
    clip.peripheral.remove();
  });

  test('a notification longer than the MTU allows is a fault of the firmware', async () => {
    const clip = addClip(radio.world, { maxMtu: 23 });
    const { get } = await meet(clip);
    await within(get(STREAM).subscribeAsync());
    expect(() => clip.peripheral.notify(STREAM, Buffer.alloc(21))).toThrow(/do not fit/);
    expect(clip.peripheral.notify(STREAM, Buffer.alloc(20))).toBe(true);
    clip.peripheral.remove();
  });

  test('indications go out one by one, each confirmed', async () => {
    const clip = addClip(radio.world, { indicationQueue: 3 });
    const { get } = await meet(clip);
    const heard: number[] = [];
    const confirmed: number[] = [];
    get(CONTROL).on('data', (bytes: Buffer) => heard.push(bytes[0]));
    await within(get(CONTROL).subscribeAsync());
    expect(clip.peripheral.subscription(CONTROL)).toBe('indicate');
    const taken = [1, 2, 3, 4].map((value) =>
      clip.peripheral.indicate(CONTROL, Buffer.from([value]), () => confirmed.push(value)),
    );
    expect(taken).toEqual([true, true, true, false]);
    await until(() => confirmed.length === 3);
    expect([heard, confirmed]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    clip.peripheral.remove();
  });

  test('writes with and without response, long ones in parts', async () => {
    const clip = addClip(radio.world, { maxMtu: 23 });
    const { get } = await meet(clip);
    const long = Buffer.from(Array.from({ length: 300 }, (_, index) => index & 0xff));
    await within(get(CONTROL).writeAsync(Buffer.from([1]), false));
    await within(get(CONTROL).writeAsync(Buffer.from([2]), true));
    await until(() => clip.written.length === 2);
    await within(get(CONTROL).writeAsync(long, false));
    expect(clip.written).toEqual([
      { bytes: Buffer.from([1]), response: true },
      { bytes: Buffer.from([2]), response: false },
      { bytes: long, response: true },
    ]);
    clip.peripheral.remove();
  });

  test('reads short, long and late values', async () => {
    const long = Buffer.from(Array.from({ length: 512 }, (_, index) => index & 0xff));
    let readings = 0;
    const clip = addClip(radio.world, {
      maxMtu: 23,
      services: [
        {
          uuid: UART,
          characteristics: [
            { uuid: 'aa01', properties: ['read'], value: long },
            { uuid: 'aa02', properties: ['read'], onRead: () => Buffer.from([++readings]) },
            {
              uuid: 'aa03',
              properties: ['read'],
              onRead: () => new Promise((go) => setTimeout(go, 20, long)),
            },
            // As long as one response: noble must ask for a rest that is empty.
            { uuid: 'aa04', properties: ['read'], value: long.subarray(0, 22) },
          ],
        },
      ],
    });
    const { get } = await meet(clip);
    expect(await within(get('aa01').readAsync())).toEqual(long);
    expect(await within(get('aa02').readAsync())).toEqual(Buffer.from([1]));
    expect(await within(get('aa02').readAsync())).toEqual(Buffer.from([2]));
    expect(await within(get('aa03').readAsync())).toEqual(long);
    expect(await within(get('aa04').readAsync())).toEqual(long.subarray(0, 22));
    clip.peripheral.setValue('aa01', Buffer.from('short'));
    expect(await within(get('aa01').readAsync())).toEqual(Buffer.from('short'));
    clip.peripheral.remove();
  });

  test('an ATT error leaves a write of noble unsettled, and the link usable', async () => {
    const clip = addClip(radio.world, {
      services: [
        {
          uuid: UART,
          characteristics: [
            { uuid: 'aa01', properties: ['write'], onWrite: () => new AttError(0x80) },
            { uuid: 'aa02', properties: ['read', 'write'] },
          ],
        },
      ],
    });
    const { get } = await meet(clip);
    await expect(within(get('aa01').writeAsync(Buffer.from([1]), false), 30)).rejects.toThrow(/not within/);
    await within(get('aa02').writeAsync(Buffer.from([2]), false));
    expect(await within(get('aa02').readAsync())).toEqual(Buffer.from([2]));
    clip.peripheral.remove();
  });

  test('a hung firmware answers nothing until it is mended', async () => {
    const clip = addClip(radio.world);
    const { device, get } = await meet(clip);
    clip.peripheral.faults.ignores = ({ characteristic }) => characteristic === CONTROL;
    expect(await within(get(INFO).readAsync())).toEqual(Buffer.from('maker'));
    await expect(within(get(CONTROL).writeAsync(Buffer.from([1]), false), 30)).rejects.toThrow(/not within/);
    expect(clip.written).toEqual([]);
    // ATT knows one request at a time: the next one waits for ever too.
    await expect(within(get(INFO).readAsync(), 30)).rejects.toThrow(/not within/);
    clip.peripheral.faults.ignores = () => false;
    await within(device.disconnectAsync());
    const again = await meet(clip);
    await within(again.get(CONTROL).writeAsync(Buffer.from([1]), false));
    expect(clip.written).toHaveLength(1);
    clip.peripheral.remove();
  });
});
