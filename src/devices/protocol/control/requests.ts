/** Requests to the control point (SPEC 10.1, 10.2): `op u8, tag u8, fixed part, TLVs`. */
import { blob, opaque, u16, u32, u8 } from '../bytes.ts';
import { byte, type Decoded, decoded, malformed } from '../decoded.ts';
import { MAX_CREDIT } from '../backfill.ts';
import { CALIBRATION_BYTES } from '../calibration.ts';
import { shape } from '../shape.ts';
import { entry, type MessageOf, tableCodec } from '../table.ts';
import { tlv } from '../tlv.ts';
import { LIMIT, OPERATION, TLV_TYPE } from './codes.ts';

const HEAD_BYTES = 2;
const TWO_32 = 2 ** 32;
/** What fits a value of 244 bytes. */
const MAX_DATA = 236;

/** No fixed part and no TLVs that we know; those of later versions are checked for their form and skipped. */
const nothing = () => shape({}, { tlvs: {} });

const SET = {
  rateHz: tlv(TLV_TYPE.rateHz, u16(...LIMIT.rateHz)),
  accRangeG: tlv(TLV_TYPE.accRangeG, u8(...LIMIT.accRangeG)),
  gyrRangeDps: tlv(TLV_TYPE.gyrRangeDps, u16(...LIMIT.gyrRangeDps)),
  maxBatchMs: tlv(TLV_TYPE.maxBatchMs, u16(...LIMIT.maxBatchMs)),
  holdMin: tlv(TLV_TYPE.holdMin, u8(...LIMIT.holdMin)),
};

const READ = shape(
  { stream: u32(1), first: u32(), count: u32(1), credit: u8(1, MAX_CREDIT) },
  { tlvs: {}, rule: ({ first, count }) => (first + count > TWO_32 ? 'count' : null) },
);

const HELLO = shape(
  { minMajor: u8(1), maxMajor: u8(1) },
  { tlvs: {}, rule: ({ minMajor, maxMajor }) => (minMajor > maxMajor ? 'maxMajor' : null) },
);

const CAL_WRITE = shape(
  { total: u16(1, CALIBRATION_BYTES.max), offset: u16() },
  { tlvs: { data: tlv(TLV_TYPE.data, blob(MAX_DATA)) } },
);

interface Head {
  /** Echoed by the reply. */
  readonly tag: number;
}

const REQUESTS = {
  'hello-request': entry(OPERATION.hello, HELLO),
  'caps-request': entry(OPERATION.caps, shape({ page: u8() }, { tlvs: {} })),
  'set-request': entry(OPERATION.set, shape({}, { tlvs: SET })),
  'start-request': entry(OPERATION.start, shape({ nonce: u32(1) }, { tlvs: {} })),
  'stop-request': entry(OPERATION.stop, nothing()),
  'state-request': entry(OPERATION.state, nothing()),
  'cal-read-request': entry(OPERATION.calRead, shape({ offset: u16() }, { tlvs: {} })),
  'cal-write-request': entry(OPERATION.calWrite, CAL_WRITE),
  'cal-still-request': entry(OPERATION.calStill, nothing()),
  'list-request': entry(OPERATION.list, shape({ entry: u8() }, { tlvs: {} })),
  'read-request': entry(OPERATION.read, READ),
  'abort-request': entry(OPERATION.abort, shape({ transfer: u8() }, { tlvs: {} })),
  'erase-request': entry(OPERATION.erase, nothing()),
  'describe-request': entry(OPERATION.describe, shape({ stream: u32(1) }, { tlvs: {} })),
  'identify-request': entry(OPERATION.identify, nothing()),
  'challenge-request': entry(OPERATION.challenge, nothing()),
  'auth-request': entry(OPERATION.auth, shape({ mac: opaque(16) }, { tlvs: {} })),
  'claim-request': entry(OPERATION.claim, shape({ key: opaque(16) }, { tlvs: {} })),
  'dfu-request': entry(OPERATION.dfu, shape({ kind: u8() }, { tlvs: {} })),
};
const CODEC = tableCodec<typeof REQUESTS, Head>(REQUESTS);

export type ControlRequest = MessageOf<typeof REQUESTS, Head>;

/** An operation of a maker or of a later version: a belt answers it with status `opcode`. */
export interface UnknownRequest {
  readonly message: 'unknown-request';
  readonly op: number;
  readonly tag: number;
}

export const decodeControlRequest = (bytes: Uint8Array): Decoded<ControlRequest | UnknownRequest> => {
  if (bytes.length < HEAD_BYTES) return malformed('short', bytes.length);
  const [op, tag] = bytes;
  return CODEC.decode(op, bytes, HEAD_BYTES, { tag }) ?? decoded({ message: 'unknown-request', op, tag });
};

export const encodeControlRequest = (request: ControlRequest): Uint8Array => {
  const { code, bytes } = CODEC.encode(request, HEAD_BYTES);
  bytes.set([code, byte('tag', request.tag)]);
  return bytes;
};
