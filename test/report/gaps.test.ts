import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinedGaps, longestGaps, lostS } from '../../src/report/gaps.ts';

const gaps = fc.array(
  fc.record({
    startS: fc.double({ min: 0, max: 100, noNaN: true }),
    durationS: fc.double({ min: 0.01, max: 5, noNaN: true }),
  }),
);

describe('gaps', () => {
  it('are told one by one only where they are among the longest', () => {
    fc.assert(
      fc.property(gaps, (all) => {
        const { told, others } = longestGaps(all);
        expect(told.length + others.count).toBe(all.length);
        expect(told.length).toBeLessThanOrEqual(8);
        expect(lostS(told) + others.lostS).toBeCloseTo(lostS(all), 6);
      }),
    );
  });

  it('near each other are drawn as one that covers them all', () => {
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 3, noNaN: true }), (all, apartS) => {
        const joined = joinedGaps(all, apartS);
        for (const { startS, durationS } of all)
          expect(
            joined.some(
              (one) => one.startS <= startS && one.startS + one.durationS >= startS + durationS - 1e-9,
            ),
          ).toBe(true);
        for (const [i, { startS }] of joined.entries())
          if (i > 0) expect(startS - joined[i - 1].startS - joined[i - 1].durationS).toBeGreaterThan(apartS);
      }),
    );
  });
});
