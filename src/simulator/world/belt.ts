/** A virtual belt: the firmware, its hardware, and its peripheral on the virtual radio. */
import {
  BATTERY,
  BELT_CHARACTERISTICS,
  BELT_SERVICE,
  DEVICE_INFORMATION,
  serialOf,
} from '../../devices/protocol/index.ts';
import { advertisementOf, nameOf, scanResponseOf } from '../belt/advertising.ts';
import { Battery } from '../belt/battery.ts';
import { CalibrationStore } from '../belt/calibration.ts';
import { type BeltFaults, noBeltFaults } from '../belt/faults.ts';
import { Firmware } from '../belt/firmware.ts';
import type { BootOptions, Hardware } from '../belt/hardware.ts';
import { Motor } from '../belt/motor.ts';
import type { Central, Channel } from '../belt/outbox.ts';
import { Ring } from '../belt/ring/ring.ts';
import { type ClipMotion, Sensor } from '../belt/sensor.ts';
import type { BeltTime } from '../belt/time.ts';
import { type BeltTruth, SampleLog } from '../belt/truth.ts';
import { drawChip } from '../imu.ts';
import type { RadioWorld, ServiceSpec, VirtualPeripheral } from '../radio/index.ts';
import { createRandom } from '../random.ts';

export interface VirtualBeltOptions {
  /** Number of the belt: its serial number, address and chance follow from it. */
  readonly number: number;
  readonly motion: ClipMotion;
  readonly time: BeltTime;
  /** Longest ATT packet. Default 247. */
  readonly maxMtu?: number;
  /** Drift of its clock, ppm. Default drawn within ±40. */
  readonly driftPpm?: number;
  /** Share by which the sensor is faster than its nominal rate. Default drawn within ±1.5 %. */
  readonly rateError?: number;
  /** Clock at the boot, µs, and index of the first sample: for tests of the wraps. Default 0. */
  readonly startUs?: number;
  readonly startIndex?: number;
  /** Keep every sample for counting. Default true. */
  readonly keepTruth?: boolean;
  /** Charge at power-on, per cent. Default 87. */
  readonly batteryPercent?: number;
}

export interface VirtualBelt {
  readonly serial: string;
  readonly peripheral: VirtualPeripheral;
  readonly faults: BeltFaults;
  readonly truth: BeltTruth;
  /** The firmware as it runs now; another one after a reboot. */
  readonly firmware: Firmware;
  /** The watchdog bites, or somebody pressed reset: everything in RAM is new. */
  reboot(): void;
  close(): void;
}

/** 2 MB of flash in pages of 256 bytes (SPEC 14.1). */
const RING = { blocks: 8192, isFlash: true };
const FIRST_DEVICE_ID = 0xbe17_0000_0000_0000n;

const TEXTS = {
  [DEVICE_INFORMATION.manufacturer]: 'Beltline',
  [DEVICE_INFORMATION.model]: 'Virtual belt',
  [DEVICE_INFORMATION.hardware]: 'virtual',
  [DEVICE_INFORMATION.firmware]: '1.0.0',
};

/** Which characteristic carries a channel of the firmware. */
const UUID: Readonly<Record<Channel, string>> = { ...BELT_CHARACTERISTICS, batteryLevel: BATTERY.level };

export const createVirtualBelt = (world: RadioWorld, options: VirtualBeltOptions): VirtualBelt => {
  const { number, motion, time } = options;
  const random = createRandom(number).fork('belt');
  const deviceId = FIRST_DEVICE_ID + BigInt(number);
  const faults = noBeltFaults();
  const truth: BeltTruth = {
    samples: options.keepTruth === false ? null : new SampleLog(),
    arrivals: [],
    hapticEnds: [],
    boots: 0,
    connections: 0,
  };
  const motor = new Motor(random.fork('motor'));
  const hardware: Hardware = {
    time,
    random,
    deviceId,
    sensor: new Sensor(motion, motor, drawChip(random.fork('chip'), false), random.fork('noise')),
    motor,
    hasMotor: true,
    battery: new Battery({ capacityMah: 150, percent: options.batteryPercent ?? 87, haste: 1 }, time.nowMs()),
    ring: new Ring(RING),
    calibration: new CalibrationStore(),
    claim: { key: new Uint8Array(16) },
    sampling: { rateError: options.rateError ?? random.bounded(0, 0.0075), jitterUs: 100 },
    faults,
    truth,
  };
  const boot: BootOptions = {
    driftPpm: options.driftPpm ?? random.bounded(0, 20),
    startUs: options.startUs ?? 0,
    startIndex: options.startIndex ?? 0,
    maxMtu: options.maxMtu ?? 247,
  };
  const start = (): Firmware => {
    truth.boots += 1;
    return new Firmware(hardware, boot);
  };
  let firmware = start();

  const takes = (channel: Channel) => (bytes: Uint8Array) => {
    if (channel === 'haptic') truth.arrivals.push({ atMs: time.nowMs(), bytes: Uint8Array.from(bytes) });
    firmware.write(channel, bytes);
  };
  const subscribes = (channel: Channel) => (subscription: string) =>
    firmware.subscribed(channel, subscription !== 'none');

  const services: readonly ServiceSpec[] = [
    {
      uuid: BELT_SERVICE,
      characteristics: [
        { uuid: UUID.info, properties: ['read'], onRead: () => firmware.read('info') },
        {
          uuid: UUID.control,
          properties: ['write', 'indicate'],
          onWrite: takes('control'),
          onSubscribe: subscribes('control'),
        },
        { uuid: UUID.stream, properties: ['notify'], onSubscribe: subscribes('stream') },
        { uuid: UUID.events, properties: ['notify'], onSubscribe: subscribes('events') },
        { uuid: UUID.haptic, properties: ['write', 'write-without-response'], onWrite: takes('haptic') },
        {
          uuid: UUID.timeSync,
          properties: ['write', 'write-without-response', 'notify'],
          onWrite: takes('timeSync'),
          onSubscribe: subscribes('timeSync'),
        },
        {
          uuid: UUID.backfill,
          properties: ['write', 'write-without-response', 'notify'],
          onWrite: takes('backfill'),
          onSubscribe: subscribes('backfill'),
        },
      ],
    },
    {
      uuid: DEVICE_INFORMATION.service,
      characteristics: [
        ...Object.entries(TEXTS).map(([uuid, text]) => ({
          uuid,
          properties: ['read'] as const,
          value: Buffer.from(text),
        })),
        { uuid: DEVICE_INFORMATION.serial, properties: ['read'], value: Buffer.from(serialOf(deviceId)) },
      ],
    },
    {
      uuid: BATTERY.service,
      characteristics: [
        {
          uuid: BATTERY.level,
          properties: ['read', 'notify'],
          onRead: () => firmware.read('batteryLevel'),
          onSubscribe: subscribes('batteryLevel'),
        },
      ],
    },
  ];

  const peripheral = world.add({
    address: `c0:be:17:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 0xff).toString(16).padStart(2, '0')}`,
    addressType: 'random',
    name: nameOf(deviceId),
    services,
    advertisement: advertisementOf(),
    scanResponse: scanResponseOf(deviceId),
    maxMtu: boot.maxMtu,
    onConnect: () => {
      truth.connections += 1;
      firmware.connected(central);
    },
    onDisconnect: () => firmware.disconnected(),
  });

  const central: Central = {
    get mtu() {
      return peripheral.mtu;
    },
    isSubscribed: (channel) => peripheral.subscription(UUID[channel]) !== 'none',
    notify: (channel, bytes, sent) => peripheral.notify(UUID[channel], bytes, sent),
    indicate: (channel, bytes, confirmed) => peripheral.indicate(UUID[channel], bytes, confirmed),
  };

  return {
    serial: serialOf(deviceId),
    peripheral,
    faults,
    truth,
    get firmware() {
      return firmware;
    },
    reboot: () => {
      firmware.shutDown();
      peripheral.drop();
      firmware = start();
    },
    close: () => {
      firmware.shutDown();
      peripheral.remove();
    },
  };
};
