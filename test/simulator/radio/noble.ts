/** The real nobles on a virtual radio. */
import { createRequire } from 'node:module';
import type { EventEmitter } from 'node:events';
import {
  createRadioWorld,
  type RadioWorld,
  type RadioWorldOptions,
} from '../../../src/simulator/radio/index.ts';

export const NOBLES = ['@abandonware/noble', '@stoprocent/noble'] as const;
export type NobleName = (typeof NOBLES)[number];

/** What both nobles have in common, as far as it is used here. */
export interface Noble extends EventEmitter {
  readonly state: string;
  startScanningAsync(services: readonly string[], allowDuplicates: boolean): Promise<void>;
  stopScanningAsync(): Promise<void>;
  stop?(): void;
}

export interface Device extends EventEmitter {
  readonly id: string;
  readonly address: string;
  readonly rssi: number;
  readonly mtu: number | null;
  readonly state: string;
  readonly advertisement: {
    readonly localName?: string;
    readonly serviceUuids: readonly string[];
    readonly manufacturerData?: Buffer;
  };
  connectAsync(options?: object): Promise<void>;
  disconnectAsync(): Promise<void>;
  cancelConnect(): void;
  updateRssiAsync(): Promise<number>;
  discoverAllServicesAndCharacteristicsAsync(): Promise<{
    readonly services: readonly { readonly uuid: string }[];
    readonly characteristics: readonly Characteristic[];
  }>;
}

export interface Characteristic extends EventEmitter {
  readonly uuid: string;
  readonly properties: readonly string[];
  readAsync(): Promise<Buffer>;
  writeAsync(bytes: Buffer, withoutResponse: boolean): Promise<void>;
  subscribeAsync(): Promise<unknown>;
  unsubscribeAsync(): Promise<void>;
  discoverDescriptorsAsync(): Promise<readonly { readonly uuid: string }[]>;
}

const require = createRequire(import.meta.url);

// Every noble listens for the end of the process, and @abandonware's never stops.
process.setMaxListeners(0);

/** A noble of its own: the packages share one per process otherwise, and it remembers everything. */
export const createNoble = (name: NobleName, options: object): Noble => {
  if (name === '@abandonware/noble') {
    const make: (options: object) => Noble = require('@abandonware/noble/with-custom-binding');
    return make(options);
  }
  const {
    withBindings,
  }: { withBindings: (binding: string, options: object) => Noble } = require('@stoprocent/noble');
  return withBindings('default', options);
};

/** Rejects when it takes too long: noble leaves some promises unsettled for ever. */
export const within = async <T>(promise: Promise<T>, deadlineMs = 1500): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

export const event = <T = unknown>(from: EventEmitter, name: string): Promise<T> =>
  new Promise((resolve) => {
    from.once(name, resolve);
  });

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export const until = async (condition: () => boolean, deadlineMs = 1500): Promise<void> => {
  const startMs = performance.now();
  while (!condition()) {
    if (performance.now() - startMs > deadlineMs) throw new Error(`not within ${deadlineMs} ms`);
    await pause(1);
  }
};

export interface TestRadio {
  readonly world: RadioWorld;
  readonly noble: Noble;
  readonly close: () => void;
}

/** A world of its own under a noble of its own, switched on. Advertisements come ten times as often as on the air. */
export const startRadio = async (
  name: NobleName,
  options: RadioWorldOptions = {},
  nobleOptions: object = {},
): Promise<TestRadio> => {
  const world = createRadioWorld({ advertisingIntervalMs: 2, ...options });
  world.install();
  const noble = createNoble(name, nobleOptions);
  const on = new Promise<void>((resolve) => {
    noble.on('stateChange', (state) => {
      if (state === 'poweredOn') resolve();
    });
  });
  await within(on);
  return {
    world,
    noble,
    close: () => {
      noble.stop?.();
      world.close();
    },
  };
};

/** Scans until the device is heard, then stops, as a link should before it connects. */
export const discover = async (noble: Noble, address: string): Promise<Device> => {
  const heard = new Promise<Device>((resolve) => {
    const onDiscover = (device: Device): void => {
      if (device.address !== address) return;
      noble.off('discover', onDiscover);
      resolve(device);
    };
    noble.on('discover', onDiscover);
  });
  await within(noble.startScanningAsync([], true));
  const device = await within(heard);
  await within(noble.stopScanningAsync());
  return device;
};

export interface Connected {
  readonly device: Device;
  readonly services: readonly string[];
  readonly get: (uuid: string) => Characteristic;
}

/** noble writes UUIDs without hyphens. */
const plain = (uuid: string): string => uuid.replaceAll('-', '');

export const connect = async (noble: Noble, address: string, options: object = {}): Promise<Connected> => {
  const device = await discover(noble, address);
  await within(device.connectAsync({ timeout: 400, ...options }));
  return explore(device);
};

export const explore = async (device: Device): Promise<Connected> => {
  const { services, characteristics } = await within(device.discoverAllServicesAndCharacteristicsAsync());
  return {
    device,
    services: services.map(({ uuid }) => uuid),
    get: (uuid) => {
      const found = characteristics.find((characteristic) => characteristic.uuid === plain(uuid));
      if (found === undefined) throw new Error(`no ${uuid}`);
      return found;
    },
  };
};
