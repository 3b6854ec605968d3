/** Blocks: how samples lie in the belt's ring, and come back from it (SPEC 14.1). */
import { reserved, u32, u53, u8, viewOf } from './bytes.ts';
import { crc32 } from './crc.ts';
import { type Decoded, decoded, malformed, unsendable } from './decoded.ts';
import { countSamples, MAX_SAMPLES, readSamples, SAMPLE_BYTES, writeSamples } from './samples.ts';
import { type FieldValues, shape } from './shape.ts';

const TWO_32 = 2 ** 32;
const CRC_BYTES = 4;
const COUNT_AT = 20;

const HEADER = {
  stream: u32(1),
  index: u32(),
  tick: u53(),
  span: u32(0, 10_000_000),
  count: u8(1, MAX_SAMPLES),
  flags: u8(),
  _reserved: reserved(2),
};
const HEADER_SHAPE = shape(HEADER, {
  rule: ({ index, count }) => (index + count > TWO_32 ? 'index' : null),
});

/** Bytes of the fields in front of the samples. */
export const BLOCK_HEADER_BYTES = HEADER_SHAPE.size;

/**
 * Consecutive samples of one stream. `tick` is the time of the first, `span` from there to the last, both in µs; the
 * samples between lie evenly. `samples` is row-major `count × 6`, raw.
 */
export type Block = { readonly message: 'block' } & FieldValues<typeof HEADER> & {
    readonly samples: Int16Array;
  };

export const blockBytes = (count: number): number => BLOCK_HEADER_BYTES + count * SAMPLE_BYTES + CRC_BYTES;

/** Length of the block that begins with these bytes, as far as they tell. */
export const blockLength = (bytes: Uint8Array): Decoded<number> => {
  if (bytes.length < BLOCK_HEADER_BYTES) return malformed('short', bytes.length);
  const count = bytes[COUNT_AT];
  return count < 1 || count > MAX_SAMPLES ? malformed('range', COUNT_AT) : decoded(blockBytes(count));
};

/** Exactly one block. */
export const decodeBlock = (bytes: Uint8Array): Decoded<Block> => {
  const length = blockLength(bytes);
  if (!length.ok) return length;
  if (bytes.length < length.value) return malformed('short', bytes.length);
  if (bytes.length > length.value) return malformed('length', length.value);
  const crcAt = length.value - CRC_BYTES;
  if (viewOf(bytes).getUint32(crcAt, true) !== crc32(bytes, 0, crcAt)) return malformed('crc', crcAt);
  const header = HEADER_SHAPE.decode(bytes, 0);
  if (!header.ok) return header;
  const samples = readSamples(bytes, BLOCK_HEADER_BYTES, header.value.count);
  return decoded({ message: 'block', ...header.value, samples });
};

export const encodeBlock = (block: Block): Uint8Array => {
  if (countSamples(block.samples) !== block.count) throw unsendable('count', block.count);
  const bytes = new Uint8Array(blockBytes(block.count));
  bytes.set(HEADER_SHAPE.encode(block, 0));
  const view = viewOf(bytes);
  writeSamples(view, BLOCK_HEADER_BYTES, block.samples);
  const crcAt = bytes.length - CRC_BYTES;
  view.setUint32(crcAt, crc32(bytes, 0, crcAt), true);
  return bytes;
};
