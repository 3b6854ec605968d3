/**
 * The part of noble that is used, as `@abandonware/noble` and `@stoprocent/noble` both have it, and how it is loaded.
 * Events are used where there are some: the promises of noble leave their listeners behind when they never settle.
 */
import { BeltlineError } from '../../../domain/error.ts';
import { dropWritesToEndedLinks } from './ended-links.ts';

/** Packages that provide noble. */
export type NobleName = '@abandonware/noble' | '@stoprocent/noble';

type Listener = (...values: never[]) => void;

interface Emitter {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  removeListener(event: string, listener: Listener): unknown;
  removeAllListeners(event?: string): unknown;
}

export interface NobleCharacteristic extends Emitter {
  readonly uuid: string;
  /** Answered by `data` (bytes, isNotification). */
  read(): void;
  /** Answered by `write`; by nothing if the device refuses. */
  write(bytes: Buffer, withoutResponse: boolean): void;
  /** Answered by `notify`; by nothing if the device refuses. */
  subscribe(): void;
}

export interface NobleService {
  readonly uuid: string;
  readonly characteristics: readonly NobleCharacteristic[] | null;
}

export interface NoblePeripheral extends Emitter {
  readonly id: string;
  /** Empty where the system hides it. */
  readonly address: string;
  readonly rssi: number;
  readonly mtu: number | null;
  readonly state: 'error' | 'connecting' | 'connected' | 'disconnecting' | 'disconnected';
  readonly advertisement: {
    readonly localName?: string | undefined;
    readonly manufacturerData?: Buffer | undefined;
    readonly serviceUuids?: readonly string[] | undefined;
  };
  connect(options: object, callback: (error?: unknown) => void): void;
  cancelConnect(): void;
  disconnect(): void;
  discoverAllServicesAndCharacteristics(
    callback: (error: unknown, services: readonly NobleService[] | null) => void,
  ): void;
}

export interface Noble extends Emitter {
  startScanning(services: string[], allowDuplicates: boolean, callback: (error?: unknown) => void): void;
  stopScanning(callback: () => void): void;
  /** Only `@stoprocent/noble` can stop altogether. */
  stop?(): void;
}

/**
 * Does noble pass on that the controller gave up on a connection that was taken back? `@abandonware/noble` does, as one
 * more `connect`; `@stoprocent/noble`, known by its `stop`, keeps it to itself.
 */
export const confirmsCancel = (noble: Noble): boolean => noble.stop === undefined;

const isNoble = (value: unknown): value is Noble =>
  typeof value === 'object' && value !== null && 'startScanning' in value && 'on' in value;

/**
 * Loads noble. On Linux that opens a Bluetooth socket: it throws where the kernel has none, and Node 24 then aborts
 * even if that is caught. So it is called in a process of its own only.
 */
export const loadNoble = async (name: NobleName): Promise<Noble> => {
  const module: unknown = await (name === '@stoprocent/noble'
    ? import('@stoprocent/noble')
    : import('@abandonware/noble'));
  const noble =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
  if (isNoble(noble)) {
    dropWritesToEndedLinks(noble);
    return noble;
  }
  throw new BeltlineError('device', `${name} is not noble.`);
};
