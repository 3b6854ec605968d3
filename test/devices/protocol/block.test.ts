import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Block,
  createBlockAssembler,
  decodeBlock,
  encodeBlock,
} from '../../../src/devices/protocol/index.ts';

const block: fc.Arbitrary<Block> = fc
  .record({
    stream: fc.integer({ min: 1, max: 0xffffffff }),
    index: fc.nat(0xffffff00),
    tick: fc.maxSafeNat(),
    span: fc.nat(10_000_000),
    flags: fc.nat(0xff),
    samples: fc
      .integer({ min: 1, max: 19 })
      .chain((n) => fc.int16Array({ minLength: 6 * n, maxLength: 6 * n })),
  })
  .map((fields) => ({ message: 'block', ...fields, count: fields.samples.length / 6 }));

const concat = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** Cuts bytes into payloads of the given sizes, again and again. */
const cutInto = (bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] => {
  const parts: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length];
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
};

describe('blocks', () => {
  it('come back as they were sent', () => {
    fc.assert(
      fc.property(block, (value) => {
        expect(decodeBlock(encodeBlock(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it('betray every flipped bit', () => {
    fc.assert(
      fc.property(block, fc.nat(), fc.nat(7), (value, at, bit) => {
        const bytes = encodeBlock(value);
        bytes[at % bytes.length] ^= 1 << bit;
        expect(decodeBlock(bytes).ok).toBe(false);
      }),
    );
  });

  it('are not sent with another count than there are samples', () => {
    const [value] = fc.sample(block, 1);
    expect(() => encodeBlock({ ...value, count: value.count + 1 })).toThrow('count');
  });
});

describe('the assembler', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 240 }), { minLength: 1, maxLength: 5 });

  it('finds the same blocks however they were cut', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), sizes, (blocks, cuts) => {
        const assembler = createBlockAssembler();
        const found = cutInto(concat(blocks.map(encodeBlock)), cuts).flatMap((part) => assembler.push(part));
        expect(found).toEqual(blocks.map((value) => ({ ok: true, value })));
      }),
    );
  });

  it('yields nothing after a block that is malformed', () => {
    const [one, two, three] = fc.sample(block, 3);
    const bad = encodeBlock(two);
    bad[4] ^= 1;
    const assembler = createBlockAssembler();
    const found = assembler.push(concat([encodeBlock(one), bad, encodeBlock(three)]));
    expect(found).toEqual([
      { ok: true, value: one },
      { ok: false, code: 'crc', offset: bad.length - 4 },
    ]);
    expect(assembler.push(encodeBlock(three))).toEqual([]);
  });

  it('does not wait for a block that cannot be', () => {
    const assembler = createBlockAssembler();
    expect(assembler.push(new Uint8Array(23))).toEqual([]);
    expect(assembler.push(new Uint8Array(1))).toEqual([{ ok: false, code: 'range', offset: 20 }]);
  });
});
