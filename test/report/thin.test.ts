import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinning } from '../../src/report/thin.ts';

const thinned = (values: readonly number[], most: number) => {
  const thinning = createThinning(0.05, most);
  for (const [i, value] of values.entries()) thinning.add(10 + i * 0.05, value);
  return thinning.points();
};

describe('a curve made thin', () => {
  it('stays as it is while it is short', () => {
    expect(thinned([1, 5, 3], 100).map(({ value }) => value)).toEqual([1, 5, 3]);
  });

  it('has bounded length, its order of time, its own points and its extremes', () => {
    const values = fc.array(fc.double({ min: -90, max: 90, noNaN: true }), { minLength: 1, maxLength: 2000 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 40 }), (curve, half) => {
        const points = thinned(curve, 2 * half);
        expect(points.length).toBeLessThanOrEqual(2 * half);
        for (const [i, { atS, value }] of points.entries()) {
          if (i > 0) expect(atS).toBeGreaterThan(points[i - 1].atS);
          expect(value).toBe(curve[Math.round((atS - 10) / 0.05)]);
        }
        expect(Math.max(...points.map(({ value }) => value))).toBe(Math.max(...curve));
        expect(Math.min(...points.map(({ value }) => value))).toBe(Math.min(...curve));
      }),
    );
  });

  it('is as fine at its beginning as at its end', () => {
    const points = thinned(
      Array.from({ length: 100_000 }, (_, i) => Math.sin(i)),
      2000,
    );
    const middle = 10 + 100_000 * 0.025;
    const early = points.filter(({ atS }) => atS < middle).length;
    expect(early / points.length).toBeGreaterThan(0.45);
    expect(early / points.length).toBeLessThan(0.55);
    expect(points.length).toBeGreaterThan(900);
  });
});
