import { EventEmitter } from 'node:events';
import { closedFilter, passes, readFilter, type HciFilter } from './hci/filter.ts';
import type { VirtualController } from './controller.ts';

/** Adapters a socket can bind to; the index is the number in `hci0`. */
export interface AdapterList {
  readonly adapters: readonly VirtualController[];
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
  // The module passes the text of the C library on alone when writing fails, and noble compares it.
  const message = syscall === 'write' ? text : `${code}, ${text}`;
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

/**
 * What the native modules `@abandonware/bluetooth-hci-socket` and `@stoprocent/bluetooth-hci-socket` export, on virtual
 * adapters. Emits `data` with one HCI packet and `error`.
 */
export class HciSocket extends EventEmitter {
  readonly #world: AdapterList;
  #adapter: VirtualController | null = null;
  #devId = 0;
  #mode: 'unbound' | 'raw' | 'user' | 'control' = 'unbound';
  #filter: HciFilter = closedFilter;
  #stopListening: (() => void) | null = null;

  constructor(world: AdapterList) {
    super();
    if (!world.hasBluetooth) throw systemError('EAFNOSUPPORT', 'socket');
    this.#world = world;
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
    this.#bind(devId ?? this.#first(true), 'raw');
    return this.#devId;
  }

  /** Takes the adapter for itself. It must be off, and is switched on. */
  bindUser(devId?: number | null): number {
    const id = devId ?? this.#first(false);
    if (this.#world.adapters[id]?.isUp) throw systemError('EBUSY', 'bind');
    this.#bind(id, 'user');
    this.#adapter?.powerOn();
    return this.#devId;
  }

  /** The management channel. It binds and says nothing. */
  bindControl(): void {
    this.#mode = 'control';
  }

  start(): void {
    if (this.#stopListening !== null || this.#adapter === null) return;
    this.#stopListening = this.#adapter.listen({
      fromController: (packet) => this.#deliver(packet),
      fromHost: (packet, writer) => {
        if (writer !== this && this.#mode === 'raw') this.#deliver(packet);
      },
    });
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopListening = null;
  }

  setFilter(bytes: Buffer): void {
    const filter = readFilter(bytes);
    if (filter !== null) this.#filter = filter;
  }

  write(packet: Buffer): void {
    if (this.#adapter === null) return;
    if (!this.#adapter.write(Buffer.from(packet), this)) this.emit('error', systemError('ENETDOWN', 'write'));
  }

  /** noble's native module forgets old connection attempts here. */
  cleanup(): void {
    // There is nothing to forget.
  }

  #first(up: boolean): number {
    return Math.max(
      0,
      this.#world.adapters.findIndex(({ isUp }) => isUp === up),
    );
  }

  #bind(devId: number, mode: 'raw' | 'user'): void {
    const adapter = this.#world.adapters[devId];
    if (adapter === undefined) throw systemError('ENODEV', 'bind');
    this.#adapter = adapter;
    this.#devId = devId;
    this.#mode = mode;
  }

  #deliver(packet: Buffer): void {
    if (this.#mode === 'user' || passes(this.#filter, packet)) this.emit('data', packet);
  }
}
