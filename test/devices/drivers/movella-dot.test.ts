import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceInput } from '../../../src/domain/device.ts';
import type { DecoderOutput } from '../../../src/devices/driver.ts';
import { movellaDotDriver } from '../../../src/devices/drivers/movella-dot.ts';
import { addDot, type DotOptions } from '../../../src/simulator/peripherals/movella-dot.ts';
import { AT_REST, length, lifterMotion, onTheAir, rateOf, rises, soon } from './on-the-air.ts';

/** By hand: clock 0x00010000 µs, acceleration 0, 0, 9.8125 m/s² (411d0000), angular rate 180, 0, −90 °/s. */
const PAYLOAD = '00000100 00000000 00000000 00001d41 00003443 00000000 0000b4c2'.replaceAll(' ', '');

const heard = (channel: string, bytes: Uint8Array, atS: number): DeviceInput => ({
  type: 'bytes',
  channel,
  bytes,
  atS,
});
const payload = (us: number): Uint8Array => {
  const bytes = Buffer.from(PAYLOAD, 'hex');
  bytes.writeUInt32LE(us % 2 ** 32, 0);
  return bytes;
};
const UP: DeviceInput = { type: 'up', atS: 0 };
const run = (inputs: readonly DeviceInput[]): DecoderOutput[] => {
  const decoder = movellaDotDriver.createDecoder('belt');
  return [UP, ...inputs].flatMap((input) => [...decoder.step(input)]);
};
const timesOf = (outputs: readonly DecoderOutput[]): number[] =>
  outputs.flatMap((output) => (output.type === 'samples' ? [...output.batch.timeS] : []));
const eventsOf = (outputs: readonly DecoderOutput[]) =>
  outputs.flatMap((output) => (output.type === 'event' ? [output.event] : []));

describe('DOT decoder', () => {
  it('reads a payload written by hand', () => {
    const [output] = run([heard('payload', Buffer.from(PAYLOAD, 'hex'), 1)]);
    const imu = output.type === 'samples' ? [...output.batch.imu] : [];
    expect(imu).toEqual([0, 0, 9.8125, Math.PI, 0, -Math.PI / 2]);
    expect(timesOf([output])).toEqual([1]);
  });

  it('shows what was lost as a jump of the clock, and goes on over its turn', () => {
    const start = 2 ** 32 - 100_000;
    const inputs = Array.from({ length: 120 }, (_, i) => i)
      .filter((i) => i < 60 || i >= 75)
      .map((i) => heard('payload', payload(start + Math.round((i * 1e6) / 60)), i / 60 + 0.02));
    const times = timesOf(run(inputs));
    expect(times).toHaveLength(105);
    expect(times[60] - times[59]).toBeCloseTo(16 / 60, 3);
    expect(times[104] - times[0]).toBeCloseTo(119 / 60, 2);
  });

  it('takes no sample twice, and none that cannot be one', () => {
    const infinite = Buffer.from(PAYLOAD, 'hex');
    infinite.writeFloatLE(Infinity, 8);
    const outputs = run([
      heard('payload', payload(1000), 1),
      heard('payload', payload(1000), 1.01),
      heard('payload', infinite, 1.02),
      heard('payload', payload(1000).subarray(1), 1.03),
    ]);
    expect(timesOf(outputs)).toHaveLength(1);
    expect(eventsOf(outputs)).toMatchObject([{ code: 'range' }, { code: 'length', offset: 27 }]);
  });

  it('tells the battery', () => {
    expect(eventsOf(run([heard('battery', Uint8Array.of(40, 1), 2)]))).toEqual([
      { type: 'battery', atS: 2, percent: 40, volts: null },
    ]);
  });

  it('never throws, and its times rise, for any bytes', () => {
    const any = fc.tuple(
      fc.constantFrom('payload', 'battery', 'info'),
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ minLength: 28, maxLength: 28 }),
        fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(payload),
      ),
      fc.integer({ min: 0, max: 300 }),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (all) => {
        let atS = 0;
        const outputs = run(all.map(([channel, bytes, ms]) => heard(channel, bytes, (atS += ms / 1000))));
        expect(rises(timesOf(outputs))).toBe(true);
      }),
    );
  });
});

describe('DOT on the air', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const open = (options: Partial<DotOptions> = {}) => {
    const opened = onTheAir(movellaDotDriver, 208, (world) =>
      addDot(world, { address: 'd4:22:cd:00:12:34', motion: AT_REST, ...options }),
    );
    ends.push(opened.close, opened.peripheral.close);
    return opened;
  };

  it('streams at 60 Hz what the lifter feels, and again after a lost link', async () => {
    const dot = open({ motion: lifterMotion(), startUs: 2 ** 32 - 300_000 });
    await soon(() => dot.times().length > 40);
    expect(dot.report()?.device).toEqual({
      driver: 'movella-dot',
      model: 'Movella DOT',
      serial: 'D422CD001234',
      firmware: '2.1.0',
      rateHz: 60,
    });
    const rows = dot.rows();
    expect(rows.reduce((sum, row) => sum + length(row), 0) / rows.length).toBeCloseTo(9.8, 0);
    const times = dot.times();
    expect(rateOf(times)).toBeCloseTo(60, -1);

    dot.peripheral.peripheral.drop();
    await soon(() => !dot.isStreaming());
    await soon(() => dot.isStreaming() && dot.times().length > times.length + 10);
    expect(rises(dot.times())).toBe(true);
    expect(dot.events().filter(({ type }) => type !== 'battery')).toEqual([]);
  });

  it('takes back the rate that another program left', async () => {
    const dot = open({ rateHz: 20, name: 'Xsens DOT' });
    await soon(() => dot.times().length > 20);
    expect(dot.peripheral.rateHz).toBe(60);
    // Settings are taken at rest only.
    expect(dot.peripheral.written).toEqual(['010015', '010115']);
  });

  it('leaves a gap in time where samples were lost on the air', async () => {
    const dot = open();
    await soon(() => dot.times().length > 20);
    dot.peripheral.lose(6);
    const before = dot.times().length;
    await soon(() => dot.times().length > before + 10);
    const times = dot.times();
    const gaps = times.slice(1).map((time, i) => (time - times[i]) * 60);
    // A busy machine may lose more, but never less.
    expect(Math.max(...gaps)).toBeGreaterThan(6.5);
    expect(gaps.filter((gap) => gap > 1.5).length).toBeLessThan(5);
  });
});
