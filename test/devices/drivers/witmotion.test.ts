import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceInput } from '../../../src/domain/device.ts';
import type { DecoderOutput } from '../../../src/devices/driver.ts';
import { witmotionDriver } from '../../../src/devices/drivers/witmotion.ts';
import { addWitmotion, type WitmotionOptions } from '../../../src/simulator/peripherals/witmotion.ts';
import { AT_REST, length, lifterMotion, onTheAir, rateOf, rises, soon } from './on-the-air.ts';

const G = 9.80665;

/** By hand from the maker's table: ax = 0, ay = −1 g (2048 LSB), az = 16 g less one; gx = 1000 °/s; clock 0x01020304. */
const FRAME = '5561 0000 00f8 ff7f 0040 0000 0000 0403 0201 0000'.replaceAll(' ', '');
const OUTPUT_IS = (value: number): string =>
  `55719600${value.toString(16).padStart(2, '0')}00${'00'.repeat(14)}`;
const BATTERY = `5571 6400 8c01 ${'00'.repeat(14)}`.replaceAll(' ', '');

const bytes = (hex: string, atS: number): DeviceInput => ({
  type: 'bytes',
  channel: 'data',
  atS,
  bytes: Uint8Array.from(Buffer.from(hex, 'hex')),
});
const UP: DeviceInput = { type: 'up', atS: 0 };
const withClock = (ms: number): string => {
  const frame = Buffer.from(FRAME, 'hex');
  frame.writeUInt32LE(ms >>> 0, 14);
  return frame.toString('hex');
};

const run = (inputs: readonly DeviceInput[]): DecoderOutput[] => {
  const decoder = witmotionDriver.createDecoder('belt');
  return inputs.flatMap((input) => [...decoder.step(input)]);
};
const samplesOf = (outputs: readonly DecoderOutput[]) =>
  outputs.flatMap((output) => (output.type === 'samples' ? [output.batch] : []));
const timesOf = (outputs: readonly DecoderOutput[]): number[] =>
  samplesOf(outputs).flatMap(({ timeS }) => [...timeS]);
const eventsOf = (outputs: readonly DecoderOutput[]) =>
  outputs.flatMap((output) => (output.type === 'event' ? [output.event] : []));

const flat = (outputs: DecoderOutput[]) => ({
  times: timesOf(outputs),
  imu: samplesOf(outputs).flatMap(({ imu }) => [...imu]),
  events: eventsOf(outputs),
});

describe('WitMotion decoder', () => {
  it('reads a frame written by hand', () => {
    const [batch] = samplesOf(run([UP, bytes(OUTPUT_IS(2), 0), bytes(FRAME, 0.1)]));
    expect(batch.imu[0]).toBe(0);
    expect(batch.imu[1]).toBeCloseTo(-G, 9);
    expect(batch.imu[2]).toBeCloseTo(16 * G, 1);
    expect(batch.imu[3]).toBeCloseTo((1000 * Math.PI) / 180, 9);
  });

  it('believes no frame before it knows what the sensor sends', () => {
    expect(samplesOf(run([UP, bytes(FRAME, 0.1)]))).toEqual([]);
    expect(samplesOf(run([UP, bytes(OUTPUT_IS(1), 0), bytes(FRAME, 0.1)]))).toEqual([]);
    const down: DeviceInput = { type: 'down', atS: 1, reason: 'disconnected' };
    expect(samplesOf(run([UP, bytes(OUTPUT_IS(2), 0), down, { ...UP, atS: 2 }, bytes(FRAME, 2)]))).toEqual(
      [],
    );
  });

  it('tells the battery', () => {
    expect(eventsOf(run([UP, bytes(BATTERY, 1)]))).toEqual([
      { type: 'battery', atS: 1, percent: null, volts: 3.96 },
    ]);
  });

  it('skips junk, says where, and goes on', () => {
    // The junk holds a false head that no frame follows.
    const outputs = run([
      UP,
      bytes(OUTPUT_IS(2), 0),
      bytes(`aa5561ff${withClock(0)}${withClock(10)}5561`, 1),
    ]);
    expect(timesOf(outputs)).toHaveLength(2);
    expect(eventsOf(outputs).map((event) => (event.type === 'malformed' ? event.offset : event))).toEqual([
      0, 44,
    ]);
  });

  it('spaces samples evenly however coarse the clock', () => {
    const rateHz = 200 * 1.013;
    const inputs = Array.from({ length: 600 }, (_, i) => {
      const ms = 1000 + (i * 1000) / rateHz;
      return bytes(withClock(Math.floor(ms)), ms / 1000 + 0.01);
    });
    const times = timesOf(run([UP, bytes(OUTPUT_IS(2), 0), ...inputs]));
    const spacings = times.slice(101).map((time, i) => time - times[100 + i]);
    expect(Math.max(...spacings)).toBeLessThan(1.05 / rateHz);
    expect(Math.min(...spacings)).toBeGreaterThan(0.95 / rateHz);
    expect((times[599] - times[100]) / 499).toBeCloseTo(1 / rateHz, 4);
  });

  it('keeps its place over lost samples and gaps', () => {
    const lost = new Set([200, 201, ...Array.from({ length: 50 }, (_, i) => 300 + i)]);
    const inputs = Array.from({ length: 500 }, (_, i) => i)
      .filter((i) => !lost.has(i))
      .map((i) => bytes(withClock(i * 5), i * 0.005 + 0.01));
    const times = timesOf(run([UP, bytes(OUTPUT_IS(2), 0), ...inputs]));
    expect(times).toHaveLength(448);
    expect(times[200] - times[199]).toBeCloseTo(0.015, 3);
    expect(times[298] - times[297]).toBeCloseTo(0.255, 2);
  });

  it('goes on over the turn of the clock, and tells when it was set back', () => {
    const turn = [2 ** 32 - 20, 2 ** 32 - 10, 0, 10].map((ms, i) => bytes(withClock(ms), i * 0.01));
    const outputs = run([UP, bytes(OUTPUT_IS(2), 0), ...turn, bytes(withClock(10 - 5000), 0.05)]);
    expect(rises(timesOf(outputs))).toBe(true);
    expect(eventsOf(outputs).map(({ type }) => type)).toEqual(['clock-step']);
  });

  it('takes the time of arrival from a sensor without a clock, spread over what came together', () => {
    const inputs = Array.from({ length: 100 }, (_, i) => bytes(FRAME.repeat(3), (i + 1) * 0.03));
    const times = timesOf(run([UP, bytes(OUTPUT_IS(0), 0), ...inputs]));
    expect(rises(times)).toBe(true);
    const spacings = times.slice(201).map((time, i) => time - times[200 + i]);
    expect(Math.max(...spacings)).toBeLessThan(0.013);
    expect(Math.min(...spacings)).toBeGreaterThan(0.007);
    expect(times.at(-1)).toBeLessThanOrEqual(3);
  });

  const frame = fc.oneof(
    fc.uint8Array({ minLength: 0, maxLength: 60 }).map((junk) => Buffer.from(junk).toString('hex')),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(withClock),
    fc.constantFrom(OUTPUT_IS(2), OUTPUT_IS(0), OUTPUT_IS(1), BATTERY),
  );

  it('never throws, and its times rise, for any bytes', () => {
    const arrivals = fc.array(fc.tuple(frame, fc.integer({ min: 0, max: 500 })), { maxLength: 60 });
    fc.assert(
      fc.property(arrivals, (heard) => {
        let atS = 0;
        const inputs = heard.map(([hex, laterMs]) => bytes(hex, (atS += laterMs / 1000)));
        expect(rises(timesOf(run([UP, bytes(OUTPUT_IS(2), 0), ...inputs])))).toBe(true);
      }),
    );
  });

  it('gives the same samples whatever notifications the frames come in', () => {
    const whole = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 2000 }).map(withClock),
        fc.constantFrom(OUTPUT_IS(2), OUTPUT_IS(0), BATTERY),
      ),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(whole, fc.infiniteStream(fc.boolean()), (frames, cuts) => {
        const groups: string[] = [''];
        for (const one of frames) {
          if (cuts.next().value === true) groups.push('');
          groups[groups.length - 1] += one;
        }
        const singly = run([UP, ...frames.map((one) => bytes(one, 1))]);
        expect(flat(run([UP, ...groups.map((group) => bytes(group, 1))]))).toEqual(flat(singly));
      }),
    );
  });
});

describe('WitMotion on the air', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const open = (rateHz: number, options: Partial<WitmotionOptions> = {}) => {
    const opened = onTheAir(witmotionDriver, rateHz, (world) =>
      addWitmotion(world, { address: 'c0:ff:ee:00:01:01', motion: AT_REST, ...options }),
    );
    ends.push(opened.close, opened.peripheral.close);
    return opened;
  };

  it('streams at 200 Hz what the lifter feels, and again after a lost link', async () => {
    const sensor = open(208, { motion: lifterMotion(), output: 1 });
    await soon(() => sensor.times().length > 110);
    expect(sensor.report()?.device).toEqual({
      driver: 'witmotion',
      model: 'WitMotion',
      serial: 'WT4200001234',
      firmware: '3.14',
      rateHz: 200,
    });
    expect(sensor.peripheral.register(0x03)).toBe(0x0b);
    expect([0x24, 0x1f, 0x96].map((register) => sensor.peripheral.register(register))).toEqual([1, 0, 2]);
    const rows = sensor.rows();
    const mean = rows.reduce((sum, row) => sum + length(row), 0) / rows.length;
    expect(mean).toBeGreaterThan(9.6);
    expect(mean).toBeLessThan(10);
    const times = sensor.times();
    // 0.8 % fast, as sensors are, and by up to 5 % more or less while the clocks settle.
    expect(rateOf(times.slice(-100))).toBeGreaterThan(190);
    expect(rateOf(times.slice(-100))).toBeLessThan(213);

    sensor.peripheral.peripheral.drop();
    await soon(() => !sensor.isStreaming());
    await soon(() => sensor.isStreaming() && sensor.times().length > times.length + 20);
    expect(rises(sensor.times())).toBe(true);
    expect(sensor.events().some(({ type }) => type === 'battery')).toBe(true);
    expect(
      sensor.peripheral.written.some((hex) => hex.startsWith('ffaa65') || hex.startsWith('ffaa00')),
    ).toBe(false);
  });

  it('takes the nearest rate', async () => {
    const sensor = open(60);
    await soon(() => sensor.isStreaming());
    expect(sensor.report()?.device?.rateHz).toBe(50);
    expect(sensor.peripheral.register(0x1f)).toBe(4);
  });

  it('goes without a clock where the sensor has none, one frame per notification', async () => {
    const sensor = open(100, { hasClock: false, maxMtu: 23 });
    await soon(() => sensor.times().length > 30);
    expect(rises(sensor.times())).toBe(true);
    expect(length(sensor.rows()[20])).toBeCloseTo(G, 1);
  });

  it('leaves a sensor alone that will not stop sending displacement', async () => {
    const sensor = open(100, { hasClock: false, output: 1 });
    await soon(() => sensor.troubles().some((message) => message.includes('displacement')));
    expect(sensor.times()).toEqual([]);
  });

  it('names the vibration meter that shares everything but its frames', async () => {
    const sensor = open(100, { vibrationMeter: true, name: 'WTVB01-BT50' });
    await soon(() => sensor.troubles().some((message) => message.includes('WTVB01')));
    expect(sensor.troubles().at(-1)).toContain('configuration');
    expect(sensor.times()).toEqual([]);
  });

  it('says what is no frame and goes on', async () => {
    const sensor = open(100);
    await soon(() => sensor.isStreaming());
    sensor.peripheral.injectJunk(Uint8Array.of(1, 2, 3));
    await soon(() => sensor.events().some(({ type }) => type === 'malformed'));
    const before = sensor.times().length;
    await soon(() => sensor.times().length > before + 5);
  });
});
