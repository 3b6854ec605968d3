import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeOf, roundRange, roundStep, ticks } from '../../src/report/scale.ts';

const ranges = fc
  .tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 1e-3, max: 1e4, noNaN: true }))
  .map(([min, span]) => ({ min, max: min + span }));
const counts = fc.integer({ min: 1, max: 10 });

describe('axes', () => {
  it.each([
    [{ min: 0, max: 1 }, 4, 0.5],
    [{ min: 0, max: 36 }, 9, 5],
    [{ min: -10, max: 40 }, 5, 10],
    [{ min: 0, max: 0.9 }, 4, 0.5],
    [{ min: 0, max: 3600 }, 9, 500],
  ])('step of %j in at most %d is %d', (range, most, step) => {
    expect(roundStep(range, most)).toBeCloseTo(step, 12);
  });

  it('have few ticks, all within the range and all round', () => {
    fc.assert(
      fc.property(ranges, counts, (range, most) => {
        const step = roundStep(range, most);
        const values = ticks(range, step);
        expect(values.length).toBeLessThanOrEqual(most + 1);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(range.min - step * 1e-6);
          expect(value).toBeLessThanOrEqual(range.max + step * 1e-6);
          expect(Math.abs(value / step - Math.round(value / step))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('hold what they were made for, when widened to round values', () => {
    fc.assert(
      fc.property(ranges, counts, (range, most) => {
        const wide = roundRange(range, most);
        const step = roundStep(range, most);
        expect(wide.min).toBeLessThanOrEqual(range.min + step * 1e-6);
        expect(wide.max).toBeGreaterThanOrEqual(range.max - step * 1e-6);
        expect(wide.max - wide.min).toBeLessThan(range.max - range.min + 2 * step + step * 1e-6);
      }),
    );
  });

  it('have some height even where nothing moves, and never a negative zero', () => {
    expect(rangeOf([])).toEqual({ min: 0, max: 1 });
    const flat = roundRange(rangeOf([3, 3]), 4);
    expect(flat.max).toBeGreaterThan(flat.min);
    expect(ticks({ min: -0.2, max: 0.2 }, 0.1).map(String)).toEqual(['-0.2', '-0.1', '0', '0.1', '0.2']);
  });
});
