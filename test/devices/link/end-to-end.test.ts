import { afterEach, describe, expect, it } from 'vitest';
import type { Driver } from '../../../src/devices/driver.ts';
import { openDeviceLink } from '../../../src/devices/link/device-link.ts';
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import { LINK_DEFAULTS, type LinkParams } from '../../../src/devices/link/link-params.ts';
import type { Radio } from '../../../src/devices/link/radio.ts';
import { shareRadio } from '../../../src/devices/link/shared-radio.ts';
import type { SensorRole } from '../../../src/domain/sample.ts';
import { radioOnVirtual, serveBelt } from './radio-process/served-belt.ts';
import {
  belt,
  CONTROL,
  NOBLES,
  SERIAL,
  STREAM,
  streamFrom,
  until,
  virtualRadio,
} from './radio-process/virtual-belt.ts';

/** Reads the serial, starts the stream; every notification is a sample. */
const driver: Driver = {
  name: 'virtual',
  channels: { stream: STREAM, control: CONTROL, serial: SERIAL },
  recognises: (ad) => ad.name?.startsWith('Belt') ?? false,
  start: async (port, { rateHz }) => {
    const serial = new TextDecoder().decode(await port.read('serial'));
    await port.subscribe('stream');
    return { driver: 'virtual', model: 'Belt', serial, firmware: null, rateHz };
  },
  createDecoder: (sensor) => ({
    step: (input) =>
      input.type === 'bytes' && input.channel === 'stream'
        ? [
            {
              type: 'samples',
              batch: { sensor, count: 1, timeS: Float64Array.of(input.atS), imu: new Float64Array(6) },
            },
          ]
        : [],
    tick: () => [{ type: 'write', write: { channel: 'control', bytes: Uint8Array.of(1), response: false } }],
  }),
  vibrate: () => [{ channel: 'control', bytes: Uint8Array.of(9), response: false }],
};

/** The same rules as on a real radio, without its waiting. */
const QUICK: LinkParams = {
  ...LINK_DEFAULTS,
  connectMs: 1000,
  silentMs: 150,
  dropMs: 150,
  requestMs: 150,
  graceMs: 50,
  backoffMs: 5,
  backoffMaxMs: 20,
  tickMs: 20,
};

describe('link on the real noble', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const open = (radio: Radio, serial: string | null = null) => {
    const settings = { role: 'belt' as SensorRole, rateHz: 100, maxBatchMs: 50 };
    const match = serial === null ? 'any' : { serial };
    const link = openDeviceLink(shareRadio(radio), { driver, match, settings }, QUICK);
    const items: LinkItem[] = [];
    link.items.subscribe((item) => items.push(item));
    ends.unshift(() => link.close());
    return {
      ...link,
      state: () => items.flatMap((item) => (item.type === 'state' ? [item.report.state] : [])).at(-1),
      inputs: () => items.flatMap((item) => (item.type === 'input' ? [item.input] : [])),
      downs: () =>
        items.flatMap((item) =>
          item.type === 'input' && item.input.type === 'down' ? [item.input.reason] : [],
        ),
    };
  };

  describe.each(NOBLES)('%s', (name) => {
    const start = () => {
      const made = virtualRadio(name);
      ends.push(made.close);
      const peripheral = made.world.add(belt(1));
      ends.push(streamFrom(peripheral));
      return { ...made, peripheral };
    };

    it('streams, vibrates, and closes', async () => {
      const { radio, peripheral } = start();
      const link = open(radio);
      await until(() => link.state() === 'streaming' && link.inputs().length > 20);
      await link.vibrate([{ amplitude: 1, seconds: 0.1 }]);
      const counts = link
        .inputs()
        .flatMap((input) => (input.type === 'bytes' && input.channel === 'stream' ? [input.bytes[0]] : []));
      expect(counts).toEqual(counts.map((_, i) => i));
      await link.close();
      expect(link.downs()).toEqual(['closed']);
      expect(peripheral.isConnected).toBe(false);
    });

    it('outlives twenty lost links at any moment', async () => {
      const { radio, peripheral } = start();
      const link = open(radio);
      for (let round = 0; round < 20; round++) {
        await until(() => peripheral.isConnected);
        // From in the middle of discovery to well into the stream.
        await new Promise((resolve) => {
          setTimeout(resolve, (round * 7) % 45);
        });
        peripheral.drop();
      }
      await until(() => link.state() === 'streaming');
      const turns = link.inputs().filter(({ type }) => type !== 'bytes');
      expect(turns.map(({ type }) => type)).toEqual(turns.map((_, i) => (i % 2 === 0 ? 'up' : 'down')));
    });

    it('finds out by the silence that the adapter forgot the link', async () => {
      const { world, radio } = start();
      const link = open(radio);
      await until(() => link.state() === 'streaming');
      world.adapters[0].powerOff();
      world.adapters[0].powerOn();
      await until(() => link.downs().includes('silent'));
      await until(() => link.state() === 'streaming');
    });

    it('leaves a device that answers nothing, and has it back when it does', async () => {
      const { radio, peripheral } = start();
      const link = open(radio);
      await until(() => link.state() === 'streaming');
      peripheral.faults.ignores = () => true;
      peripheral.drop();
      await until(() => peripheral.isConnected);
      await until(() => link.state() === 'backing-off');
      peripheral.faults.ignores = () => false;
      await until(() => link.state() === 'streaming');
    });
  });

  it('goes on when the radio process is killed', async () => {
    const served = await serveBelt();
    ends.push(served.close);
    const radio = radioOnVirtual(served.virtual);
    ends.unshift(() => radio.close());
    const link = open(radio, 'B1');
    await until(() => link.state() === 'streaming');
    process.kill(radio.pid ?? 0, 'SIGKILL');
    served.peripheral.drop();
    await until(() => link.downs().length > 0);
    expect(link.downs()).toEqual(['radio']);
    await until(() => link.state() === 'streaming');
    const times = link.inputs().map(({ atS }) => atS);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
