/**
 * Driver for the Movella DOT, sold as Xsens DOT before: acceleration and angular rate live at up to 60 Hz.
 *
 * Where it is from: [V] the maker's documents or source, [C] users' source, [G] general knowledge. No hardware was at
 * hand, so everything but [V] is to be checked on the first sensor; `docs/sensors.md` keeps the list.
 *
 * - [V] base UUID, characteristics 2001–2004 and 3001, start and stop, mode 21 and its 28 bytes, names; there is no
 *   sequence number, so that samples lost on the air show as jumps of the clock only
 * - [G] mode 21 comes on the medium payload (2003): 28 bytes are too many for the short one
 * - [C] Device Info (1001, 34 bytes): firmware at 6–8, serial number as u64 at 20
 * - [C] Device Control (1002, 32 bytes): output rate as u16 at 24; byte 0 says what a write changes, 10 hex: the rate
 * - [G] a second byte beside the battery level says whether it charges
 */
import type { DeviceInput } from '../../domain/device.ts';
import { IMU_WIDTH, type SensorRole } from '../../domain/sample.ts';
import type {
  DecoderOutput,
  DeviceDecoder,
  DeviceInfo,
  DevicePort,
  Driver,
  DriverSettings,
} from '../driver.ts';
import { createClockFit } from '../link/clock-fit.ts';

const uuid = (short: string): string => `1517${short}-4947-11e9-8646-d663bd873d93`;
const CONFIGURATION = uuid('1000');
const MEASUREMENT = uuid('2000');
const BATTERY = uuid('3000');
const NAME = /^(Xsens|Movella) DOT/i;

/** Rates of live streaming that are of use here, Hz. */
const RATES: readonly number[] = [20, 30, 60];
const MODE = 21;
const MEASURE = 1;
const SWITCH = { start: 1, stop: 0 } as const;
const PAYLOAD_BYTES = 28;
const ACC_AT = 4;
const FLOAT_BYTES = 4;
const RAD_PER_DEG = Math.PI / 180;
/** Beyond what any sensor measures, m/s² and °/s: such a number was no number of a sensor. */
const MOST = 1e5;

const INFO = { bytes: 34, firmware: 6, serial: 20 } as const;
const CONTROL = { bytes: 32, changes: 0, rate: 24, changesRate: 0x10 } as const;
const HEX = 16;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const measure = (on: number) =>
  ({ channel: 'control', bytes: Uint8Array.of(MEASURE, on, MODE), response: true }) as const;

const readInfo = async (port: DevicePort): Promise<Pick<DeviceInfo, 'serial' | 'firmware'>> => {
  const bytes = port.has('info') ? await port.read('info') : new Uint8Array(0);
  if (bytes.length < INFO.bytes) return { serial: 'unknown', firmware: null };
  return {
    serial: viewOf(bytes).getBigUint64(INFO.serial, true).toString(HEX).toUpperCase(),
    firmware: bytes.subarray(INFO.firmware, INFO.firmware + 3).join('.'),
  };
};

const nearestRate = (wantedHz: number): number =>
  RATES.reduce((best, hz) => (Math.abs(hz - wantedHz) < Math.abs(best - wantedHz) ? hz : best));

/** Sets the output rate, which another program may have left lower; returns the rate it has then, Hz. */
const setRate = async (port: DevicePort, rateHz: number): Promise<number> => {
  if (!port.has('device')) return rateHz;
  const device = (await port.read('device')).slice();
  if (device.length !== CONTROL.bytes) return rateHz;
  if (viewOf(device).getUint16(CONTROL.rate, true) === rateHz) return rateHz;
  device[CONTROL.changes] = CONTROL.changesRate;
  viewOf(device).setUint16(CONTROL.rate, rateHz, true);
  await port.write({ channel: 'device', bytes: device, response: true });
  const taken = await port.read('device');
  return taken.length === CONTROL.bytes ? viewOf(taken).getUint16(CONTROL.rate, true) : rateHz;
};

const start = async (port: DevicePort, settings: DriverSettings): Promise<DeviceInfo> => {
  const info = await readInfo(port);
  await port.subscribe('payload');
  // Settings are taken at rest only; a stream may be left of a link that was lost.
  await port.write(measure(SWITCH.stop));
  const rateHz = await setRate(port, nearestRate(settings.rateHz));
  if (port.has('battery')) await port.read('battery');
  await port.write(measure(SWITCH.start));
  return { driver: 'movella-dot', model: 'Movella DOT', ...info, rateHz };
};

/** Acceleration and angular rate of a payload in SI units; `null` where that cannot be what they are. */
const imuOf = (view: DataView): Float64Array | null => {
  const values = Float64Array.from({ length: IMU_WIDTH }, (_, i) =>
    view.getFloat32(ACC_AT + i * FLOAT_BYTES, true),
  );
  if (!values.every((value) => Math.abs(value) <= MOST)) return null;
  return values.map((value, i) => (i < 3 ? value : value * RAD_PER_DEG));
};

const malformed = (atS: number, channel: string, code: string, offset: number): DecoderOutput[] => [
  { type: 'event', event: { type: 'malformed', atS, channel, code, offset } },
];

const onBattery = (bytes: Uint8Array, atS: number): DecoderOutput[] => {
  const [percent] = bytes;
  if (percent === undefined || percent > 100) return malformed(atS, 'battery', 'range', 0);
  return [{ type: 'event', event: { type: 'battery', atS, percent, volts: null } }];
};

const createDecoder = (sensor: SensorRole): DeviceDecoder => {
  const clock = createClockFit();
  let latest: number | null = null;

  const onPayload = (bytes: Uint8Array, atS: number): DecoderOutput[] => {
    if (bytes.length !== PAYLOAD_BYTES) return malformed(atS, 'payload', 'length', bytes.length);
    const view = viewOf(bytes);
    const imu = imuOf(view);
    if (imu === null) return malformed(atS, 'payload', 'range', ACC_AT);
    const tick = view.getUint32(0, true);
    // Sent twice: nothing new.
    if (tick === latest) return [];
    latest = tick;
    const { firstS, stepS } = clock.frame(tick, 0, atS);
    const step: DecoderOutput[] =
      stepS === null ? [] : [{ type: 'event', event: { type: 'clock-step', atS, stepS } }];
    const timeS = Float64Array.of(firstS);
    return [...step, { type: 'samples', batch: { sensor, count: 1, timeS, imu } }];
  };

  return {
    step: (input: DeviceInput) => {
      if (input.type !== 'bytes') {
        latest = null;
        return [];
      }
      if (input.channel === 'payload') return onPayload(input.bytes, input.atS);
      return input.channel === 'battery' ? onBattery(input.bytes, input.atS) : [];
    },
    tick: () => [],
  };
};

export const movellaDotDriver: Driver = {
  name: 'movella-dot',
  channels: {
    control: { service: MEASUREMENT, characteristic: uuid('2001') },
    payload: { service: MEASUREMENT, characteristic: uuid('2003') },
    info: { service: CONFIGURATION, characteristic: uuid('1001'), optional: true },
    device: { service: CONFIGURATION, characteristic: uuid('1002'), optional: true },
    battery: { service: BATTERY, characteristic: uuid('3001'), optional: true },
  },
  recognises: ({ name }) => name !== null && NAME.test(name),
  start,
  createDecoder,
  vibrate: null,
};
