/** Bytes as the SPEC writes them, and what the tests of several codecs share. */
import * as fc from 'fast-check';
import { type CodecName, CODEC_NAMES } from '../../../firmware-protocol/check/codecs.ts';
import { bytesOf, readVectors } from '../../../firmware-protocol/check/vector-files.ts';

/** `'01 40 2a'` → bytes. */
export const hex = (digits: string): Uint8Array => bytesOf(digits.replaceAll(' ', ''));

/** All values of the vectors of a codec, well formed or not: seeds for mutation. */
const seeds = new Map<CodecName, readonly Uint8Array[]>(
  CODEC_NAMES.map((codec) => [codec, readVectors(codec).map((vector) => bytesOf(vector.hex))]),
);

/** One change a bad radio, a bad flash or a bad mind might make. */
type Mutation = (bytes: Uint8Array) => Uint8Array;

const setByte =
  (at: number, to: number): Mutation =>
  (bytes) => {
    const changed = bytes.slice();
    if (changed.length > 0) changed[at % changed.length] = to;
    return changed;
  };
const cut =
  (at: number): Mutation =>
  (bytes) =>
    bytes.slice(0, at % (bytes.length + 1));
const append =
  (tail: Uint8Array): Mutation =>
  (bytes) =>
    Uint8Array.from([...bytes, ...tail]);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(fc.nat(300), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)).map(([at, to]) => setByte(at, to)),
  fc.tuple(fc.nat(300), fc.nat(255)).map(([at, to]) => setByte(at, to)),
  fc.nat(300).map(cut),
  fc.uint8Array({ minLength: 1, maxLength: 30 }).map(append),
);

/** A vector of the codec with up to four mutations. */
export const mutated = (codec: CodecName): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...(seeds.get(codec) ?? [])), fc.array(mutation, { maxLength: 4 }))
    .map(([bytes, mutations]) => mutations.reduce((value, mutate) => mutate(value), bytes));
