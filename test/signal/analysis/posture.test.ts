import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestDeviation, postureOf } from '../../../src/signal/analysis/posture.ts';
import { meanUp } from '../../../src/signal/motion/up.ts';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import type { MotionWindow } from '../../../src/signal/motion/history.ts';
import { GRID_S } from '../../../src/signal/motion/motion.ts';
import { about, multiply, type Quat, upOf, type Vec } from '../orientation/motion.ts';

const DEG = Math.PI / 180;

/**
 * Body axes: x to the front, y to the left, z up. Right-handed turns: about y leans forward, about x bends to the
 * right, about z turns to the left.
 */
const body = (forward: number, right: number): Quat =>
  multiply(about([1, 0, 0], right * DEG), about([0, 1, 0], forward * DEG));

/** Motion of a clip that sits turned by `clip` (clip → body), the body going through attitudes at 100 Hz. */
const windowOf = (attitudes: readonly Quat[], clip: Quat, worldRate: Vec = [0, 0, 0]): MotionWindow => {
  const count = attitudes.length;
  const up = new Float64Array(count * 3);
  const rate = new Float64Array(count * 3);
  attitudes.forEach((attitude, i) => {
    const [w, x, y, z] = multiply(attitude, clip);
    up.set(upOf([w, x, y, z]), i * 3);
    const seen = multiply(multiply([w, -x, -y, -z], [0, ...worldRate]), [w, x, y, z]);
    rate.set([seen[1], seen[2], seen[3]], i * 3);
  });
  const empty = new Float64Array(count);
  const bytes = new Uint8Array(count);
  return { firstTick: 0, count, up, rate, vertical: empty, shock: empty, quality: bytes, filled: bytes };
};

/** A mounting that saw the lifter stand and hinge. */
const learnt = (clip: Quat) => {
  const mounting = createMounting();
  const standing = upOf(clip);
  mounting.setStanding(...standing);
  const hinge = Array.from({ length: 200 }, (_, i) => body(60 * Math.sin((Math.PI * i) / 200), 0));
  mounting.learnHinge(windowOf(hinge, clip).up);
  return mounting;
};

const clips = fc
  .tuple(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(-1, 1),
    fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
  )
  .map(([x, y, z, angle]) => about([x, y, z], angle));

describe('posture, however the clip sits', () => {
  it('has forward lean positive', () => {
    fc.assert(
      fc.property(clips, fc.double({ min: -30, max: 110, noNaN: true }), (clip, deg) => {
        const { pitch, lateral } = postureOf(windowOf([body(deg, 0)], clip), learnt(clip));
        expect(pitch[0] / DEG).toBeCloseTo(deg, 6);
        expect(lateral[0] / DEG).toBeCloseTo(0, 6);
      }),
    );
  });

  it('has a bend to the right positive', () => {
    fc.assert(
      fc.property(
        clips,
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        (clip, right, forward) => {
          const { lateral } = postureOf(windowOf([body(0, right), body(forward, right)], clip), learnt(clip));
          expect(lateral[0] / DEG).toBeCloseTo(right, 6);
          expect(lateral[1] / DEG).toBeCloseTo(right, 6);
        },
      ),
    );
  });

  it('has a turn to the right positive, upright and bent over', () => {
    fc.assert(
      fc.property(
        clips,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.constantFrom(0, 50),
        (clip, radPerS, deg) => {
          // Turning to the right is clockwise seen from above.
          const still = Array.from({ length: 50 }, () => body(deg, 0));
          const { twist } = postureOf(windowOf(still, clip, [0, 0, -radPerS]), learnt(clip));
          expect(twist[49]).toBeCloseTo(radPerS * 50 * GRID_S, 6);
        },
      ),
    );
  });
});

describe('mean of up', () => {
  it('is a unit vector of the ticks asked for, clipped to what there is', () => {
    const window = windowOf([body(0, 0), body(20, 0), body(40, 0)], [1, 0, 0, 0]);
    const mean = meanUp(window, -5, 99) ?? [0, 0, 0];
    const wanted = upOf(body(20, 0));
    mean.forEach((value, k) => expect(value).toBeCloseTo(wanted[k], 9));
    expect(meanUp(window, 3, 9)).toBeNull();
  });
});

describe('largest deviation', () => {
  const curve = Float64Array.of(1, 4, 2, -3, 9, 1);

  it('keeps its sign', () => {
    expect(largestDeviation(curve, 0, 1, 3)).toBe(-4);
    expect(largestDeviation(curve, 0, 1, 4)).toBe(8);
    expect(largestDeviation(curve, 2, 1, 2)).toBe(2);
  });

  it('stays within the curve', () => {
    expect(largestDeviation(curve, 0, -4, 99)).toBe(8);
    expect(largestDeviation(curve, 0, 4, 3)).toBe(0);
  });
});
