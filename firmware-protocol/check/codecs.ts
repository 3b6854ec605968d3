/** The codecs under test by the name of their vector file, each with all its messages. */
import * as protocol from '../../src/devices/protocol/index.ts';

interface Message {
  readonly message: string;
}

export interface Codec {
  /** Every message it can tell; each wants a vector made by hand. */
  readonly messages: readonly string[];
  decode(bytes: Uint8Array): protocol.Decoded<Message>;
  /** Bytes decoded and encoded again; none where there is nothing to encode. */
  reencode(bytes: Uint8Array): Uint8Array;
}

/** `known` and `skipped` are there for the compiler, which wants every message named once. */
const codec = <All extends Message, Known extends All>(
  decode: (bytes: Uint8Array) => protocol.Decoded<All>,
  encode: (value: Known) => Uint8Array,
  known: Readonly<Record<Known['message'], true>>,
  skipped: Readonly<Record<Exclude<All['message'], Known['message']>, true>>,
): Codec => {
  const isKnown = (value: All): value is Known => Object.hasOwn(known, value.message);
  return {
    messages: [...Object.keys(known), ...Object.keys(skipped)],
    decode,
    reencode(bytes) {
      const read = decode(bytes);
      return read.ok && isKnown(read.value) ? encode(read.value) : new Uint8Array();
    },
  };
};

const CONTROL_REQUEST = codec(
  protocol.decodeControlRequest,
  protocol.encodeControlRequest,
  {
    'hello-request': true,
    'caps-request': true,
    'set-request': true,
    'start-request': true,
    'stop-request': true,
    'state-request': true,
    'cal-read-request': true,
    'cal-write-request': true,
    'cal-still-request': true,
    'list-request': true,
    'read-request': true,
    'abort-request': true,
    'erase-request': true,
    'describe-request': true,
    'identify-request': true,
    'challenge-request': true,
    'auth-request': true,
    'claim-request': true,
    'dfu-request': true,
  },
  { 'unknown-request': true },
);

const CONTROL_REPLY = codec(
  protocol.decodeControlReply,
  protocol.encodeControlReply,
  {
    'hello-reply': true,
    'caps-reply': true,
    'set-reply': true,
    'start-reply': true,
    'stop-reply': true,
    'state-reply': true,
    'cal-read-reply': true,
    'cal-write-reply': true,
    'cal-still-reply': true,
    'list-reply': true,
    'read-reply': true,
    'abort-reply': true,
    'erase-reply': true,
    'describe-reply': true,
    'identify-reply': true,
    'challenge-reply': true,
    'auth-reply': true,
    'claim-reply': true,
    'dfu-reply': true,
    refusal: true,
  },
  { 'unknown-reply': true },
);

const EVENT = codec(
  protocol.decodeEvent,
  protocol.encodeEvent,
  {
    button: true,
    battery: true,
    fault: true,
    overflow: true,
    'haptic-begin': true,
    'haptic-done': true,
    'stream-end': true,
  },
  { 'unknown-event': true },
);

export const CODECS = {
  advertisement: codec(
    protocol.decodeAdvertisement,
    protocol.encodeAdvertisement,
    { advertisement: true },
    {},
  ),
  info: codec(protocol.decodeInfo, protocol.encodeInfo, { info: true }, { 'foreign-info': true }),
  stream: codec(
    protocol.decodeStreamFrame,
    protocol.encodeStreamFrame,
    { imu6: true, anchor: true },
    { 'unknown-frame': true },
  ),
  'control-request': CONTROL_REQUEST,
  'control-reply': CONTROL_REPLY,
  event: EVENT,
  haptic: codec(protocol.decodeHaptic, protocol.encodeHaptic, { haptic: true }, { 'unknown-haptic': true }),
  'time-sync': codec(
    protocol.decodeTimeSync,
    protocol.encodeTimeSync,
    { 'time-sync-request': true, 'time-sync-reply': true },
    { 'unknown-time-sync': true },
  ),
  backfill: codec(
    protocol.decodeBackfill,
    protocol.encodeBackfill,
    { 'backfill-data': true, 'backfill-end': true, 'backfill-ack': true },
    { 'unknown-backfill': true },
  ),
  block: codec(protocol.decodeBlock, protocol.encodeBlock, { block: true }, {}),
  calibration: codec(protocol.decodeCalibration, protocol.encodeCalibration, { calibration: true }, {}),
} as const satisfies Record<string, Codec>;

export type CodecName = keyof typeof CODECS;

export const CODEC_NAMES: readonly CodecName[] = [
  'advertisement',
  'info',
  'stream',
  'control-request',
  'control-reply',
  'event',
  'haptic',
  'time-sync',
  'backfill',
  'block',
  'calibration',
];
