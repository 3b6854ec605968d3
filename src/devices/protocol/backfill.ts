/** Messages of the Backfill characteristic (SPEC 14.4): pieces of blocks one way, acknowledgements the other. */
import { reserved, u16, u32, u8 } from './bytes.ts';
import { type Decoded, decoded, malformed, unsendable } from './decoded.ts';
import { shape } from './shape.ts';
import { entry, type MessageOf, tableCodec } from './table.ts';

const HEADER = { _type: reserved(1), transfer: u8(), seq: u16() };
const DATA_TYPE = 0x01;
const DATA_SHAPE = shape(HEADER);
/** Bytes of a data message in front of its payload. */
export const BACKFILL_HEADER_BYTES = DATA_SHAPE.size;
/** Longest payload of a data message, bytes: at MTU 247. */
export const MAX_PAYLOAD = 240;
/** Most messages that may be on their way without an acknowledgement. */
export const MAX_CREDIT = 64;

const OTHERS = {
  'backfill-end': entry(0x02, shape({ ...HEADER, status: u8(), _reserved: reserved(1), samples: u32() })),
  'backfill-ack': entry(
    0x81,
    shape({ _type: reserved(1), transfer: u8(), next: u16(), credit: u8(0, MAX_CREDIT), resend: u8(0, 1) }),
  ),
};
const CODEC = tableCodec(OTHERS);

export interface BackfillData {
  readonly message: 'backfill-data';
  readonly transfer: number;
  /** Modulo 2^16. */
  readonly seq: number;
  /** 1 … 240 bytes of the string of blocks. */
  readonly payload: Uint8Array;
}

export type Backfill = BackfillData | MessageOf<typeof OTHERS, object>;
export type BackfillEnd = Extract<Backfill, { message: 'backfill-end' }>;
export type BackfillAck = Extract<Backfill, { message: 'backfill-ack' }>;

export interface UnknownBackfill {
  readonly message: 'unknown-backfill';
  readonly type: number;
}

const decodeData = (bytes: Uint8Array): Decoded<BackfillData> => {
  if (bytes.length <= BACKFILL_HEADER_BYTES) return malformed('short', bytes.length);
  const most = BACKFILL_HEADER_BYTES + MAX_PAYLOAD;
  if (bytes.length > most) return malformed('length', most);
  const header = DATA_SHAPE.decode(bytes, 0);
  if (!header.ok) return header;
  // `slice` of a Buffer, which the radio may hand out, would be a window into it.
  const payload = Uint8Array.from(bytes.subarray(BACKFILL_HEADER_BYTES));
  return decoded({ message: 'backfill-data', ...header.value, payload });
};

export const decodeBackfill = (bytes: Uint8Array): Decoded<Backfill | UnknownBackfill> => {
  if (bytes.length === 0) return malformed('short', 0);
  if (bytes[0] === DATA_TYPE) return decodeData(bytes);
  return CODEC.decode(bytes[0], bytes, 0, {}) ?? decoded({ message: 'unknown-backfill', type: bytes[0] });
};

const encodeData = (value: BackfillData): Uint8Array => {
  const { length } = value.payload;
  if (length < 1 || length > MAX_PAYLOAD) throw unsendable('payload', `${length} bytes`);
  const bytes = new Uint8Array(BACKFILL_HEADER_BYTES + length);
  bytes.set(DATA_SHAPE.encode(value, 0));
  bytes.set(value.payload, BACKFILL_HEADER_BYTES);
  bytes[0] = DATA_TYPE;
  return bytes;
};

export const encodeBackfill = (value: Backfill): Uint8Array => {
  if (value.message === 'backfill-data') return encodeData(value);
  const { code, bytes } = CODEC.encode(value, 0);
  bytes[0] = code;
  return bytes;
};
