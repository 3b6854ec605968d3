/**
 * A virtual WitMotion WT901BLE, from the maker's description of its bytes and with the quirks that users found. It shares
 * no code with the driver.
 */
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../domain/sample.ts';
import type { ClipMotion } from '../belt/sensor.ts';
import { DEG } from '../ease.ts';
import type { RadioWorld, VirtualPeripheral } from '../radio/index.ts';
import { createSampling } from './sampling.ts';

const SERVICE = '0000ffe5-0000-1000-8000-00805f9a34fb';
const NOTIFY = '0000ffe4-0000-1000-8000-00805f9a34fb';
const WRITE = '0000ffe9-0000-1000-8000-00805f9a34fb';

/** Rates by the code in register 03, Hz. */
const RATE_OF_CODE: Readonly<Record<number, number>> = { 0x06: 10, 0x07: 20, 0x08: 50, 0x09: 100, 0x0b: 200 };
const UNLOCKED_MS = 10_000;
/** At this rate the processor has no time left to answer. */
const DEAF_HZ = 200;
/** Frames wait so long for company, ms. */
const SEND_EVERY_MS = 10;
/** Packets that may wait for the radio. */
const QUEUE = 32;
const G_RANGE = 16;
const DPS_RANGE = 2000;
const FULL = 32_768;

export interface WitmotionOptions {
  readonly address: string;
  readonly motion: ClipMotion;
  readonly name?: string;
  /** Content of register 96 at power-on, as another program left it. Default 0. */
  readonly output?: number;
  /** False: firmware that knows no clock; register 96 takes no 2. Default true. */
  readonly hasClock?: boolean;
  /** Sends the longer frames of a WTVB01. Default false. */
  readonly vibrationMeter?: boolean;
  /** Real over nominal rate less one. Default 0.008. */
  readonly rateError?: number;
  readonly maxMtu?: number;
}

export interface VirtualWitmotion {
  readonly peripheral: VirtualPeripheral;
  /** Everything written to it, as hex. */
  readonly written: readonly string[];
  register(number: number): number;
  /** Puts these bytes before the next notification. */
  injectJunk(bytes: Uint8Array): void;
  readonly close: () => void;
}

const SERIAL = 'WT4200001234';

const firstRegisters = (output: number): Map<number, number> => {
  const registers = new Map([
    [0x03, 0x06],
    [0x1f, 4],
    [0x24, 0],
    [0x2e, 3],
    [0x2f, 14],
    [0x40, 2531],
    [0x64, 396],
    [0x96, output],
  ]);
  for (let word = 0; word < 6; word++)
    registers.set(0x7f + word, SERIAL.charCodeAt(2 * word) | (SERIAL.charCodeAt(2 * word + 1) << 8));
  return registers;
};

const int16 = (value: number): number => Math.max(-FULL, Math.min(FULL - 1, Math.round(value)));

/** `55 61`: acceleration, angular rate, angles or the clock. */
const dataFrame = (imu: Float64Array, output: number, atMs: number): Buffer => {
  const frame = Buffer.alloc(20);
  frame.set([0x55, 0x61]);
  // Displacement of somebody who stands still is nothing.
  const values = (output & 1) !== 0 ? new Float64Array(IMU_WIDTH) : imu;
  for (let axis = 0; axis < IMU_WIDTH; axis++) {
    const share = values[axis] / (axis < 3 ? G_RANGE * STANDARD_GRAVITY : DPS_RANGE * DEG);
    frame.writeInt16LE(int16(share * FULL), 2 + 2 * axis);
  }
  if ((output & 2) !== 0) frame.writeUInt32LE(Math.floor(atMs) >>> 0, 14);
  return frame;
};

export const addWitmotion = (world: RadioWorld, options: WitmotionOptions): VirtualWitmotion => {
  const { timers } = world.air;
  const { hasClock = true, vibrationMeter = false } = options;
  const registers = firstRegisters(options.output ?? 0);
  const written: string[] = [];
  const waiting: Buffer[] = [];
  let junk: Uint8Array = Buffer.alloc(0);
  let unlockedUntilMs = -Infinity;

  const rateHz = (): number => RATE_OF_CODE[registers.get(0x03) ?? 0] ?? 0;

  const sendWaiting = (): void => {
    const perPacket = vibrationMeter ? 1 : Math.max(1, Math.floor((peripheral.mtu - 3) / 20));
    while (waiting.length > 0) {
      const packet = Buffer.concat([junk, ...waiting.splice(0, perPacket)]);
      if (peripheral.notify(NOTIFY, packet.subarray(0, peripheral.mtu - 3))) junk = Buffer.alloc(0);
    }
  };

  const sampling = createSampling({
    timers,
    motion: options.motion,
    rateError: options.rateError ?? 0.008,
    everyMs: SEND_EVERY_MS,
    onSample: (atMs, imu) => {
      if (peripheral.subscription(NOTIFY) === 'none') return;
      const frame = dataFrame(imu, registers.get(0x96) ?? 0, atMs);
      waiting.push(vibrationMeter ? Buffer.concat([frame, Buffer.alloc(12)]) : frame);
    },
    onLook: sendWaiting,
  });

  const answer = (register: number): void => {
    if (rateHz() >= DEAF_HZ) return;
    const frame = Buffer.alloc(20);
    frame.set([0x55, 0x71]);
    frame.writeUInt16LE(register, 2);
    for (let word = 0; word < 8; word++)
      frame.writeUInt16LE(registers.get(register + word) ?? 0, 4 + 2 * word);
    waiting.push(frame);
  };

  const set = (register: number, value: number): void => {
    if (timers.nowMs() > unlockedUntilMs) return;
    if (register === 0x96 && !hasClock && (value & 2) !== 0) return;
    registers.set(register, value);
    if (register === 0x03) sampling.run(rateHz());
  };

  const onWrite = (bytes: Buffer): void => {
    written.push(bytes.toString('hex'));
    if (bytes.length !== 5 || bytes[0] !== 0xff || bytes[1] !== 0xaa) return;
    const [, , register] = bytes;
    const value = bytes.readUInt16LE(3);
    if (register === 0x69 && value === 0xb588) unlockedUntilMs = timers.nowMs() + UNLOCKED_MS;
    else if (register === 0x27) answer(value);
    else set(register, value);
  };

  const peripheral = world.add({
    address: options.address,
    name: options.name ?? 'WT901BLE67',
    services: [
      {
        uuid: SERVICE,
        characteristics: [
          { uuid: NOTIFY, properties: ['notify'] },
          { uuid: WRITE, properties: ['write', 'write-without-response'], onWrite },
        ],
      },
    ],
    notificationQueue: QUEUE,
    ...(options.maxMtu === undefined ? {} : { maxMtu: options.maxMtu }),
  });
  sampling.run(rateHz());

  return {
    peripheral,
    written,
    register: (number) => registers.get(number) ?? 0,
    injectJunk: (bytes) => {
      junk = bytes;
    },
    close: () => sampling.stop(),
  };
};
