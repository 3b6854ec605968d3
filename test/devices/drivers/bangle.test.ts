import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { bangleDriver } from '../../../src/devices/drivers/bangle.ts';
import type { Vibration } from '../../../src/domain/device.ts';
import { addBangle, type BangleOptions } from '../../../src/simulator/peripherals/bangle.ts';
import { onTheAir, soon } from './on-the-air.ts';

const writesOf = (vibration: Vibration, mtu: number) => bangleDriver.vibrate?.(vibration, mtu, 1) ?? [];
const textOf = (vibration: Vibration, mtu = 53): string =>
  Buffer.concat(writesOf(vibration, mtu).map(({ bytes }) => bytes)).toString();

describe('script for a Bangle.js', () => {
  it('is one line of buzzes, each in its time', () => {
    const vibration = [
      { amplitude: 0.804, seconds: 0.2 },
      { amplitude: 0, seconds: 0.1 },
      { amplitude: 1, seconds: 0.4 },
    ];
    expect(textOf(vibration)).toBe('\x10Bangle.buzz(200,0.8);setTimeout(()=>Bangle.buzz(400,1),300)\n');
  });

  it('cuts what is longer than the watch takes', () => {
    expect(textOf([{ amplitude: 1, seconds: 7 }])).toBe(
      '\x10Bangle.buzz(5000,1);setTimeout(()=>Bangle.buzz(2000,1),5000)\n',
    );
  });

  it('is nothing where nothing is to be felt', () => {
    expect(writesOf([], 53)).toEqual([]);
    expect(writesOf([{ amplitude: 0, seconds: 1 }], 53)).toEqual([]);
  });

  it('fits the link and ends its line, for any vibration', () => {
    const segment = fc.record({
      amplitude: fc.double({ min: -1, max: 2, noNaN: true }),
      seconds: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 40 }),
        fc.integer({ min: 23, max: 247 }),
        (vibration, mtu) => {
          const writes = writesOf(vibration, mtu);
          expect(writes.every(({ bytes }) => bytes.length > 0 && bytes.length <= mtu - 3)).toBe(true);
          const text = textOf(vibration, mtu);
          expect(text === '' || (text.startsWith('\x10') && /^[ -~]+\n$/.test(text.slice(1)))).toBe(true);
          const buzzes = [...text.matchAll(/buzz\((\d+),([\d.]+)\)/g)];
          expect(buzzes.length).toBeLessThanOrEqual(16);
          expect(buzzes.every(([, ms, strength]) => Number(ms) <= 5000 && Number(strength) <= 1)).toBe(true);
        },
      ),
    );
  });
});

describe('heartbeat', () => {
  it('goes out every ten seconds while the link stands', () => {
    const decoder = bangleDriver.createDecoder('belt');
    expect(decoder.tick(100)).toEqual([]);
    decoder.step({ type: 'up', atS: 100 });
    expect(decoder.tick(109)).toEqual([]);
    expect(decoder.tick(110)).toHaveLength(2);
    expect(decoder.tick(111)).toEqual([]);
    decoder.step({ type: 'down', atS: 112, reason: 'disconnected' });
    expect(decoder.tick(130)).toEqual([]);
  });
});

describe('Bangle.js on the air', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const open = (options: Partial<BangleOptions> = {}, driver = bangleDriver) => {
    const opened = onTheAir(driver, 0, (world) =>
      addBangle(world, { address: 'c0:ff:ee:00:be:ef', ...options }),
    );
    ends.push(opened.close, opened.peripheral.close);
    return opened;
  };

  const PATTERN = [
    { amplitude: 0.5, seconds: 0.02 },
    { amplitude: 0, seconds: 0.03 },
    { amplitude: 1, seconds: 0.1 },
  ];

  it.each([23, 53])('buzzes the pattern over an MTU of %i', async (maxMtu) => {
    const { link, peripheral, report, isStreaming } = open({ maxMtu });
    await soon(isStreaming);
    expect(report()?.device).toMatchObject({ serial: 'beef', firmware: '2v24', rateHz: 0 });
    await link.vibrate(PATTERN);
    await soon(() => peripheral.buzzes.length === 2);
    const [first, second] = peripheral.buzzes;
    expect([first.ms, first.strength, second.ms, second.strength]).toEqual([20, 0.5, 100, 1]);
    expect(second.atMs - first.atMs).toBeGreaterThan(45);
    expect(peripheral.errors).toEqual([]);
  });

  it('does not mix what is asked for at once', async () => {
    const { link, peripheral, isStreaming } = open({ maxMtu: 23 });
    await soon(isStreaming);
    await Promise.all([link.vibrate(PATTERN), link.vibrate(PATTERN)]);
    await soon(() => peripheral.buzzes.length === 4);
    expect(peripheral.errors).toEqual([]);
  });

  it('stays connected in silence, and comes back after a lost link', async () => {
    const { link, peripheral, isStreaming, troubles } = open();
    await soon(isStreaming);
    // Longer than the watchdog of this test waits for samples.
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    expect(isStreaming()).toBe(true);
    expect(troubles().filter((message) => message.includes('sample'))).toEqual([]);
    peripheral.peripheral.drop();
    await soon(() => !isStreaming());
    await soon(isStreaming);
    await link.vibrate(PATTERN.slice(0, 1));
    await soon(() => peripheral.buzzes.length === 1);
  });

  it('has a heartbeat that does no harm in the midst of a line', async () => {
    const decoder = bangleDriver.createDecoder('belt');
    decoder.step({ type: 'up', atS: 0 });
    const beats = decoder.tick(10).flatMap((output) => (output.type === 'write' ? [output.write] : []));
    const [first, ...rest] = writesOf(PATTERN, 23);
    const { link, peripheral, isStreaming } = open(
      {},
      { ...bangleDriver, vibrate: () => [first, ...beats, ...rest] },
    );
    await soon(isStreaming);
    const before = peripheral.lines.length;
    await link.vibrate(PATTERN);
    await soon(() => peripheral.buzzes.length === 2);
    expect(peripheral.lines).toHaveLength(before + 1);
  });

  it('says how to mend a watch that does not answer', async () => {
    const { troubles } = open({ isLocked: true });
    await soon(() => troubles().some((message) => message.includes('password')));
  });
});
