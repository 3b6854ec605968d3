/** Four-timestamp time sync (SPEC 13). */
import { reserved, u16, u32, u64 } from './bytes.ts';
import { type Decoded, decoded, malformed } from './decoded.ts';
import { shape } from './shape.ts';
import { entry, type MessageOf, tableCodec } from './table.ts';

const REQUEST = { _type: reserved(1), seq: u16(), t1: u64() };

const TIME_SYNC = {
  'time-sync-request': entry(0x01, shape(REQUEST)),
  'time-sync-reply': entry(0x02, shape({ ...REQUEST, t2: u32(), t3: u32() })),
};
const CODEC = tableCodec(TIME_SYNC);

/** `t1` is the host's clock, µs, echoed; `t2` and `t3` are low 32 bits of the belt's clock, µs. */
export type TimeSync = MessageOf<typeof TIME_SYNC, object>;
export type TimeSyncRequest = Extract<TimeSync, { message: 'time-sync-request' }>;
export type TimeSyncReply = Extract<TimeSync, { message: 'time-sync-reply' }>;

export interface UnknownTimeSync {
  readonly message: 'unknown-time-sync';
  readonly type: number;
}

export const decodeTimeSync = (bytes: Uint8Array): Decoded<TimeSync | UnknownTimeSync> => {
  if (bytes.length === 0) return malformed('short', 0);
  return CODEC.decode(bytes[0], bytes, 0, {}) ?? decoded({ message: 'unknown-time-sync', type: bytes[0] });
};

export const encodeTimeSync = (value: TimeSync): Uint8Array => {
  const { code, bytes } = CODEC.encode(value, 0);
  bytes[0] = code;
  return bytes;
};
