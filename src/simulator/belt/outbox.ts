/** What goes to the radio first, and how much of it (SPEC 14.4, priority). */

import type { LinkParameters } from '../radio/link.ts';

/** Characteristics of the protocol by short name, and the battery level of the Bluetooth SIG. */
export type Channel =
  'info' | 'control' | 'stream' | 'events' | 'haptic' | 'timeSync' | 'backfill' | 'batteryLevel';

/** The host at the other end of a link, as the radio stack of the belt shows it. */
export interface Central {
  /** ATT MTU in force, 23 … 247. */
  readonly mtu: number;
  /**
   * Hands a value to the radio; `sent` once the other end acknowledged the packet, never if the link ends first. False:
   * nobody subscribed.
   */
  notify(channel: Channel, bytes: Uint8Array, sent: () => void): boolean;
  /** Likewise; `confirmed` once the host confirmed it. One at a time. */
  indicate(channel: Channel, bytes: Uint8Array, confirmed: () => void): boolean;
  /** What the central chose for the link. */
  readonly parameters: LinkParameters;
  /** Asks it for others; it may not listen. */
  requestParameters(parameters: LinkParameters): void;
}

export interface Outgoing {
  readonly channel: Channel;
  readonly bytes: Uint8Array;
  /** The host has it. */
  readonly delivered?: () => void;
}

/** Something that has values to send; made when the radio has room, so that they are fresh. */
export interface Source {
  /** The next value; `null` when there is none now. */
  next(nowMs: number): Outgoing | null;
}

/** Indications: one at a time, so others may have to wait although the radio has room. */
export interface IndicationSource extends Source {
  readonly isWaiting: boolean;
}

export interface OutboxSources {
  readonly indications: IndicationSource;
  /** By falling priority. */
  readonly notifications: readonly Source[];
  /** Has the least priority and a limit of its own. */
  readonly backfill: Source;
}

/** Packets the radio stack of the belt holds. Reference firmware: Zephyr with `CONFIG_BT_L2CAP_TX_BUF_COUNT=8`. */
const BUFFERS = 8;
/** Of these, packets of back-fill. */
const BACKFILL_BUFFERS = 4;

export class Outbox {
  readonly #central: Central;
  readonly #sources: OutboxSources;
  readonly #onRoom: () => void;
  #inFlight = 0;
  #backfillInFlight = 0;
  #indicating = false;
  #stalledUntilMs = -Infinity;
  #isClosed = false;

  /** `onRoom`: the radio has room again; the firmware answers with {@link pump}. */
  constructor(central: Central, sources: OutboxSources, onRoom: () => void) {
    this.#central = central;
    this.#sources = sources;
    this.#onRoom = onRoom;
  }

  /** A fault: the radio takes nothing until then. */
  stallUntil(atMs: number): void {
    this.#stalledUntilMs = atMs;
  }

  /** The link is gone: nothing more is sent. */
  close(): void {
    this.#isClosed = true;
  }

  /** Hands over as much as the radio takes. Call it whenever there may be something new. */
  pump(nowMs: number): void {
    if (this.#isClosed || nowMs < this.#stalledUntilMs) return;
    while (!this.#isClosed && this.#inFlight < BUFFERS && this.#sendOne(nowMs));
  }

  #sendOne(nowMs: number): boolean {
    return this.#indicate(nowMs) || this.#notify(nowMs) || this.#sendBackfill(nowMs);
  }

  #indicate(nowMs: number): boolean {
    const value = this.#indicating ? null : this.#sources.indications.next(nowMs);
    if (value === null) return false;
    this.#indicating = true;
    this.#inFlight++;
    const confirmed = (): void => {
      this.#indicating = false;
      this.#landed(value);
    };
    // A request whose reply nobody hears is carried out all the same (SPEC 10).
    if (!this.#central.indicate(value.channel, value.bytes, confirmed)) {
      this.#indicating = false;
      this.#inFlight--;
    }
    return true;
  }

  #notify(nowMs: number): boolean {
    for (const source of this.#sources.notifications) {
      const value = source.next(nowMs);
      if (value !== null) return this.#send(value);
    }
    return false;
  }

  #sendBackfill(nowMs: number): boolean {
    const { indications, backfill } = this.#sources;
    if (this.#backfillInFlight >= BACKFILL_BUFFERS || indications.isWaiting) return false;
    const value = backfill.next(nowMs);
    if (value === null) return false;
    this.#backfillInFlight++;
    return this.#send(value, () => this.#backfillInFlight--);
  }

  #send(value: Outgoing, landed?: () => void): boolean {
    this.#inFlight++;
    const taken = this.#central.notify(value.channel, value.bytes, () => {
      landed?.();
      this.#landed(value);
    });
    if (!taken) {
      landed?.();
      this.#inFlight--;
    }
    return true;
  }

  #landed(value: Outgoing): void {
    this.#inFlight--;
    if (this.#isClosed) return;
    value.delivered?.();
    this.#onRoom();
  }
}
