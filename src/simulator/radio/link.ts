import type { AddressType } from './address.ts';
import { REASON } from './reasons.ts';
import type { Cancel, Timers } from './timers.ts';

/** Core Spec Vol 4 Part E 7.8.12, in plain units. */
export interface LinkParameters {
  /** 7.5 … 4000 ms. */
  readonly intervalMs: number;
  /** Connection events the peripheral may skip. Carried, not simulated. */
  readonly latency: number;
  /** Silence after which the link is given up, ms. */
  readonly supervisionTimeoutMs: number;
}

/** One packet of the link layer: the start of an L2CAP frame or its continuation. */
export interface Fragment {
  readonly start: boolean;
  readonly bytes: Uint8Array;
}

/** What one end of a link learns. Calls come from the event loop, never from inside its own {@link Link.send}. */
export interface LinkEnd {
  readonly address: string;
  readonly addressType: AddressType;
  /** How strongly others hear it, dBm. */
  readonly rssiDbm: number;
  linkData(link: Link, fragment: Fragment): void;
  linkDown(link: Link, reason: number): void;
  linkUpdated(link: Link): void;
}

/** The part of the air a link lives in. */
export interface LinkMedium {
  readonly timers: Timers;
  readonly intervalMs: number | 'requested';
  readonly packetsPerEvent: number;
  isMuted(end: LinkEnd): boolean;
  /** Draws whether one packet gets lost. */
  loses(): boolean;
  /** The link tells that it has ended. */
  forget(link: Link): void;
}

interface Ending {
  readonly by: LinkEnd;
  readonly reason: number;
}

interface Queued {
  readonly fragment: Fragment;
  readonly onDelivered: () => void;
}

/** Wait before a lost packet is sent again when connection events follow each other without an interval, ms. */
const RETRY_MS = 1;

/**
 * One connection: a queue for each direction, served at connection events. The link layer acknowledges and repeats,
 * so loss makes data late; nothing is lost or swapped while the link stands.
 */
export class Link {
  readonly central: LinkEnd;
  readonly peripheral: LinkEnd;
  /** Connection events so far. */
  events = 0;
  readonly #air: LinkMedium;
  #parameters: LinkParameters;
  readonly #queues: readonly [Queued[], Queued[]] = [[], []];
  #up = true;
  #heardAtMs: number;
  #nextEventMs: number;
  #planned: Cancel | null = null;
  #ending: Ending | null = null;

  constructor(air: LinkMedium, central: LinkEnd, peripheral: LinkEnd, parameters: LinkParameters) {
    this.#air = air;
    this.central = central;
    this.peripheral = peripheral;
    this.#parameters = parameters;
    this.#heardAtMs = air.timers.nowMs();
    this.#nextEventMs = this.#heardAtMs + this.intervalMs;
    this.#plan();
  }

  get isUp(): boolean {
    return this.#up;
  }

  get parameters(): LinkParameters {
    return this.#parameters;
  }

  /** The interval in force, ms; 0: events follow each other as fast as the event loop goes. */
  get intervalMs(): number {
    return this.#air.intervalMs === 'requested' ? this.#parameters.intervalMs : this.#air.intervalMs;
  }

  peerOf(end: LinkEnd): LinkEnd {
    return end === this.central ? this.peripheral : this.central;
  }

  /** Queues a packet; `onDelivered` once the other end acknowledged it, never if the link ends first. */
  send(from: LinkEnd, fragment: Fragment, onDelivered: () => void): void {
    if (!this.#up) return;
    this.#queueFrom(from).push({ fragment, onDelivered });
    if (this.intervalMs === 0) this.#plan();
  }

  update(parameters: LinkParameters): void {
    if (!this.#up) return;
    this.#parameters = parameters;
    this.central.linkUpdated(this);
    this.peripheral.linkUpdated(this);
    this.replan();
  }

  /**
   * Says goodbye at the next connection event: `by` then reads "local host", the other end `reason`. Out of range the
   * goodbye is not heard and the link lasts until its supervision timeout.
   */
  close(by: LinkEnd, reason: number): void {
    this.#ending ??= { by, reason };
    if (this.intervalMs === 0) this.#plan();
  }

  /** Ends the link at once; each end learns its own reason, `null` for an end that learns nothing. */
  down(centralReason: number | null, peripheralReason: number | null): void {
    if (!this.#up) return;
    this.#up = false;
    this.#planned?.();
    this.#air.forget(this);
    if (centralReason !== null) this.central.linkDown(this, centralReason);
    if (peripheralReason !== null) this.peripheral.linkDown(this, peripheralReason);
  }

  /** Called when range or interval changed under a standing link. */
  replan(): void {
    // As in `#planAtOnce`; what comes next may be silence.
    if (this.intervalMs === 0) this.#heardAtMs = this.#air.timers.nowMs();
    this.#planned?.();
    this.#planned = null;
    this.#plan();
  }

  #queueFrom(end: LinkEnd): Queued[] {
    return this.#queues[end === this.central ? 0 : 1];
  }

  get #muted(): boolean {
    return this.#air.isMuted(this.central) || this.#air.isMuted(this.peripheral);
  }

  get #hasData(): boolean {
    return this.#queues[0].length > 0 || this.#queues[1].length > 0;
  }

  #plan(): void {
    if (!this.#up || this.#planned !== null) return;
    if (this.intervalMs > 0) this.#planNextEvent();
    else if (this.#muted) this.#planned = this.#air.timers.after(this.#untilTimeout(), this.#run);
    else this.#planAtOnce();
  }

  /** Events lie on a grid, so that late timers do not add up. Those missed are skipped. */
  #planNextEvent(): void {
    const { intervalMs } = this;
    const lateMs = this.#air.timers.nowMs() - this.#nextEventMs;
    if (lateMs > 0) this.#nextEventMs += Math.ceil(lateMs / intervalMs) * intervalMs;
    this.#planned = this.#air.timers.after(this.#nextEventMs - this.#air.timers.nowMs(), () => {
      this.#nextEventMs += intervalMs;
      this.#run();
    });
  }

  /** Without an interval an idle link holds no events; on a real one it would have heard empty packets until now. */
  #planAtOnce(): void {
    this.#heardAtMs = this.#air.timers.nowMs();
    if (this.#hasData || this.#ending !== null) this.#planned = this.#air.timers.soon(this.#run);
  }

  readonly #run = (): void => {
    this.#planned = null;
    this.#event();
  };

  #untilTimeout(): number {
    const deadlineMs = this.#heardAtMs + this.#parameters.supervisionTimeoutMs;
    return Math.max(0, deadlineMs - this.#air.timers.nowMs());
  }

  /**
   * Data queued by what this event delivers waits for the next one: a firmware never answers within the 150 µs it
   * would have, and a sender that refills its queue from `onDelivered` must not hold up the event loop.
   */
  #event(): void {
    this.events++;
    const [down, up] = [this.#share(0), this.#share(1)];
    const heard = !this.#muted && this.#serve(0, down) && this.#serve(1, up);
    if (!this.#up) return;
    if (heard && this.#ending !== null) return this.#finish(this.#ending.reason);
    if (heard) this.#heardAtMs = this.#air.timers.nowMs();
    else if (this.#untilTimeout() <= 0) return this.#finish(REASON.timeout);
    const again = !heard && !this.#muted && this.intervalMs === 0;
    if (again) this.#planned = this.#air.timers.after(RETRY_MS, this.#run);
    else this.#plan();
  }

  /** An end that closed the link reads its own doing; whoever did not reads `reason`. */
  #finish(reason: number): void {
    const of = (end: LinkEnd): number => (this.#ending?.by === end ? REASON.localHost : reason);
    this.down(of(this.central), of(this.peripheral));
  }

  /** Packets of one direction that fit into the event that starts now. */
  #share(direction: 0 | 1): number {
    const waiting = this.#queues[direction].length;
    return this.intervalMs > 0 ? Math.min(waiting, this.#air.packetsPerEvent) : waiting;
  }

  /** Serves one direction; false when the packet that opens it was lost, which also ends the event. */
  #serve(direction: 0 | 1, packets: number): boolean {
    if (this.#air.loses()) return false;
    const receiver = direction === 0 ? this.peripheral : this.central;
    for (let n = 0; n < packets && this.#up; n++) {
      const next = this.#queues[direction].shift();
      if (next === undefined) break;
      receiver.linkData(this, next.fragment);
      if (this.#up) next.onDelivered();
    }
    return true;
  }
}
