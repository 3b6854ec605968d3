import { EventEmitter } from 'node:events';
import { COMMAND } from './hci/opcodes.ts';
import { command } from './hci/packets.ts';
import { closedFilter, passes, readFilter, type HciFilter } from './hci/filter.ts';
import type { Adapter, Channel, ChannelKind } from './adapter.ts';

/** Adapters a socket can bind to; the index is the number in `hci0`. */
export interface AdapterList {
  readonly adapters: readonly Adapter[];
  /** False: the kernel does not know AF_BLUETOOTH, as in most containers. */
  readonly hasBluetooth: boolean;
}

const ERRNO = {
  EAFNOSUPPORT: [97, 'Address family not supported by protocol'],
  EBUSY: [16, 'Device or resource busy'],
  ENETDOWN: [100, 'Network is down'],
  ENODEV: [19, 'No such device'],
} as const;

/** An error as the native module makes it. */
const systemError = (code: keyof typeof ERRNO, syscall: string): NodeJS.ErrnoException => {
  const [errno, text] = ERRNO[code];
  // Where it emits an error the module passes on the bare text of the C library, and noble compares it.
  const message = syscall === 'bind' || syscall === 'socket' ? `${code}, ${text}` : text;
  return Object.assign(new Error(message), { code, errno, syscall });
};

/** A device as {@link HciSocket.getDeviceList} lists it. */
export interface ListedDevice {
  readonly devId: number;
  readonly devUp: boolean;
  readonly idVendor: null;
  readonly idProduct: null;
  readonly busNumber: null;
  readonly deviceAddress: null;
}

/** The two native modules differ in how they tell that there is no Bluetooth at all. */
export type Flavour = 'abandonware' | 'stoprocent';

/**
 * What the native modules `@abandonware/bluetooth-hci-socket` and `@stoprocent/bluetooth-hci-socket` export, on virtual
 * adapters. Emits `data` with one HCI packet, and `error`.
 */
export class HciSocket extends EventEmitter {
  readonly #world: AdapterList;
  #adapter: Adapter | null = null;
  #kind: ChannelKind = 'raw';
  #channel: Channel | null = null;
  #filter: HciFilter = closedFilter;
  #isStarted = false;

  constructor(world: AdapterList, flavour: Flavour) {
    super();
    this.#world = world;
    if (!world.hasBluetooth && flavour === 'abandonware') throw systemError('EAFNOSUPPORT', 'socket');
  }

  getDeviceList(): readonly ListedDevice[] {
    const unknown = { idVendor: null, idProduct: null, busNumber: null, deviceAddress: null } as const;
    return this.#world.adapters.map(({ isUp }, devId) => ({ devId, devUp: isUp, ...unknown }));
  }

  isDevUp(): boolean {
    return this.#adapter?.isUp ?? false;
  }

  /** Shares the adapter with the kernel and everyone else; without a number the first one that is up. */
  bindRaw(devId?: number | null): number {
    return this.#bind(devId ?? this.#first(true), 'raw');
  }

  /** Takes the adapter for itself. It must be off, and is switched on. */
  bindUser(devId?: number | null): number {
    return this.#bind(devId ?? this.#first(false), 'user');
  }

  /** The management channel. It binds and says nothing. */
  bindControl(): void {
    this.#adapter = null;
  }

  start(): void {
    this.#isStarted = true;
  }

  stop(): void {
    this.#isStarted = false;
  }

  setFilter(bytes: Buffer): void {
    const filter = readFilter(bytes);
    if (filter !== null) this.#filter = filter;
  }

  /** @stoprocent's module has it, and its noble calls it on other drivers only. */
  reset(): void {
    this.write(command(COMMAND.reset));
  }

  write(packet: Buffer): void {
    // The caller may use its buffer again.
    const taken = this.#channel?.write(Buffer.from(packet)) ?? true;
    if (!taken) this.emit('error', systemError('ENETDOWN', 'write'));
  }

  /** The native module forgets old attempts to connect here; there are none to forget. */
  cleanup(): void {
    return;
  }

  #first(up: boolean): number {
    return Math.max(
      0,
      this.#world.adapters.findIndex(({ isUp }) => isUp === up),
    );
  }

  #bind(devId: number, kind: ChannelKind): number {
    if (!this.#world.hasBluetooth) {
      this.emit('error', systemError('EAFNOSUPPORT', 'socket creation failed'));
      return devId;
    }
    const adapter = this.#world.adapters[devId];
    if (adapter === undefined) throw systemError('ENODEV', 'bind');
    if (kind === 'user' && adapter.isUp) throw systemError('EBUSY', 'bind');
    this.#channel?.close();
    this.#adapter = adapter;
    this.#kind = kind;
    this.#channel = adapter.open(kind, (packet) => this.#deliver(packet));
    return devId;
  }

  #deliver(packet: Buffer): void {
    if (!this.#isStarted) return;
    if (this.#kind === 'user' || passes(this.#filter, packet)) this.emit('data', packet);
  }
}
