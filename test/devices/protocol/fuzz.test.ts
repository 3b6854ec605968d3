/** No bytes make a decoder throw, and whatever it understands survives being sent on. The long run is in the bench. */
import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CODEC_NAMES, CODECS } from '../../../firmware-protocol/check/codecs.ts';
import { mutated } from './support.ts';

const RUNS = { numRuns: 2000 };

describe.each(CODEC_NAMES)('%s', (name) => {
  const codec = CODECS[name];

  const holds = (bytes: Uint8Array): boolean => {
    const before = bytes.slice();
    const read = codec.decode(bytes);
    if (!isDeepStrictEqual(bytes, before)) return false;
    if (!read.ok) return read.offset >= 0 && read.offset <= bytes.length;
    const again = codec.reencode(bytes);
    // Unknown messages have no encoding; all others must come back as they were, byte for byte from then on.
    if (again.length === 0) return true;
    return isDeepStrictEqual(codec.decode(again), read) && isDeepStrictEqual(codec.reencode(again), again);
  };

  it('answers to mutated values', () => {
    fc.assert(fc.property(mutated(name), holds), RUNS);
  });

  it('answers to random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 260 }), holds), RUNS);
  });

  it('reads windows into a Buffer like copies, and keeps nothing of them', () => {
    fc.assert(
      fc.property(mutated(name), (bytes) => {
        const buffer = Buffer.alloc(bytes.length + 8, 0xaa);
        buffer.set(bytes, 3);
        const read = codec.decode(buffer.subarray(3, 3 + bytes.length));
        buffer.fill(0x55);
        expect(read).toEqual(codec.decode(bytes));
      }),
      { numRuns: 200 },
    );
  });
});
