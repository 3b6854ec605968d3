/** A virtual Movella DOT, from the maker's description of its bytes. It shares no code with the driver. */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { ClipMotion } from '../belt/sensor.ts';
import { DEG } from '../ease.ts';
import type { RadioWorld, VirtualPeripheral } from '../radio/index.ts';
import { createSampling } from './sampling.ts';

const base = (short: number): string => `1517${short.toString(16)}-4947-11e9-8646-d663bd873d93`;
const CONTROL = base(0x2001);
const MEDIUM = base(0x2003);
const DEVICE = base(0x1002);
const SEND_EVERY_MS = 5;
/** Packets that may wait for the radio. */
const QUEUE = 32;
const US_PER_MS = 1000;

export interface DotOptions {
  readonly address: string;
  readonly motion: ClipMotion;
  /** Default `Movella DOT`; older ones are called `Xsens DOT`. */
  readonly name?: string;
  /** Output rate that another program left, Hz. Default 60. */
  readonly rateHz?: number;
  /** Clock at power-on, µs: near 2^32 it wraps soon. Default 0. */
  readonly startUs?: number;
}

export interface VirtualDot {
  readonly peripheral: VirtualPeripheral;
  readonly written: readonly string[];
  /** Output rate as set, Hz. */
  readonly rateHz: number;
  /** So many of the next samples are lost on the air. */
  lose(samples: number): void;
  readonly close: () => void;
}

const deviceInfo = (): Buffer => {
  const info = Buffer.alloc(34);
  info.set([0xd4, 0x22, 0xcd, 0x00, 0x12, 0x34, 2, 1, 0]);
  info.writeBigUInt64LE(0xd422_cd00_1234n, 20);
  info.write('DOT-v2', 28);
  return info;
};

const deviceControl = (rateHz: number): Buffer => {
  const control = Buffer.alloc(32);
  control.writeUInt16LE(rateHz, 24);
  return control;
};

/** Mode 21: clock, acceleration, angular rate in degrees. */
const payload = (us: number, imu: Float64Array): Buffer => {
  const bytes = Buffer.alloc(28);
  bytes.writeUInt32LE(Math.floor(us) % 2 ** 32, 0);
  for (let axis = 0; axis < IMU_WIDTH; axis++)
    bytes.writeFloatLE(axis < 3 ? imu[axis] : imu[axis] / DEG, 4 + 4 * axis);
  return bytes;
};

export const addDot = (world: RadioWorld, options: DotOptions): VirtualDot => {
  const written: string[] = [];
  let rateHz = options.rateHz ?? 60;
  let measuring = false;
  let toLose = 0;

  const sampling = createSampling({
    timers: world.air.timers,
    motion: options.motion,
    rateError: 0,
    everyMs: SEND_EVERY_MS,
    onSample: (atMs, imu) => {
      const bytes = payload((options.startUs ?? 0) + atMs * US_PER_MS, imu);
      if (toLose > 0) toLose -= 1;
      else peripheral.notify(MEDIUM, bytes);
    },
    onLook: () => {},
  });

  const onControl = (bytes: Buffer): void => {
    written.push(bytes.toString('hex'));
    const [measurement, on, mode] = bytes;
    if (measurement !== 1 || mode !== 21) return;
    measuring = on === 1;
    sampling.run(measuring ? rateHz : 0);
  };

  const onDevice = (bytes: Buffer): void => {
    const changesRate = ((bytes[0] ?? 0) & 0x10) !== 0;
    // What was written is not kept as it is: only what its first byte names.
    if (!measuring && bytes.length === 32 && changesRate) rateHz = bytes.readUInt16LE(24);
  };

  const peripheral = world.add({
    address: options.address,
    name: options.name ?? 'Movella DOT',
    services: [
      {
        uuid: base(0x1000),
        characteristics: [
          { uuid: base(0x1001), properties: ['read'], value: deviceInfo() },
          {
            uuid: DEVICE,
            properties: ['read', 'write'],
            onRead: () => deviceControl(rateHz),
            onWrite: onDevice,
          },
        ],
      },
      {
        uuid: base(0x2000),
        characteristics: [
          { uuid: CONTROL, properties: ['read', 'write'], onWrite: onControl },
          { uuid: base(0x2002), properties: ['notify'] },
          { uuid: MEDIUM, properties: ['notify'] },
          { uuid: base(0x2004), properties: ['notify'] },
        ],
      },
      {
        uuid: base(0x3000),
        characteristics: [
          { uuid: base(0x3001), properties: ['read', 'notify'], value: Buffer.from([83, 0]) },
        ],
      },
    ],
    notificationQueue: QUEUE,
    // It measures for somebody, or not at all.
    onDisconnect: () => {
      measuring = false;
      sampling.run(0);
    },
  });

  return {
    peripheral,
    written,
    get rateHz() {
      return rateHz;
    },
    lose: (samples) => {
      toLose = samples;
    },
    close: () => sampling.stop(),
  };
};
