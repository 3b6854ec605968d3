/**
 * The radio as the link sees it: scan, connect, subscribe, read, write. Behind it noble works in a process of its
 * own (`radio-process/`), or any other stack. Nothing here waits for ever: every promise settles by its deadline
 * with a {@link RadioError}.
 */
import type { Observable } from 'rxjs';

/** State of the adapter. `absent`: there is none, or the system does not let us at it. */
export type AdapterState = 'unknown' | 'on' | 'off' | 'unauthorised' | 'absent';

/** One advertisement with its scan response, as it was heard. */
export interface Advertisement {
  /** Handle of the peripheral in this radio; no identity across systems (macOS hides addresses). */
  readonly id: string;
  /** Bluetooth address, lower case with colons; `null` where the system hides it. */
  readonly address: string | null;
  readonly name: string | null;
  readonly rssiDbm: number;
  /** Advertised service UUIDs: lower case, 128-bit with hyphens; 16-bit ones as four hex digits. */
  readonly services: readonly string[];
  /** Manufacturer data with the two bytes of the company in front; `null` where there was none. */
  readonly manufacturerData: Uint8Array | null;
  /** Host monotonic time at which it was heard, ms. */
  readonly atMs: number;
}

/** Where a value lives. UUIDs as in {@link Advertisement.services}. */
export interface CharacteristicRef {
  readonly service: string;
  readonly characteristic: string;
}

export interface RadioNotification extends CharacteristicRef {
  readonly bytes: Uint8Array;
  /** Host monotonic time at which the radio process received it, ms. */
  readonly atMs: number;
}

export type RadioErrorCode =
  /** The deadline passed; whatever was under way is abandoned. */
  | 'deadline'
  /** The link ended, or never stood. */
  | 'not-connected'
  /** The peripheral answered with an ATT error. */
  | 'refused'
  /** The peripheral has no such characteristic. */
  | 'no-characteristic'
  /** No adapter, adapter off, no permission, the radio process died. */
  | 'radio';

export class RadioError extends Error {
  readonly code: RadioErrorCode;
  constructor(code: RadioErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RadioError';
    this.code = code;
  }
}

/** A link that stands. After `closed` resolved, every method rejects with `not-connected`. */
export interface RadioConnection {
  /** ATT MTU as negotiated, 23 … 247; noble reports wrong values above 247, so they are clipped. */
  readonly mtu: number;
  /** Hot, in order of arrival; completes when the link ends. */
  readonly notifications: Observable<RadioNotification>;
  /** Resolves once, with a word on why, when the link has ended for whatever reason. Never rejects. */
  readonly closed: Promise<string>;
  /** UUID of every characteristic found, after discovery. */
  readonly characteristics: readonly CharacteristicRef[];
  subscribe(where: CharacteristicRef, deadlineMs: number): Promise<void>;
  read(where: CharacteristicRef, deadlineMs: number): Promise<Uint8Array>;
  write(
    where: CharacteristicRef,
    bytes: Uint8Array,
    how: { readonly response: boolean },
    deadlineMs: number,
  ): Promise<void>;
  /** Settles when the link is down or the deadline has passed; safe to call twice. */
  disconnect(deadlineMs: number): Promise<void>;
}

export interface Radio {
  /** Replays the present state to every new subscriber. */
  readonly adapter: Observable<AdapterState>;
  /** Scans while at least one subscriber listens; never while a connection is being made. */
  readonly advertisements: Observable<Advertisement>;
  /** Connects, negotiates the MTU and discovers all characteristics. Call it after a fresh advertisement only. */
  connect(id: string, deadlineMs: number): Promise<RadioConnection>;
  /** Host monotonic clock of the radio process, ms: the clock of every `atMs`. */
  nowMs(): number;
  close(): Promise<void>;
}
