import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildCorridor,
  compareWithCorridor,
  type CorridorBaseline,
} from '../../../src/signal/lumbar/corridor.ts';
import { RISE_SHARES } from '../../../src/signal/lumbar/curve.ts';
import { LUMBAR_DEFAULTS } from '../../../src/signal/lumbar/parameters.ts';

const P = LUMBAR_DEFAULTS;
const N = RISE_SHARES.length;
const flat = (deg: number): number[] => Array<number>(N).fill(deg);

describe('building a corridor', () => {
  it('needs three reps', () => {
    expect(buildCorridor([], P)).toBeNull();
    expect(buildCorridor([flat(0), flat(1)], P)).toBeNull();
    expect(buildCorridor([flat(0), flat(1), flat(2)], P)?.reps).toBe(3);
  });

  it('runs along the median, share by share', () => {
    const up = RISE_SHARES.map((_, k) => k);
    const corridor = buildCorridor([up, up.map((v) => v + 2), up.map((v) => v - 7)], P);
    expect(corridor?.centreDeg).toEqual(up);
    const even = buildCorridor([flat(0), flat(1), flat(2), flat(9)], P);
    expect(even?.centreDeg).toEqual(flat(1.5));
  });

  it('is as wide as 1.4826 median absolute deviations, and never narrower than the sensor can tell', () => {
    const wide = buildCorridor([flat(-2), flat(-1), flat(0), flat(1), flat(2)], P);
    wide?.spreadDeg.forEach((spread) => expect(spread).toBeCloseTo(1.4826, 6));
    expect(buildCorridor([flat(1), flat(1), flat(1)], P)?.spreadDeg).toEqual(flat(P.minSpreadDeg));
  });

  it('is not moved much by one bad rep, whatever it is', () => {
    const clean = [-1, -0.5, 0, 0.5, 1];
    const without = buildCorridor(clean.map(flat), P);
    fc.assert(
      fc.property(fc.double({ min: -90, max: 90, noNaN: true }), (bad) => {
        const corridor = buildCorridor([...clean, bad].map(flat), P);
        for (let k = 0; k < N; k += 1) {
          expect(Math.abs((corridor?.centreDeg[k] ?? 99) - (without?.centreDeg[k] ?? 0))).toBeLessThanOrEqual(
            0.5,
          );
          expect(corridor?.spreadDeg[k]).toBeLessThan(2);
        }
      }),
    );
  });

  it('does not depend on the order of reps', () => {
    // -0 and 0 are the same angle, but not to toEqual.
    const degrees = fc.double({ min: -40, max: 10, noNaN: true }).map((deg) => deg + 0);
    const curve = fc.array(degrees, { minLength: N, maxLength: N });
    fc.assert(
      fc.property(fc.array(curve, { minLength: 3, maxLength: 12 }), (curves) => {
        expect(buildCorridor(curves.toReversed(), P)).toEqual(buildCorridor(curves, P));
      }),
    );
  });
});

const corridor: CorridorBaseline = {
  reps: 5,
  centreDeg: RISE_SHARES.map((_, k) => -2 * k),
  spreadDeg: flat(1),
};
const off = (by: (k: number) => number): number[] => corridor.centreDeg.map((centre, k) => centre + by(k));

describe('holding a rep against the corridor', () => {
  it('finds nothing on the centre', () => {
    expect(
      compareWithCorridor(
        off(() => 0),
        corridor,
        P,
      ),
    ).toEqual({ excursionDeg: expect.closeTo(0, 9), excursionSpreads: expect.closeTo(0, 9), onset: null });
  });

  it('is positive when the pelvis turns upright too early', () => {
    expect(
      compareWithCorridor(
        off(() => -4),
        corridor,
        P,
      ).excursionDeg,
    ).toBeCloseTo(4, 9);
    expect(
      compareWithCorridor(
        off(() => 4),
        corridor,
        P,
      ).excursionDeg,
    ).toBeCloseTo(-4, 9);
    expect(
      compareWithCorridor(
        off(() => 4),
        corridor,
        P,
      ).onset,
    ).toBeNull();
  });

  it('counts in spreads of the place where it is largest', () => {
    const uneven = { ...corridor, spreadDeg: RISE_SHARES.map((_, k) => (k < 5 ? 2 : 1)) };
    const early = compareWithCorridor(
      off((k) => (k < 3 ? -6 : 0)),
      uneven,
      P,
    );
    expect(early.excursionSpreads).toBeCloseTo(3, 9);
    const late = compareWithCorridor(
      off((k) => (k > 7 ? -6 : 0)),
      uneven,
      P,
    );
    expect(late.excursionSpreads).toBeCloseTo(6, 9);
  });

  it('does not fall for one noisy share', () => {
    expect(
      compareWithCorridor(
        off((k) => (k === 4 ? -15 : 0)),
        corridor,
        P,
      ),
    ).toMatchObject({ excursionDeg: expect.closeTo(0, 9), onset: null });
    expect(
      compareWithCorridor(
        off((k) => (k === 4 || k === 5 ? -15 : 0)),
        corridor,
        P,
      ).excursionDeg,
    ).toBeCloseTo(15, 9);
  });

  it('tells where the corridor was left', () => {
    expect(
      compareWithCorridor(
        off((k) => (k < 3 ? 0 : -(k - 2))),
        corridor,
        P,
      ).onset,
    ).toBe(4);
    expect(
      compareWithCorridor(
        off(() => -9),
        corridor,
        P,
      ).onset,
    ).toBe(0);
    expect(
      compareWithCorridor(
        off(() => -1.4),
        corridor,
        P,
      ).onset,
    ).toBeNull();
  });

  it('grows with the fault', () => {
    const size = fc.double({ min: 0, max: 30, noNaN: true });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: N - 3 }), (a, b, from) => {
        const at = (deg: number): number =>
          compareWithCorridor(
            off((k) => (k >= from ? -deg : 0)),
            corridor,
            P,
          ).excursionDeg;
        expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
      }),
    );
  });
});
