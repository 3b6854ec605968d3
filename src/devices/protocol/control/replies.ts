/** Replies of the control point (SPEC 10.1, 10.2): `0xF0, op u8, tag u8, status u8`, and if all went well a body. */
import { blob, i32s, list, opaque, u16, u32, u53, u8 } from '../bytes.ts';
import { byte, type Decoded, decoded, malformed, unsendable } from '../decoded.ts';
import { MAX_PAYLOAD } from '../backfill.ts';
import { MAX_SEGMENTS } from '../haptic.ts';
import { MAX_EPOCH, VALUE_BYTES } from '../info.ts';
import { shape } from '../shape.ts';
import { entry, type MessageOf, tableCodec } from '../table.ts';
import { tlv } from '../tlv.ts';
import { LIMIT, OPERATION, REPLY_MARK, STATUS, TLV_TYPE } from './codes.ts';

const HEAD_BYTES = 4;
const TWO_32 = 2 ** 32;
/** What fits a value of 244 bytes. */
const MAX_DATA = 236;
/** Smallest payload of a data message, bytes: at MTU 23. */
const MIN_PAYLOAD = 16;

/** Scales of raw samples: ng and µdps per LSB. */
const SCALES = { accNg: u32(1, 4_000_000), gyrUdps: u32(1, 1_000_000) };
const STREAM_STATE = { index: u32(), tick: u53() };
const nothing = () => shape({}, { tlvs: {} });

const CAPS = {
  ratesHz: tlv(TLV_TYPE.ratesHz, list(u16(...LIMIT.rateHz), 6)),
  accRangesG: tlv(TLV_TYPE.accRangesG, list(u8(...LIMIT.accRangeG), 12)),
  gyrRangesDps: tlv(TLV_TYPE.gyrRangesDps, list(u16(...LIMIT.gyrRangeDps), 6)),
  ringSamples: tlv(TLV_TYPE.ringSamples, u32()),
  ringKind: tlv(TLV_TYPE.ringKind, u8()),
  batteryMah: tlv(TLV_TYPE.batteryMah, u16()),
  maxSegments: tlv(TLV_TYPE.maxSegments, u8(0, MAX_SEGMENTS)),
};

const CONFIGURATION = {
  epoch: u8(0, MAX_EPOCH),
  holdMin: u8(...LIMIT.holdMin),
  rateHz: u16(...LIMIT.rateHz),
  maxBatchMs: u16(...LIMIT.maxBatchMs),
  ...SCALES,
};

const beyondEnd = ({ first, count }: { readonly first: number; readonly count: number }): 'count' | null =>
  first + count > TWO_32 ? 'count' : null;

const LIST = shape(
  { entries: u8(1), entry: u8(), stream: u32(1), first: u32(), count: u32(1) },
  { tlvs: {}, rule: beyondEnd },
);

const READ = shape(
  { transfer: u8(), payload: u8(MIN_PAYLOAD, MAX_PAYLOAD), first: u32(), count: u32(1) },
  { tlvs: {}, rule: beyondEnd },
);

const DESCRIBE = shape(
  { stream: u32(1), rateHz: u16(...LIMIT.rateHz), epoch: u8(0, MAX_EPOCH), ended: u8(0, 1), ...SCALES },
  { tlvs: {} },
);

const HELLO = shape(
  { major: u8(1), minor: u8(), maxValue: u16(VALUE_BYTES.min, VALUE_BYTES.max), bootId: u32() },
  { tlvs: {} },
);

const CAL_READ = shape(
  { total: u16(), offset: u16() },
  { tlvs: { data: tlv(TLV_TYPE.data, blob(MAX_DATA)) } },
);

interface Head {
  /** That of the request. */
  readonly tag: number;
}

const REPLIES = {
  'hello-reply': entry(OPERATION.hello, HELLO),
  'caps-reply': entry(OPERATION.caps, shape({ page: u8(), pages: u8(1) }, { tlvs: CAPS })),
  'set-reply': entry(OPERATION.set, shape(CONFIGURATION, { tlvs: {} })),
  'start-reply': entry(OPERATION.start, shape({ stream: u32(1), ...STREAM_STATE }, { tlvs: {} })),
  'stop-reply': entry(OPERATION.stop, shape({ stream: u32(), index: u32() }, { tlvs: {} })),
  'state-reply': entry(OPERATION.state, shape({ stream: u32(), ...STREAM_STATE }, { tlvs: {} })),
  'cal-read-reply': entry(OPERATION.calRead, CAL_READ),
  'cal-write-reply': entry(OPERATION.calWrite, shape({ next: u16() }, { tlvs: {} })),
  'cal-still-reply': entry(OPERATION.calStill, shape({ gyrBiasUdps: i32s(3, 20_000_000) }, { tlvs: {} })),
  'list-reply': entry(OPERATION.list, LIST),
  'read-reply': entry(OPERATION.read, READ),
  'abort-reply': entry(OPERATION.abort, nothing()),
  'erase-reply': entry(OPERATION.erase, nothing()),
  'describe-reply': entry(OPERATION.describe, DESCRIBE),
  'identify-reply': entry(OPERATION.identify, nothing()),
  'challenge-reply': entry(OPERATION.challenge, shape({ challenge: opaque(16) }, { tlvs: {} })),
  'auth-reply': entry(OPERATION.auth, nothing()),
  'claim-reply': entry(OPERATION.claim, nothing()),
  'dfu-reply': entry(OPERATION.dfu, nothing()),
};
const CODEC = tableCodec<typeof REPLIES, Head>(REPLIES);
const REFUSAL = shape({}, { tlvs: { culprit: tlv(TLV_TYPE.culprit, u8()) } });

/** What the belt says when it did as asked. */
export type ControlSuccess = MessageOf<typeof REPLIES, Head>;

/** The belt did not do as asked: `status` says why, `culprit` which TLV is to blame (0: the fixed part). */
export interface Refusal {
  readonly message: 'refusal';
  readonly op: number;
  readonly tag: number;
  /** Any of `STATUS` but `ok`, or one of a later version. */
  readonly status: number;
  readonly culprit?: number;
}

/** Success of an operation of a maker or of a later version. */
export interface UnknownReply {
  readonly message: 'unknown-reply';
  readonly op: number;
  readonly tag: number;
}

export type ControlReply = ControlSuccess | Refusal;

const decodeRefusal = (bytes: Uint8Array, op: number, tag: number, status: number): Decoded<Refusal> => {
  const read = REFUSAL.decode(bytes, HEAD_BYTES);
  return read.ok ? decoded({ message: 'refusal', op, tag, status, ...read.value }) : read;
};

export const decodeControlReply = (bytes: Uint8Array): Decoded<ControlReply | UnknownReply> => {
  if (bytes.length < HEAD_BYTES) return malformed('short', bytes.length);
  const [mark, op, tag, status] = bytes;
  if (mark !== REPLY_MARK) return malformed('range', 0);
  if (status !== STATUS.ok) return decodeRefusal(bytes, op, tag, status);
  return CODEC.decode(op, bytes, HEAD_BYTES, { tag }) ?? decoded({ message: 'unknown-reply', op, tag });
};

const encodeRefusal = (refusal: Refusal): Uint8Array => {
  const bytes = REFUSAL.encode(refusal, HEAD_BYTES);
  const { op, tag, status } = refusal;
  if (status === STATUS.ok) throw unsendable('status of a refusal', status);
  bytes.set([REPLY_MARK, byte('op', op), byte('tag', tag), byte('status', status)]);
  return bytes;
};

export const encodeControlReply = (reply: ControlReply): Uint8Array => {
  if (reply.message === 'refusal') return encodeRefusal(reply);
  const { code, bytes } = CODEC.encode(reply, HEAD_BYTES);
  bytes.set([REPLY_MARK, code, byte('tag', reply.tag), STATUS.ok]);
  return bytes;
};
