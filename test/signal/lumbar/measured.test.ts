import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredExcursion } from '../../../src/signal/lumbar/measured.ts';
import { LUMBAR_DEFAULTS } from '../../../src/signal/lumbar/parameters.ts';

const DEG = Math.PI / 180;
const pull = { setUp: 40, liftOff: 100, lockout: 220 };
const N = 260;

/** Sensors 50° and 70° forward, the lower back flexing by `deg(tick)` more, half of it seen by either. */
const flexed = (deg: (tick: number) => number, share = 0.5) => {
  const lower = Float64Array.from({ length: N }, (_, i) => (50 - share * deg(i)) * DEG);
  const upper = Float64Array.from({ length: N }, (_, i) => (70 + (1 - share) * deg(i)) * DEG);
  return measuredExcursion(lower, upper, pull, 0.01, LUMBAR_DEFAULTS);
};

describe('flexion between two sensors', () => {
  it('is none for a back that keeps its shape, however the trunk turns', () => {
    const trunk = Float64Array.from({ length: N }, (_, i) => (60 - 0.3 * i) * DEG);
    const above = trunk.map((pitch) => pitch + 20 * DEG);
    const found = measuredExcursion(trunk, above, pull, 0.01, LUMBAR_DEFAULTS);
    expect(found.excursionDeg).toBeCloseTo(0, 9);
    expect(found.onset).toBeNull();
  });

  it('is positive for rounding, whichever segment turns', () => {
    for (const share of [0, 0.5, 1]) {
      expect(flexed((i) => (i >= 105 ? 9 : 0), share).excursionDeg).toBeCloseTo(9, 9);
    }
  });

  it('is none for a back that straightens', () => {
    expect(flexed((i) => (i >= 105 ? -9 : 0))).toEqual({ excursionDeg: 0, onset: null });
  });

  it('counts from the braced set-up, not from standing nor from lift-off', () => {
    expect(flexed((i) => (i < 30 ? 25 : i < 90 ? 10 : 16)).excursionDeg).toBeCloseTo(6, 9);
  });

  it.each([
    [7, 0],
    [8, 12],
    [9, 12],
  ])('of 12° for %i ticks of 10 ms counts as %f°', (ticks, deg) => {
    expect(flexed((i) => (i >= 110 && i < 110 + ticks ? 12 : 0)).excursionDeg).toBeCloseTo(deg, 9);
  });

  it('begins where it passes 1.5° for good', () => {
    expect(flexed((i) => Math.max(0, Math.min(8, (i - 110) * 0.5))).onset).toBe(114);
    expect(flexed(() => 0).onset).toBeNull();
    // An earlier flicker is another matter.
    expect(flexed((i) => (i === 104 ? 3 : i >= 115 ? 6 : 0)).onset).toBe(115);
  });

  it('is not looked for later than 0.6 s after lift-off', () => {
    expect(flexed((i) => (i >= 161 ? 20 : 0)).excursionDeg).toBe(0);
    expect(flexed((i) => (i >= 153 ? 20 : 0)).excursionDeg).toBeCloseTo(20, 9);
  });

  it('grows with the rounding', () => {
    const deg = fc.double({ min: 0, max: 40, noNaN: true });
    fc.assert(
      fc.property(deg, deg, fc.integer({ min: 60, max: 140 }), (a, b, from) => {
        const at = (size: number): number => flexed((i) => (i >= from ? size : 0)).excursionDeg;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
      }),
    );
  });
});
