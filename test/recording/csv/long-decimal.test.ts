import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longDecimal } from '../../../src/recording/csv/long-decimal.ts';

const read = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return longDecimal(bytes, 0, bytes.length);
};

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''));

describe('decimals of many digits', () => {
  it('are read exactly as Number() does, or not at all', () => {
    const texts = fc.oneof(
      fc.tuple(digits(1, 6), digits(1, 26)).map(([whole, rest]) => `${whole}.${rest}`),
      fc.tuple(fc.constantFrom('0.', '0.000', '9.', ''), digits(14, 22)).map((parts) => parts.join('')),
      fc.double({ min: 1e-4, max: 1e6, noNaN: true }).map(String),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const value = read(text);
        expect(Number.isNaN(value) || Object.is(value, Number(text))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('are not guessed half way between two doubles', () => {
    // 1 + 2^-53 lies exactly between 1 and the next double; the last digit decides.
    expect(read('1.0000000000000001110223024')).toBeNaN();
    expect(['9007199254740993', '9007199254740993.0000000000000'].map(read)).toEqual([NaN, NaN]);
  });

  it('are certain for nearly everything a program prints', () => {
    const printed = Array.from({ length: 5000 }, (_, i) => String(9.8 + Math.sin(i) * 0.7));
    expect(printed.filter((text) => Number.isNaN(read(text)))).toEqual([]);
  });
});
