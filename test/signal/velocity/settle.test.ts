import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barFromHips, hipMotion } from '../../../src/signal/velocity/bar-motion.ts';
import { cropped } from '../../../src/signal/velocity/crop.ts';
import { distinct, firstBurst } from '../../../src/signal/velocity/guesses.ts';
import { measureVelocity, type VelocityQuestion } from '../../../src/signal/velocity/measure.ts';
import { floorOddity, oddity } from '../../../src/signal/velocity/oddity.ts';
import { oddFactor, rivalSd } from '../../../src/signal/velocity/spread.ts';
import { cosLean, MAX_LEAN, trunkPrior } from '../../../src/signal/velocity/trunk.ts';
import { makeLift } from './lift.ts';

const trunk = trunkPrior('lumbar', 1.78);
const lift = makeLift({ travelM: 0.54, seconds: 1.2, pitch: 0.6, restS: 3, trunk });
const from = Math.round(lift.liftOff);
const to = Math.round(lift.lockout);
const question = (wrong: Partial<VelocityQuestion> = {}): VelocityQuestion => ({
  sensor: lift.sensor,
  trunk,
  fromPivot: from - 20,
  toPivot: to + 20,
  travel: { metres: 0.54, sdM: 0.007, taped: true },
  gainSd: 0.2,
  ...wrong,
});

describe('a phase', () => {
  const hips = hipMotion(lift.sensor, trunk);
  const bar = barFromHips(hips, trunk);
  const odd = (a: number, b: number): number => oddity(bar, hips.pitch, a, b) + floorOddity(hips, 0.54, a, b);

  it.each([
    ['begins late', 40, 0],
    ['ends early', 0, -40],
    ['begins early', -100, 0],
    ['ends late', 0, 60],
  ])('that %s is odder than the true one', (_, start, end) => {
    expect(odd(from + start, to + end)).toBeGreaterThan(odd(from, to) + 1);
  });

  it('is found wherever the first guesses lie', () => {
    const best = measureVelocity(question());
    for (const wrong of [
      { fromPivot: from - 200 },
      { moveStart: from + 30, moveEnd: to - 30 },
      { fromPivot: from - 150, moveStart: from - 60, moveEnd: to + 15 },
    ]) {
      const answer = measureVelocity(question(wrong));
      expect(Math.abs(answer.liftOff - best.liftOff)).toBeLessThan(6);
      expect(Math.abs(answer.lockout - best.lockout)).toBeLessThan(6);
    }
  });
});

describe('doubt', () => {
  it('grows with rivals that are nearly as ordinary', () => {
    const believed = { seconds: 1, odd: 0 };
    expect(rivalSd([believed], 1)).toBe(0);
    expect(rivalSd([believed, { seconds: 2, odd: 1 }], 1)).toBeGreaterThan(0.2);
    expect(rivalSd([believed, { seconds: 2, odd: 30 }], 1)).toBeLessThan(0.001);
  });

  it('grows with what is left odd', () => {
    expect(oddFactor(0)).toBe(1);
    expect(oddFactor(20)).toBeGreaterThan(oddFactor(8));
  });
});

describe('the crop', () => {
  it('keeps the ascent and tells where it starts', () => {
    const { part, offset } = cropped(question());
    expect(part.fromPivot + offset).toBe(from - 20);
    expect(part.toPivot + offset).toBe(to + 20);
    expect(part.sensor.height[0]).toBe(lift.sensor.height[offset]);
    expect(part.sensor.height.length).toBeLessThan(lift.sensor.height.length);
  });
});

describe('first guesses', () => {
  it('see the burst before a stall', () => {
    const velocity = Float64Array.from({ length: 300 }, (_, i) =>
      (i > 40 && i < 80) || (i > 200 && i < 260) ? 0.5 : 0,
    );
    expect(firstBurst(velocity, 0, 200, 260)).toBe(40);
  });

  it('are not tried twice', () => {
    expect(distinct([100, 103, 97, 110])).toEqual([100, 110]);
  });
});

it('the quick cosine is as good as the slow one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -MAX_LEAN, max: MAX_LEAN, noNaN: true }),
      (lean) => Math.abs(cosLean(lean) - Math.cos(lean)) < 3e-6,
    ),
  );
});
