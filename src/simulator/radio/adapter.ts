import type { Air } from './air.ts';
import { VirtualController, type ControllerOptions } from './controller.ts';
import { createKernel, type Kernel } from './kernel.ts';

/** `raw`: shared with the kernel and every other raw socket; `user`: the adapter for oneself. */
export type ChannelKind = 'raw' | 'user';

export interface Channel {
  /** False when the adapter is off. */
  write(packet: Buffer): boolean;
  close(): void;
}

/** An adapter as sockets see it. */
export interface Adapter {
  readonly isUp: boolean;
  /** `onPacket` gets what the controller says and, on a raw channel, what the others write. */
  open(kind: ChannelKind, onPacket: (packet: Buffer) => void): Channel;
}

export interface AdapterOptions extends ControllerOptions {
  /**
   * Time after which the kernel by itself connects a peripheral again whose link was lost on the raw channel, ms. It
   * was about 80 on a real one; `null`, the default: it does not.
   */
  readonly kernelReconnectsAfterMs?: number | null;
  /** Time after which the kernel ends the links of a raw socket that was closed, ms. Default 2000, as in Linux. */
  readonly kernelDropsAfterMs?: number;
}

/** HCI_DISCONN_TIMEOUT of include/net/bluetooth/hci.h, ms. */
const DROP_AFTER_MS = 2000;

interface OpenChannel {
  readonly kind: ChannelKind;
  readonly onPacket: (packet: Buffer) => void;
}

/** An adapter as Linux has it: a controller, the kernel's own habits, and channels for sockets. */
export class VirtualAdapter implements Adapter {
  readonly controller: VirtualController;
  readonly #air: Air;
  readonly #kernel: Kernel;
  readonly #channels = new Set<OpenChannel>();
  readonly #powerListeners = new Set<() => void>();

  constructor(air: Air, options: AdapterOptions) {
    this.#air = air;
    this.controller = new VirtualController(air, options, (packet) => this.#fromController(packet));
    this.#kernel = createKernel({
      timers: air.timers,
      write: (packet) => this.controller.write(packet),
      isConnecting: () => this.controller.isConnecting,
      dropAfterMs: options.kernelDropsAfterMs ?? DROP_AFTER_MS,
      reconnectAfterMs: options.kernelReconnectsAfterMs ?? null,
    });
  }

  get isUp(): boolean {
    return this.controller.isUp;
  }

  powerOn(): void {
    this.controller.powerOn();
    this.#tellPower();
  }

  /** Calls `listener` whenever the adapter was switched on or off. Returns what ends it. */
  onPower(listener: () => void): () => void {
    this.#powerListeners.add(listener);
    return () => this.#powerListeners.delete(listener);
  }

  /** Everything stops, links included. Hosts hear nothing, as noble's raw socket does not; peripherals notice. */
  powerOff(): void {
    this.#kernel.stop();
    this.controller.powerOff();
    this.#tellPower();
  }

  open(kind: ChannelKind, onPacket: (packet: Buffer) => void): Channel {
    const channel: OpenChannel = { kind, onPacket };
    this.#channels.add(channel);
    // Opening the user channel takes the adapter from the kernel and switches it on, closing it switches it off.
    if (kind === 'user') {
      this.#kernel.stop();
      this.powerOn();
    }
    return {
      write: (packet) => this.#write(packet, channel),
      close: () => {
        this.#channels.delete(channel);
        if (kind === 'user') this.powerOff();
        else this.#kernel.closed(channel);
      },
    };
  }

  /** Stops the kernel's timers. */
  close(): void {
    this.#kernel.stop();
    this.#channels.clear();
  }

  #tellPower(): void {
    for (const listener of this.#powerListeners) listener();
  }

  get #isShared(): boolean {
    for (const { kind } of this.#channels) if (kind === 'user') return false;
    return true;
  }

  #fromController(packet: Buffer): void {
    if (this.#isShared) this.#kernel.fromController(packet);
    for (const { onPacket } of this.#channels) onPacket(packet);
  }

  #write(packet: Buffer, writer: OpenChannel): boolean {
    if (!this.isUp) return false;
    this.#echo(packet, writer);
    if (writer.kind === 'user' || !this.#kernel.absorbs(packet, writer)) this.controller.write(packet);
    return true;
  }

  /** The kernel shows raw sockets what the others write. */
  #echo(packet: Buffer, writer: OpenChannel): void {
    for (const channel of this.#channels) {
      if (channel === writer || channel.kind === 'user') continue;
      this.#air.timers.soon(() => channel.onPacket(packet));
    }
  }
}
