/**
 * Driver for WitMotion's Bluetooth 5 sensors: WT9011DCL-BT50, WT901BLE and their kin.
 *
 * Where it is from: [V] the maker's documents or source, [C] one or two users' source, [G] general knowledge. No
 * hardware was at hand, so everything but [V] is to be checked on the first sensor; `docs/sensors.md` keeps the list.
 *
 * - [V] service and characteristics (they end in 9a34fb, not in Bluetooth's own 9b34fb); frames `55 61` and `55 71`,
 *   ranges ±16 g and ±2000 °/s; registers, rates, the unlock that holds for ten seconds
 * - [C] register 96 is a set of bits: 1 sends displacement in a frame that looks the same, 2 puts a clock of 1 ms into
 *   bytes 14–17; it outlives a reset, so it is written and read back at every start
 * - [C] at 200 Hz registers are not answered, so the rate is lowered first and set last
 * - [C] commands may be written without response
 * - [G] register 7F and the five after it hold the serial number as text; the words of the version are major and minor
 * - [G] the clock stamps the moment of sampling, and not that of packing
 * Never written: register 65, which can make a sensor useless, and 00, which would save settings for other programs.
 */
import type { DeviceInput } from '../../domain/device.ts';
import { BeltlineError } from '../../domain/error.ts';
import { IMU_WIDTH, STANDARD_GRAVITY, type SensorRole } from '../../domain/sample.ts';
import type {
  DecoderOutput,
  DeviceDecoder,
  DeviceInfo,
  DevicePort,
  Driver,
  DriverSettings,
} from '../driver.ts';
import { createSampleTimes } from '../link/sample-times.ts';

const uuid = (short: string): string => `0000${short}-0000-1000-8000-00805f9a34fb`;
const SERVICE = uuid('ffe5');
/** All products of the maker are called so; the vibration meter WTVB01 too, which {@link start} tells apart. */
const NAME = /^WT/i;

const FRAME_BYTES = 20;
const HEAD = 0x55;
const KIND = { data: 0x61, register: 0x71 } as const;
const REGISTER = {
  rate: 0x03,
  bandwidth: 0x1f,
  axes: 0x24,
  version: 0x2e,
  battery: 0x64,
  serial: 0x7f,
  output: 0x96,
} as const;
/** Bits of register 96. */
const OUTPUT = { displacement: 1, clock: 2 } as const;
const SIX_AXES = 1;
/** Codes of the sampling rates, Hz. */
const RATES = new Map([
  [10, 0x06],
  [20, 0x07],
  [50, 0x08],
  [100, 0x09],
  [200, 0x0b],
]);
/** Registers are answered at this rate. */
const SLOW_HZ = 10;
/** 256 Hz, and 42 Hz for slow streams; of the codes between them the documents disagree. */
const BANDWIDTH = { open: 0, low: 4 } as const;
const LOW_UP_TO_HZ = 50;
/** Frames of the vibration meter, bytes. */
const VIBRATION_METER_FRAMES: readonly number[] = [32, 40];

const ACC_PER_LSB = (16 / 32_768) * STANDARD_GRAVITY;
const GYR_PER_LSB = (2000 / 32_768) * (Math.PI / 180);
const CLOCK_AT = 14;
const WORDS_AT = 4;
const SERIAL_WORDS = 6;
const TICK_S = 1e-3;
const CENTIVOLT = 0.01;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const isHead = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === HEAD && (bytes[at + 1] === KIND.data || bytes[at + 1] === KIND.register);

/** After junk a head may be chance: the frame it begins must be followed by another, or be the last. */
const isLikely = (bytes: Uint8Array, at: number): boolean =>
  isHead(bytes, at) &&
  (at + FRAME_BYTES === bytes.length || (at + FRAME_BYTES < bytes.length && isHead(bytes, at + FRAME_BYTES)));

interface Split {
  /** Where whole frames begin. */
  readonly frames: readonly number[];
  /** Where stretches of other bytes begin. */
  readonly junk: readonly number[];
}

/** Frames are whole within a notification; what lies between them is skipped, at most to its end. */
const split = (bytes: Uint8Array): Split => {
  const frames: number[] = [];
  const junk: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (isHead(bytes, at) && at + FRAME_BYTES <= bytes.length) {
      frames.push(at);
      at += FRAME_BYTES;
      continue;
    }
    junk.push(at);
    do at += 1;
    while (at < bytes.length && !isLikely(bytes, at));
  }
  return { frames, junk };
};

/** Eight words from register `register` on, if the notification holds them. */
const wordsOf = (bytes: Uint8Array, register: number): number[] | null => {
  const view = viewOf(bytes);
  const at = split(bytes).frames.find(
    (frame) => bytes[frame + 1] === KIND.register && view.getUint16(frame + 2, true) === register,
  );
  if (at === undefined) return null;
  return Array.from({ length: 8 }, (_, word) => view.getUint16(at + WORDS_AT + 2 * word, true));
};

const isVibrationMeter = (bytes: Uint8Array): boolean =>
  VIBRATION_METER_FRAMES.includes(bytes.length) &&
  bytes[0] === HEAD &&
  bytes[1] === KIND.data &&
  !isHead(bytes, FRAME_BYTES);

const hasData = (bytes: Uint8Array): boolean => split(bytes).frames.some((at) => bytes[at + 1] === KIND.data);

const command = (...bytes: number[]) =>
  ({ channel: 'commands', bytes: Uint8Array.of(0xff, 0xaa, ...bytes), response: false }) as const;
const question = (register: number) => command(0x27, register & 0xff, register >> 8);

/** What a sensor is told and asked, one after the other. */
const createRegisters = (port: DevicePort) => {
  /** Asks, and rejects the sensor that sends longer frames under the same name. */
  const ask = async (what: ReturnType<typeof command>, isReply: (bytes: Uint8Array) => boolean) => {
    const bytes = await port.ask(what, 'data', (heard) => isVibrationMeter(heard) || isReply(heard));
    if (!isVibrationMeter(bytes)) return bytes;
    throw new BeltlineError('device', 'this is a WTVB01 vibration meter, which does not measure motion.', {
      cure: 'Switch it off, or name the id of the right sensor in the configuration.',
    });
  };
  const unlock = (): Promise<void> => port.write(command(0x69, 0x88, 0xb5));
  const write = async (register: number, value: number): Promise<void> => {
    await unlock();
    await port.write(command(register, value & 0xff, value >> 8));
  };
  const read = async (register: number): Promise<number[]> =>
    wordsOf(await ask(question(register), (heard) => wordsOf(heard, register) !== null), register) ?? [];

  return {
    write,
    read,
    /** Writes and reads back: it paces the sensor, too, which loses commands that come too fast. */
    set: async (register: number, value: number): Promise<number> => {
      await write(register, value);
      const [taken] = await read(register);
      return taken;
    },
    /** Writes and waits for the next sample. */
    setAndHear: async (register: number, value: number): Promise<void> => {
      await unlock();
      await ask(command(register, value & 0xff, value >> 8), hasData);
    },
  };
};

const failed = (message: string): BeltlineError =>
  new BeltlineError('device', message, {
    cure: "Switch the sensor off and on; if that does not help, reset it with the maker's app.",
  });

/** Words as the text they hold; of the device's own numbers nothing else is printable. */
const textOf = (words: readonly number[]): string =>
  String.fromCharCode(...words.flatMap((word) => [word & 0xff, word >> 8])).replace(/[^\x21-\x7e]/g, '');

const nearestRate = (wantedHz: number): number =>
  [...RATES.keys()].reduce((best, hz) => (Math.abs(hz - wantedHz) < Math.abs(best - wantedHz) ? hz : best));

const codeOf = (hz: number): number => RATES.get(hz) ?? 0;

const start = async (port: DevicePort, { rateHz: wantedHz }: DriverSettings): Promise<DeviceInfo> => {
  await port.subscribe('data');
  const registers = createRegisters(port);
  const rateHz = nearestRate(wantedHz);
  await registers.write(REGISTER.rate, codeOf(SLOW_HZ));
  await registers.read(REGISTER.battery);
  const version = await registers.read(REGISTER.version);
  const serial = textOf((await registers.read(REGISTER.serial)).slice(0, SERIAL_WORDS));
  await registers.set(REGISTER.axes, SIX_AXES);
  await registers.set(REGISTER.bandwidth, rateHz > LOW_UP_TO_HZ ? BANDWIDTH.open : BANDWIDTH.low);
  const output = await registers.set(REGISTER.output, OUTPUT.clock);
  if ((output & OUTPUT.displacement) !== 0)
    throw failed('the sensor sends displacement instead of acceleration, and does not change that.');
  await registers.setAndHear(REGISTER.rate, codeOf(rateHz));
  return {
    driver: 'witmotion',
    model: 'WitMotion',
    serial: serial === '' ? 'unknown' : serial,
    firmware: version.slice(0, 2).join('.'),
    rateHz,
  };
};

interface DataFrame {
  readonly bytes: Uint8Array;
  readonly hasClock: boolean;
}

const malformed = (atS: number, code: string, offset: number): DecoderOutput => ({
  type: 'event',
  event: { type: 'malformed', atS, channel: 'data', code, offset },
});

const createDecoder = (sensor: SensorRole): DeviceDecoder => {
  const times = createSampleTimes({ tickS: TICK_S, ratesHz: [...RATES.keys()] });
  /** What register 96 was read as in this connection; without it nobody knows what the frames mean. */
  let output: number | null = null;

  const onRegister = (bytes: Uint8Array, atS: number): DecoderOutput[] => {
    const outputWords = wordsOf(bytes, REGISTER.output);
    if (outputWords !== null) [output] = outputWords;
    const battery = wordsOf(bytes, REGISTER.battery);
    if (battery === null) return [];
    return [{ type: 'event', event: { type: 'battery', atS, percent: null, volts: battery[0] * CENTIVOLT } }];
  };

  const onData = (frames: readonly DataFrame[], atS: number): DecoderOutput[] => {
    const count = frames.length;
    const timeS = new Float64Array(count);
    const imu = new Float64Array(count * IMU_WIDTH);
    const steps: DecoderOutput[] = [];
    frames.forEach(({ bytes, hasClock }, row) => {
      const view = viewOf(bytes);
      const time = times.next(hasClock ? view.getUint32(CLOCK_AT, true) : null, atS);
      if (time.stepS !== null)
        steps.push({ type: 'event', event: { type: 'clock-step', atS, stepS: time.stepS } });
      timeS[row] = time.timeS;
      for (let axis = 0; axis < IMU_WIDTH; axis += 1)
        imu[row * IMU_WIDTH + axis] =
          view.getInt16(2 + 2 * axis, true) * (axis < 3 ? ACC_PER_LSB : GYR_PER_LSB);
    });
    return [...steps, { type: 'samples', batch: { sensor, count, timeS, imu } }];
  };

  const onBytes = (bytes: Uint8Array, atS: number): DecoderOutput[] => {
    if (isVibrationMeter(bytes)) return [malformed(atS, 'length', 0)];
    const { frames, junk } = split(bytes);
    const outputs: DecoderOutput[] = junk.map((offset) => malformed(atS, 'sync', offset));
    let data: DataFrame[] = [];
    const flush = (): void => {
      if (data.length > 0) outputs.push(...onData(data, atS));
      data = [];
    };
    for (const at of frames) {
      const frame = bytes.subarray(at, at + FRAME_BYTES);
      if (frame[1] === KIND.register) {
        flush();
        outputs.push(...onRegister(frame, atS));
      } else if (output !== null && (output & OUTPUT.displacement) === 0)
        data.push({ bytes: frame, hasClock: (output & OUTPUT.clock) !== 0 });
    }
    flush();
    return outputs;
  };

  return {
    step: (input: DeviceInput) => {
      if (input.type === 'bytes') return input.channel === 'data' ? onBytes(input.bytes, input.atS) : [];
      output = null;
      times.restart();
      return [];
    },
    tick: () => [],
  };
};

export const witmotionDriver: Driver = {
  name: 'witmotion',
  channels: {
    data: { service: SERVICE, characteristic: uuid('ffe4') },
    commands: { service: SERVICE, characteristic: uuid('ffe9') },
  },
  recognises: ({ name, services }) => services.includes(SERVICE) || (name !== null && NAME.test(name)),
  start,
  createDecoder,
  vibrate: null,
};
