/** The smallest driver there can be, for the fake radio. */
import type { DecoderOutput, Driver } from '../../../src/devices/driver.ts';
import type { SensorRole } from '../../../src/domain/sample.ts';
import { CONTROL, STREAM } from './fake-radio.ts';

export const OP = { who: 1, start: 2, vibrate: 3, sync: 9 };

const sampleAt = (sensor: SensorRole, atS: number): DecoderOutput => ({
  type: 'samples',
  batch: { sensor, count: 1, timeS: Float64Array.of(atS), imu: new Float64Array(6) },
});

/** Says who it is as a one-letter serial; every byte of the stream is a sample, but 99 breaks the decoder. */
export const tinyDriver = (overrides: Partial<Driver> = {}): Driver => ({
  name: 'tiny',
  channels: { control: CONTROL, stream: STREAM },
  recognises: (ad) => ad.name?.startsWith('Fake') ?? false,
  start: async (port, settings) => {
    await port.subscribe('control');
    await port.subscribe('stream');
    const who = { channel: 'control', bytes: Uint8Array.of(OP.who), response: true };
    const reply = await port.ask(who, 'control', (bytes) => bytes[0] === OP.who);
    await port.write({ channel: 'control', bytes: Uint8Array.of(OP.start), response: true });
    return {
      driver: 'tiny',
      model: 'Tiny',
      serial: String.fromCharCode(reply[1]),
      firmware: null,
      rateHz: settings.rateHz,
    };
  },
  createDecoder: (role) => ({
    step: (input) => {
      if (input.type !== 'bytes' || input.channel !== 'stream') return [];
      if (input.bytes[0] === 99) throw new Error('broken');
      return [sampleAt(role, input.atS)];
    },
    tick: () => [
      { type: 'write', write: { channel: 'control', bytes: Uint8Array.of(OP.sync), response: false } },
    ],
  }),
  vibrate: (vibration) =>
    vibration.map(({ amplitude }) => ({
      channel: 'control',
      bytes: Uint8Array.of(OP.vibrate, amplitude * 100),
      response: false,
    })),
  ...overrides,
});
