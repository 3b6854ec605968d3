/** What a GATT peripheral offers, as data. */
import type { AttError } from './errors.ts';

export type Property = 'read' | 'write' | 'write-without-response' | 'notify' | 'indicate';

/** An answer now, or later: a promise that settles late or never is a slow or hung firmware. */
export type Answer<T> = T | AttError | Promise<T | AttError>;

export interface WriteContext {
  /** Acknowledged write; false: written without response, so that an error reaches nobody. */
  readonly response: boolean;
}

export interface CharacteristicSpec {
  /** Four hex digits or 128 bits with hyphens. Unique within the peripheral. */
  readonly uuid: string;
  readonly properties: readonly Property[];
  /** Value before the first write or `setValue`. Default empty. */
  readonly value?: Uint8Array;
  /** Longest value a central may write, bytes. Default and limit 512. */
  readonly maxLength?: number;
  /** Makes the value when it is read. Without it the last value is answered. */
  readonly onRead?: () => Answer<Uint8Array>;
  /** Takes what was written; the value is kept unless an error is answered. `bytes` belong to the callee. */
  readonly onWrite?: (bytes: Buffer, context: WriteContext) => Answer<void>;
  /** The central switched notifications or indications on or off. */
  readonly onSubscribe?: (subscription: Subscription) => void;
}

/** What the central subscribed to; ends with the link. */
export type Subscription = 'none' | 'notify' | 'indicate' | 'both';

export interface ServiceSpec {
  readonly uuid: string;
  readonly characteristics: readonly CharacteristicSpec[];
}
