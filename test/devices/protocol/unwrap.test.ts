import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap16, unwrap32 } from '../../../src/devices/protocol/index.ts';

/** A whole number, and how far the truth is away from it. */
const near = (reach: number) => fc.tuple(fc.nat(2 ** 40), fc.integer({ min: -reach, max: reach - 1 }));

describe('unwrapping', () => {
  it('finds the truth while it is near enough', () => {
    fc.assert(
      fc.property(near(2 ** 15), ([reference, away]) => {
        const truth = reference + 2 ** 16 + away;
        expect(unwrap16(reference + 2 ** 16, truth % 2 ** 16)).toBe(truth);
      }),
    );
    fc.assert(
      fc.property(near(2 ** 31), ([reference, away]) => {
        const truth = reference + 2 ** 32 + away;
        expect(unwrap32(reference + 2 ** 32, truth % 2 ** 32)).toBe(truth);
      }),
    );
  });
});
