import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromNanoseconds,
  isSessionTime,
  LONGEST_SESSION_S,
  quantise,
  toNanoseconds,
} from '../../src/domain/session-time.ts';

const counts = fc.maxSafeNat().map((n) => n % 2 ** 51);
const times = fc.double({ min: 0, max: LONGEST_SESSION_S, maxExcluded: true, noNaN: true });

describe('session time', () => {
  it('brings every count of nanoseconds back', () => {
    fc.assert(
      fc.property(counts, (n) => {
        expect(toNanoseconds(fromNanoseconds(n))).toBe(n);
      }),
      { numRuns: 5000, examples: [[0], [1], [2 ** 51 - 1], [2 ** 50 + 1], [999_999_999]] },
    );
  });

  it('is exact once quantised, and no further from the truth than half a nanosecond', () => {
    fc.assert(
      fc.property(times, (atS) => {
        const once = quantise(atS);
        expect(fromNanoseconds(toNanoseconds(once))).toBe(once);
        expect(quantise(once)).toBe(once);
        // Beside the half nanosecond, the spacing of doubles at that size.
        expect(Math.abs(once - atS)).toBeLessThanOrEqual(0.5e-9 + atS * Number.EPSILON);
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps the order of times', () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        expect(quantise(Math.min(a, b))).toBeLessThanOrEqual(quantise(Math.max(a, b)));
      }),
    );
  });

  it('knows which times a session can have', () => {
    expect([0, 1e-9, 86_400, 2_000_000].every(isSessionTime)).toBe(true);
    expect([-1e-9, Number.NaN, Infinity, LONGEST_SESSION_S].some(isSessionTime)).toBe(false);
  });
});
