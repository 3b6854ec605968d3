/** Frames to try codecs with: vectors with a few mutations, and random bytes. The same ones on every run. */
import type { CodecName } from '../../firmware-protocol/check/codecs.ts';
import { bytesOf, readVectors } from '../../firmware-protocol/check/vector-files.ts';
import { crc16, crc32 } from '../../src/devices/protocol/index.ts';

/** Whole number below `limit`. */
export type Dice = (limit: number) => number;

/** xorshift32 (Marsaglia 2003): ten times as fast as a good generator, and good enough to break a parser. */
export const createDice = (seed: number): Dice => {
  let state = seed | 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
};

const MAX_BYTES = 300;
const MAX_MUTATIONS = 4;
/** Bytes at which parsers break. */
const EDGES = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];
/** One frame in so many is random altogether. */
const RANDOM_EVERY = 4;

const random = (dice: Dice): Uint8Array => {
  const bytes = new Uint8Array(dice(MAX_BYTES));
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = dice(256);
  return bytes;
};

const MUTATIONS: readonly ((bytes: Uint8Array, dice: Dice) => Uint8Array)[] = [
  (bytes, dice) => {
    bytes[dice(bytes.length)] = dice(256);
    return bytes;
  },
  (bytes, dice) => {
    bytes[dice(bytes.length)] = EDGES[dice(EDGES.length)];
    return bytes;
  },
  (bytes, dice) => {
    bytes[dice(bytes.length)] ^= 1 << dice(8);
    return bytes;
  },
  (bytes, dice) => bytes.slice(0, dice(bytes.length + 1)),
  (bytes, dice) => Uint8Array.from([...bytes, ...random(dice).subarray(0, dice(32))]),
  // Doubled up, so that arrays and TLVs come twice.
  (bytes, dice) => Uint8Array.from([...bytes, ...bytes.subarray(dice(bytes.length))]),
];

const mutate = (seed: Uint8Array, dice: Dice): Uint8Array => {
  let bytes: Uint8Array = seed.slice();
  for (let left = dice(MAX_MUTATIONS + 1); left > 0 && bytes.length > 0; left -= 1) {
    bytes = MUTATIONS[dice(MUTATIONS.length)](bytes, dice);
  }
  return bytes;
};

/** Writes `size` bytes of checksum over all bytes before them. */
const seal = (bytes: Uint8Array, size: number, checksum: (bytes: Uint8Array) => number): Uint8Array => {
  const end = bytes.length - size;
  if (end < 0) return bytes;
  const value = checksum(bytes.subarray(0, end));
  for (let i = 0; i < size; i += 1) bytes[end + i] = value >>> (8 * i);
  return bytes;
};

/** Makes checksums right again, or else nothing behind them would ever be tried. */
const SEALS: Partial<Record<CodecName, (bytes: Uint8Array) => Uint8Array>> = {
  block: (bytes) => seal(bytes, 4, crc32),
  calibration: (bytes) => seal(bytes, 2, crc16),
};

/** Makes frames for a codec, one after the other. */
export const createFrames = (codec: CodecName, dice: Dice): (() => Uint8Array) => {
  const seeds = readVectors(codec).map(({ hex }) => bytesOf(hex));
  const sealed = SEALS[codec] ?? ((bytes: Uint8Array) => bytes);
  return () => {
    if (dice(RANDOM_EVERY) === 0) return random(dice);
    const bytes = mutate(seeds[dice(seeds.length)], dice);
    return dice(2) === 0 ? sealed(bytes) : bytes;
  };
};
