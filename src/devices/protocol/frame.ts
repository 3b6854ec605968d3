/** Frames of the Stream characteristic (SPEC 9): live samples, and anchors that make their index and time whole. */
import { reserved, u16, u32, u53, u8, viewOf } from './bytes.ts';
import { type Decoded, decoded, malformed } from './decoded.ts';
import { countSamples, MAX_SAMPLES, readSamples, SAMPLE_BYTES, writeSamples } from './samples.ts';
import { type FieldValues, shape } from './shape.ts';

const TYPE = { imu6: 0x01, anchor: 0x02 } as const;
const HEADER = { _type: reserved(1), flags: u8(), index: u16(), tick: u32() };
const HEADER_SHAPE = shape(HEADER);
const HEADER_BYTES = HEADER_SHAPE.size;
const ANCHOR = {
  _type: reserved(1),
  flags: u8(),
  _reserved: reserved(2),
  stream: u32(1),
  index: u32(),
  tick: u53(),
};
const ANCHOR_SHAPE = shape(ANCHOR);

export interface Imu6 {
  readonly message: 'imu6';
  /** `FRAME_FLAG` bits and configuration epoch. */
  readonly flags: number;
  /** Low 16 bits of the index of the first sample. */
  readonly index: number;
  /** Low 32 bits of its time, µs. */
  readonly tick: number;
  /** Raw, row-major n × 6, 1 … 19 samples with consecutive indices. */
  readonly samples: Int16Array;
}

/** Whole index and time of the first sample of the frame that follows. */
export type Anchor = { readonly message: 'anchor' } & FieldValues<typeof ANCHOR>;

/** A frame of a later version, to be skipped. */
export interface UnknownFrame {
  readonly message: 'unknown-frame';
  readonly type: number;
  readonly layout: number;
}

export type StreamFrame = Imu6 | Anchor;

/** Most samples a frame can hold in a value of so many bytes. */
export const samplesPerFrame = (valueBytes: number): number =>
  Math.min(MAX_SAMPLES, Math.floor((valueBytes - HEADER_BYTES) / SAMPLE_BYTES));

/** By hand and without objects per sample: this runs for every notification of every belt. */
const decodeImu6 = (bytes: Uint8Array): Decoded<Imu6> => {
  if (bytes.length < HEADER_BYTES + SAMPLE_BYTES) return malformed('short', bytes.length);
  const count = samplesPerFrame(bytes.length);
  const end = HEADER_BYTES + count * SAMPLE_BYTES;
  if (bytes.length > end) return malformed('length', end);
  const index = bytes[2] | (bytes[3] << 8);
  const tick = (bytes[4] | (bytes[5] << 8) | (bytes[6] << 16) | (bytes[7] << 24)) >>> 0;
  const samples = readSamples(bytes, HEADER_BYTES, count);
  return decoded({ message: 'imu6', flags: bytes[1], index, tick, samples });
};

const decodeAnchor = (bytes: Uint8Array): Decoded<Anchor> => {
  const read = ANCHOR_SHAPE.decode(bytes, 0);
  return read.ok ? decoded({ message: 'anchor', ...read.value }) : read;
};

export const decodeStreamFrame = (bytes: Uint8Array): Decoded<StreamFrame | UnknownFrame> => {
  if (bytes.length === 0) return malformed('short', 0);
  const type = bytes[0];
  if (type === TYPE.imu6) return decodeImu6(bytes);
  if (type === TYPE.anchor) return decodeAnchor(bytes);
  return decoded({ message: 'unknown-frame', type: type & 0x0f, layout: type >> 4 });
};

const encodeImu6 = (frame: Imu6): Uint8Array => {
  const header = HEADER_SHAPE.encode(frame, 0);
  const bytes = new Uint8Array(HEADER_BYTES + countSamples(frame.samples) * SAMPLE_BYTES);
  bytes.set(header);
  writeSamples(viewOf(bytes), HEADER_BYTES, frame.samples);
  return bytes;
};

export const encodeStreamFrame = (frame: StreamFrame): Uint8Array => {
  const bytes = frame.message === 'imu6' ? encodeImu6(frame) : ANCHOR_SHAPE.encode(frame, 0);
  bytes[0] = TYPE[frame.message];
  return bytes;
};
