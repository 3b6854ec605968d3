/** Notifications of the Events characteristic (SPEC 11). */
import { reserved, u16, u32, u8, u8Or } from './bytes.ts';
import { type Decoded, decoded, malformed } from './decoded.ts';
import { shape } from './shape.ts';
import { entry, type MessageOf, tableCodec } from './table.ts';

const HEADER = { _type: reserved(1), _reserved: reserved(1), seq: u16(), tick: u32() };
const TWO_32 = 2 ** 32;

const EVENTS = {
  button: entry(0x01, shape({ ...HEADER, pressMs: u16(), button: u8() })),
  battery: entry(0x02, shape({ ...HEADER, percent: u8Or(100, 255), charge: u8(), millivolts: u16() })),
  fault: entry(0x03, shape({ ...HEADER, code: u16(), active: u8(0, 1), _body: reserved(1), detail: u32() })),
  overflow: entry(
    0x04,
    shape(
      { ...HEADER, first: u32(), count: u32(1), where: u8() },
      { rule: ({ first, count }) => (first + count > TWO_32 ? 'count' : null) },
    ),
  ),
  'haptic-begin': entry(0x05, shape({ ...HEADER, command: u8() })),
  'haptic-done': entry(0x06, shape({ ...HEADER, command: u8(), outcome: u8(), onMs: u16() })),
  'stream-end': entry(0x07, shape({ ...HEADER, stream: u32(1), count: u32(), reason: u8() })),
};
const CODEC = tableCodec(EVENTS);
const HEADER_SHAPE = shape(HEADER);

/** `seq` counts events modulo 2^16; `tick` is the low 32 bits of the time of what happened, µs. */
export type BeltEvent = MessageOf<typeof EVENTS, object>;

/** An event of a later version, to be skipped. */
export interface UnknownEvent {
  readonly message: 'unknown-event';
  readonly type: number;
  readonly seq: number;
  readonly tick: number;
}

/** How a haptic command ended. */
export const HAPTIC_OUTCOME = {
  played: 0,
  replaced: 1,
  stopped: 2,
  expired: 3,
  dutyCap: 4,
  cut: 5,
  driverFault: 6,
  unknownCue: 7,
} as const;

/** Where samples were lost. */
export const OVERFLOW_WHERE = { sensor: 0, liveQueue: 1, ring: 2 } as const;

/** Why the belt ended a stream. */
export const STREAM_END = { holdOver: 1, battery: 2, fault: 3, indexExhausted: 4 } as const;

export const CHARGE = { discharging: 0, charging: 1, full: 2, unknown: 255 } as const;

export const FAULT = {
  sensorSilent: 1,
  sensorSelfTest: 2,
  flash: 3,
  motorDriver: 4,
  batteryCritical: 5,
  watchdogReset: 6,
  clockReplaced: 7,
  temperature: 8,
  assertion: 9,
} as const;

export const decodeEvent = (bytes: Uint8Array): Decoded<BeltEvent | UnknownEvent> => {
  const header = HEADER_SHAPE.decode(bytes, 0);
  if (!header.ok) return malformed('short', bytes.length);
  const known = CODEC.decode(bytes[0], bytes, 0, {});
  return known ?? decoded({ message: 'unknown-event', type: bytes[0], ...header.value });
};

export const encodeEvent = (event: BeltEvent): Uint8Array => {
  const { code, bytes } = CODEC.encode(event, 0);
  bytes[0] = code;
  return bytes;
};
