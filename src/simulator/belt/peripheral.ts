/** Puts a belt on the virtual radio: its GATT table and advertising (SPEC 3, 4). */
import {
  BATTERY,
  BELT_CHARACTERISTICS,
  BELT_SERVICE,
  DEVICE_INFORMATION,
  serialOf,
} from '../../devices/protocol/index.ts';
import type {
  CharacteristicSpec,
  Property,
  RadioWorld,
  ServiceSpec,
  Timers,
  VirtualPeripheral,
} from '../radio/index.ts';
import { ASLEEP_AFTER_MS, advertisementOf, nameOf, scanResponseOf } from './advertising.ts';
import type { Belt } from './belt.ts';
import type { Central, Channel } from './outbox.ts';
import type { Cancel } from './time.ts';

/** The outbox keeps to its own, smaller number of buffers. */
const QUEUE = 16;

const UUIDS: Readonly<Record<Channel, string>> = { ...BELT_CHARACTERISTICS, batteryLevel: BATTERY.level };

const INFORMATION = {
  [DEVICE_INFORMATION.manufacturer]: 'Beltline',
  [DEVICE_INFORMATION.model]: 'Virtual belt',
  [DEVICE_INFORMATION.hardware]: 'simulated',
  [DEVICE_INFORMATION.firmware]: '1.0.0',
} as const;

const text = (uuid: string, value: string): CharacteristicSpec => ({
  uuid,
  properties: ['read'],
  value: Buffer.from(value, 'utf8'),
});

const informationService = (belt: Belt): ServiceSpec => ({
  uuid: DEVICE_INFORMATION.service,
  characteristics: [
    ...Object.entries(INFORMATION).map(([uuid, value]) => text(uuid, value)),
    text(DEVICE_INFORMATION.serial, serialOf(belt.deviceId)),
  ],
});

/** A characteristic that is written or notified. */
const channelSpec = (belt: Belt, channel: Channel, properties: readonly Property[]): CharacteristicSpec => ({
  uuid: UUIDS[channel],
  properties,
  onWrite: (bytes) => belt.write(channel, bytes),
  onSubscribe: (subscription) => belt.subscribed(channel, subscription !== 'none'),
});

const readable = (belt: Belt, channel: 'info' | 'batteryLevel'): CharacteristicSpec => ({
  uuid: UUIDS[channel],
  properties: channel === 'info' ? ['read'] : ['read', 'notify'],
  onRead: () => belt.read(channel),
});

const services = (belt: Belt): readonly ServiceSpec[] => {
  const write: readonly Property[] = ['write', 'write-without-response'];
  const characteristics = [
    readable(belt, 'info'),
    channelSpec(belt, 'control', ['write', 'indicate']),
    channelSpec(belt, 'stream', ['notify']),
    channelSpec(belt, 'events', ['notify']),
    ...(belt.hasMotor ? [channelSpec(belt, 'haptic', write)] : []),
    channelSpec(belt, 'timeSync', [...write, 'notify']),
    ...(belt.hasRing ? [channelSpec(belt, 'backfill', [...write, 'notify'])] : []),
  ];
  return [
    { uuid: BELT_SERVICE, characteristics },
    informationService(belt),
    { uuid: BATTERY.service, characteristics: [readable(belt, 'batteryLevel')] },
  ];
};

const NO_PARAMETERS = { intervalMs: 0, latency: 0, supervisionTimeoutMs: 0 };

/** The central at the other end, as the firmware sees it. */
const centralOf = (peripheral: () => VirtualPeripheral): Central => ({
  get mtu() {
    return peripheral().mtu;
  },
  get parameters() {
    return peripheral().linkParameters ?? NO_PARAMETERS;
  },
  notify: (channel, bytes, sent) => peripheral().notify(UUIDS[channel], bytes, sent),
  indicate: (channel, bytes, confirmed) => peripheral().indicate(UUIDS[channel], bytes, confirmed),
  requestParameters: (parameters) => peripheral().requestLinkParameters(parameters),
});

/** A belt on the air. */
export interface BeltOnAir {
  readonly belt: Belt;
  readonly peripheral: VirtualPeripheral;
  /** Presses the button, which also wakes a belt that sleeps. */
  pressButton(ms: number): void;
  /** Switches it off: no timer is left. */
  close(): void;
}

/** Falls asleep after ten minutes in which it was neither connected nor streaming nor stirred. */
class Sleep {
  readonly #timers: Pick<Timers, 'after'>;
  readonly #isBusy: () => boolean;
  readonly #fallAsleep: () => void;
  #planned: Cancel | null = null;

  constructor(timers: Pick<Timers, 'after'>, isBusy: () => boolean, fallAsleep: () => void) {
    this.#timers = timers;
    this.#isBusy = isBusy;
    this.#fallAsleep = fallAsleep;
  }

  stir(): void {
    this.#planned?.();
    this.#planned = this.#timers.after(ASLEEP_AFTER_MS, () => {
      if (this.#isBusy()) this.stir();
      else this.#fallAsleep();
    });
  }

  close(): void {
    this.#planned?.();
  }
}

/** Advertises until a host connects, and again when it is gone. */
export const putOnAir = (world: RadioWorld, belt: Belt, address: string): BeltOnAir => {
  const peripheral = world.add({
    address,
    addressType: 'random',
    name: nameOf(belt.deviceId),
    services: services(belt),
    advertisement: advertisementOf(),
    scanResponse: scanResponseOf(belt.deviceId),
    maxMtu: belt.maxMtu,
    notificationQueue: QUEUE,
    onConnect: () => belt.connected(centralOf(() => peripheral)),
    onDisconnect: () => {
      belt.disconnected();
      sleep.stir();
    },
  });
  const sleep = new Sleep(
    world.air.timers,
    () => peripheral.isConnected || belt.stream !== 0,
    () => peripheral.advertise(false),
  );
  sleep.stir();
  belt.attach({
    hung: () => {
      peripheral.faults.ignores = () => true;
      peripheral.faults.staysGone = true;
    },
    booted: () => {
      peripheral.faults.ignores = () => false;
      peripheral.faults.staysGone = false;
      peripheral.drop();
      peripheral.advertise(true);
      sleep.stir();
    },
  });
  return {
    belt,
    peripheral,
    pressButton: (ms) => {
      belt.pressButton(ms);
      peripheral.advertise(true);
      sleep.stir();
    },
    close: () => {
      sleep.close();
      belt.close();
      peripheral.remove();
    },
  };
};
