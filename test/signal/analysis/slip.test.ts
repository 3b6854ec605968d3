import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlipWatch, type RepPostures, slipBetween } from '../../../src/signal/analysis/slip.ts';
import { about, angleDeg, multiply, type Quat, type Vec } from '../orientation/motion.ts';

const DEG = Math.PI / 180;
const rotate = (q: Quat, v: Vec): Vec => {
  const r = multiply(multiply(q, [0, ...v]), [q[0], -q[1], -q[2], -q[3]]);
  return [r[1], r[2], r[3]];
};
/** A lean in the sagittal plane, degrees from upright. */
const lean = (deg: number): Vec => [Math.sin(deg * DEG), 0, Math.cos(deg * DEG)];
const rep = (setUp = 40, lockout = 2): RepPostures => ({ setUp: lean(setUp), lockout: lean(lockout) });
const turned = (postures: RepPostures, q: Quat): RepPostures => ({
  setUp: rotate(q, postures.setUp),
  lockout: rotate(q, postures.lockout),
});
const sideways = (deg: number): Quat => about([0, 1, 0], deg * DEG);

const vector = fc.tuple(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(-1, 1),
);
const turn = fc.tuple(vector, fc.double({ min: -3, max: 3, noNaN: true })).map(([axis, a]) => about(axis, a));

describe('slip between two reps', () => {
  it.each([3.5, 6, 10])('of %f° at top and bottom is told', (deg) => {
    expect(slipBetween(rep(), turned(rep(), sideways(deg)))).toBeCloseTo(deg, 6);
    expect(slipBetween(rep(), turned(rep(), sideways(-deg)))).toBeCloseTo(deg, 6);
  });

  it('is not seen in ordinary variation', () => {
    expect(slipBetween(rep(), rep())).toBeNull();
    expect(slipBetween(rep(), turned(rep(), sideways(2.5)))).toBeNull();
  });

  it('is not what only the top or only the bottom shows', () => {
    expect(slipBetween(rep(), rep(40, 10))).toBeNull();
    expect(slipBetween(rep(), rep(48, 2))).toBeNull();
  });

  it('is not a lifter who stands and starts differently', () => {
    expect(slipBetween(rep(40, 2), rep(46, -4))).toBeNull();
  });

  it('does not depend on how the clip sits', () => {
    fc.assert(
      fc.property(turn, turn, (mounting, slip) => {
        const plain = slipBetween(rep(), turned(rep(), slip));
        const other = slipBetween(turned(rep(), mounting), turned(turned(rep(), slip), mounting));
        // Turns at the edge of a threshold may fall on either side.
        const size = Math.min(
          angleDeg(rotate(slip, lean(40)), lean(40)),
          angleDeg(rotate(slip, lean(2)), lean(2)),
        );
        fc.pre(Math.abs(size - 2.98) > 0.1);
        if (plain === null) expect(other).toBeNull();
        else expect(other).toBeCloseTo(plain, 5);
      }),
    );
  });
});

describe('watching for slips', () => {
  it('finds one between two reps, once', () => {
    const watch = createSlipWatch();
    const after = turned(rep(), sideways(7));
    const told = [rep(), rep(41, 1), after, after, after].map((postures) => watch.step(postures));
    expect(told.map((slip) => slip !== null)).toEqual([false, false, true, false, false]);
    expect(told[2]).toBeCloseTo(7, 0);
  });

  it('finds one in the middle of a pull with the next rep', () => {
    const watch = createSlipWatch();
    const q = sideways(7);
    const split: RepPostures = { setUp: rep().setUp, lockout: rotate(q, rep().lockout) };
    const told = [rep(), split, turned(rep(), q)].map((postures) => watch.step(postures));
    expect(told.map((slip) => slip !== null)).toEqual([false, false, true]);
  });

  it('keeps silent while nothing slips', () => {
    const watch = createSlipWatch();
    for (let i = 0; i < 20; i += 1) expect(watch.step(rep(40 + (i % 3), 2 - (i % 2)))).toBeNull();
  });
});
