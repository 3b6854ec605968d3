import { expect } from 'vitest';
import {
  type ControlReply,
  type ControlRequest,
  decodeBackfill,
  decodeControlReply,
  decodeEvent,
  decodeStreamFrame,
  type Decoded,
  encodeBackfill,
  encodeControlRequest,
  encodeHaptic,
  type Haptic,
  STATUS,
  type UnknownReply,
} from '../../../src/devices/protocol/index.ts';
import { Belt, type BeltOptions, type Central, type Channel } from '../../../src/simulator/belt/index.ts';
import { createManualTimers, type ManualTimers } from '../radio/manual-timers.ts';

type Untagged<T> = T extends unknown ? Omit<T, 'tag'> : never;

type ReplyOf<M extends ControlReply['message']> = Extract<ControlReply, { message: M }>;

/** Whether it is the reply expected. */
export const isReply = <M extends ControlReply['message']>(
  reply: ControlReply | UnknownReply,
  message: M,
): reply is ReplyOf<M> => reply.message === message;

export interface Heard {
  readonly channel: Channel;
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

/** Lies still, the sensor's z axis up. */
export const lyingStill = {
  read: (_firstMs: number, _periodMs: number, count: number, out: Float64Array): void => {
    for (let i = 0; i < count; i++) out.set([0, 0, 9.80665, 0, 0, 0], i * 6);
  },
};

export const unwrap = <T>(read: Decoded<T>): T => {
  if (!read.ok) throw new Error(`${read.code} at ${read.offset}`);
  return read.value;
};

/** Writes to a bare belt and keeps what it says; its radio takes `radioMs` for each packet. */
export class FakeHost implements Central {
  readonly time: ManualTimers;
  readonly belt: Belt;
  readonly heard: Heard[] = [];
  mtu = 247;
  radioMs = 2;
  /** False: packets are taken but never arrive. */
  isHearing = true;
  parameters = { intervalMs: 15, latency: 0, supervisionTimeoutMs: 4000 };
  readonly parameterRequests: number[] = [];
  #tag = 0;
  #link = 0;
  readonly #subscribed = new Set<Channel>();

  constructor(options: Partial<BeltOptions> = {}, time = createManualTimers()) {
    this.time = time;
    this.belt = new Belt(
      { deviceId: 0x0123456789abcdefn, seed: 1, motion: lyingStill, ...options },
      this.time,
    );
  }

  notify(channel: Channel, bytes: Uint8Array, sent: () => void): boolean {
    if (!this.#subscribed.has(channel)) return false;
    if (bytes.length > this.mtu - 3) throw new RangeError(`${bytes.length} bytes at MTU ${this.mtu}`);
    const link = this.#link;
    this.time.after(this.radioMs, () => {
      if (link !== this.#link || !this.isHearing) return;
      this.heard.push({ channel, bytes, atMs: this.time.nowMs() });
      sent();
    });
    return true;
  }

  indicate(channel: Channel, bytes: Uint8Array, confirmed: () => void): boolean {
    return this.notify(channel, bytes, confirmed);
  }

  requestParameters({ intervalMs }: { intervalMs: number }): void {
    this.parameterRequests.push(intervalMs);
  }

  /** Connects and subscribes to everything. */
  connect(channels: readonly Channel[] = ['control', 'events', 'timeSync', 'backfill', 'stream']): void {
    this.belt.connected(this);
    for (const channel of channels) this.subscribe(channel);
  }

  subscribe(channel: Channel): void {
    this.#subscribed.add(channel);
    this.belt.subscribed(channel, true);
  }

  drop(): void {
    this.#link++;
    this.#subscribed.clear();
    this.belt.disconnected();
  }

  /** Writes a request and waits for its reply. */
  ask(request: Untagged<ControlRequest>, waitMs = 100): ControlReply | UnknownReply {
    this.#tag = (this.#tag + 1) % 256;
    const before = this.heard.length;
    this.belt.write('control', encodeControlRequest({ ...request, tag: this.#tag }));
    this.time.pass(Math.max(this.radioMs, waitMs));
    const replies = this.heard.slice(before).filter(({ channel }) => channel === 'control');
    if (replies.length !== 1) throw new Error(`${replies.length} replies to ${request.message}`);
    const reply = unwrap(decodeControlReply(replies[0].bytes));
    if (reply.tag !== this.#tag) throw new Error(`tag ${reply.tag}`);
    return reply;
  }

  /** The same, if the reply is the one expected. */
  askFor<M extends ControlReply['message']>(
    message: M,
    request: Untagged<ControlRequest>,
    waitMs?: number,
  ): ReplyOf<M> {
    const reply = this.ask(request, waitMs);
    if (!isReply(reply, message)) throw new Error(JSON.stringify(reply));
    return reply;
  }

  hello(): ControlReply | UnknownReply {
    return this.ask({ message: 'hello-request', minMajor: 1, maxMajor: 1 });
  }

  haptic(command: Haptic): void {
    this.belt.write('haptic', encodeHaptic(command));
  }

  on(channel: Channel): readonly Heard[] {
    return this.heard.filter((heard) => heard.channel === channel);
  }

  get frames() {
    return this.on('stream').map(({ bytes }) => unwrap(decodeStreamFrame(bytes)));
  }

  get imu6() {
    return this.frames.flatMap((frame) => (frame.message === 'imu6' ? [frame] : []));
  }

  get anchors() {
    return this.frames.flatMap((frame) => (frame.message === 'anchor' ? [frame] : []));
  }

  get events() {
    return this.on('events').map(({ bytes }) => unwrap(decodeEvent(bytes)));
  }

  get backfill() {
    return this.on('backfill').map(({ bytes }) => unwrap(decodeBackfill(bytes)));
  }

  acknowledge(transfer: number, next: number, credit = 32, resend = 0): void {
    this.belt.write('backfill', encodeBackfill({ message: 'backfill-ack', transfer, next, credit, resend }));
  }
}

/** Connected, greeted, streaming as number 7. */
export const streaming = (options: Partial<BeltOptions> = {}, mtu = 247): FakeHost => {
  const host = new FakeHost(options);
  host.mtu = mtu;
  host.connect();
  host.hello();
  host.ask({ message: 'start-request', nonce: 7 }, 0);
  return host;
};

/** Connected and greeted. */
export const greeted = (options: Partial<BeltOptions> = {}, mtu = 247): FakeHost => {
  const host = new FakeHost(options);
  host.mtu = mtu;
  host.connect();
  host.hello();
  return host;
};

/** Matches a refusal. */
export const refused = (status: keyof typeof STATUS, more = {}) =>
  expect.objectContaining({ message: 'refusal', status: STATUS[status], ...more });
