/**
 * What a decoder says. Bytes from outside may be anything, so decoders answer instead of throwing (SPEC 1.1).
 */
import { BeltlineError } from '../../domain/error.ts';

/** Which rule the bytes break. */
export type MalformedCode =
  /** Bytes are missing. */
  | 'short'
  /** A length that cannot be. */
  | 'length'
  | 'crc'
  /** A field outside its range. */
  | 'range'
  /** A TLV type twice in one value. */
  | 'duplicate';

export interface Malformed {
  readonly ok: false;
  readonly code: MalformedCode;
  /** Byte offset from the start of the value; what it points at depends on the code (SPEC 1.1). */
  readonly offset: number;
}

export type Decoded<T> = { readonly ok: true; readonly value: T } | Malformed;

export const decoded = <T>(value: T): Decoded<T> => ({ ok: true, value });

export const malformed = (code: MalformedCode, offset: number): Malformed => ({ ok: false, code, offset });

/** A whole number of one byte, for encoders. */
export const byte = (what: string, value: number): number => {
  if (!Number.isInteger(value) || value < 0 || value > 0xff) throw unsendable(what, value);
  return value;
};

/** A value our own code wants to send breaks the protocol: a fault of ours, never of the device. */
export const unsendable = (what: string, value: unknown): BeltlineError =>
  new BeltlineError('internal', `${what} cannot be sent as ${String(value)}`);
