/** Numbers of the control point that mean something by themselves (SPEC 10). */

/** Status of a reply (SPEC 10.3); belts may send others, which are refusals too. */
export const STATUS = {
  ok: 0x00,
  opcode: 0x01,
  length: 0x02,
  parameter: 0x03,
  range: 0x04,
  state: 0x05,
  busy: 0x06,
  unsupported: 0x07,
  unauthorised: 0x08,
  mtu: 0x09,
  battery: 0x0a,
  full: 0x0b,
  sensor: 0x0c,
  crc: 0x0d,
  version: 0x0e,
  moving: 0x0f,
  timeout: 0x10,
} as const;

/** Operations (SPEC 10.2). */
export const OPERATION = {
  hello: 0x01,
  caps: 0x02,
  set: 0x03,
  start: 0x04,
  stop: 0x05,
  state: 0x06,
  calRead: 0x10,
  calWrite: 0x11,
  calStill: 0x12,
  list: 0x20,
  read: 0x21,
  abort: 0x23,
  erase: 0x24,
  describe: 0x25,
  identify: 0x30,
  challenge: 0x40,
  auth: 0x41,
  claim: 0x42,
  dfu: 0x7e,
} as const;

/** Types of TLVs of SET; `culprit` of a refusal names one of them, or 0 for the fixed part. */
export const TLV_TYPE = {
  rateHz: 0x01,
  accRangeG: 0x02,
  gyrRangeDps: 0x03,
  maxBatchMs: 0x04,
  holdMin: 0x05,
  ratesHz: 0x10,
  accRangesG: 0x11,
  gyrRangesDps: 0x12,
  ringSamples: 0x13,
  ringKind: 0x14,
  batteryMah: 0x15,
  maxSegments: 0x16,
  data: 0x30,
  culprit: 0x40,
} as const;

export const RING_KIND = { none: 0, ram: 1, flash: 2 } as const;

/** Widest ranges any belt may offer; its own are in CAPS. */
export const LIMIT = {
  rateHz: [1, 1000],
  accRangeG: [1, 32],
  gyrRangeDps: [1, 4000],
  maxBatchMs: [5, 500],
  holdMin: [0, 60],
} as const;

/** First byte of every reply. */
export const REPLY_MARK = 0xf0;
