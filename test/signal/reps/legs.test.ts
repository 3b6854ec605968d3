import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLegs, turningPoints } from '../../../src/signal/reps/legs.ts';

const STEP_S = 0.01;
const smooth = (u: number): number => (u <= 0 ? 0 : u >= 1 ? 1 : u * u * u * (10 - 15 * u + 6 * u * u));
/** Height of a lift from 0 to `rise` between two times, lowered between two others. */
const lift = (seconds: number, up: readonly [number, number], down: readonly [number, number], rise = 0.5) =>
  Float64Array.from({ length: Math.round(seconds / STEP_S) }, (_, i) => {
    const t = i * STEP_S;
    return rise * (smooth((t - up[0]) / (up[1] - up[0])) - smooth((t - down[0]) / (down[1] - down[0])));
  });
/** When each leg moves, ticks. */
const times = (height: Float64Array): number[][] =>
  findLegs(height, STEP_S, 0.12).map(({ start, end }) => [start, end]);

describe('turningPoints', () => {
  it('finds alternating extremes and ignores what is smaller than the reversal', () => {
    expect(turningPoints(Float64Array.of(0, 0.2, 0.15, 0.5, 0.1, 0.12, 0.4), 0.2)).toEqual([0, 3, 4, 6]);
  });

  it('finds nothing in nothing', () => {
    expect(turningPoints(new Float64Array(0), 0.1)).toEqual([]);
    expect(turningPoints(new Float64Array(50), 0.1)).toEqual([]);
  });
});

describe('findLegs', () => {
  it('trims a leg to where it moves', () => {
    const legs = findLegs(lift(12, [4, 5.2], [7, 8.5]), STEP_S, 0.12);
    expect(legs.map((leg) => leg.direction)).toEqual([1, -1]);
    expect(legs[0].start * STEP_S).toBeGreaterThan(3.95);
    expect(legs[0].start * STEP_S).toBeLessThan(4.25);
    expect(legs[0].end * STEP_S).toBeGreaterThan(4.95);
    expect(legs[0].end * STEP_S).toBeLessThan(5.25);
    expect(legs[0].extent).toBeCloseTo(0.5, 3);
  });

  it('starts at lift-off although the height crept during seconds of pause', () => {
    const height = lift(10, [6, 7.2], [8, 9]);
    for (let i = 0; i < 600; i += 1) height[i] -= 0.015 * (6 - i * STEP_S);
    const [up] = findLegs(height, STEP_S, 0.12);
    expect(Math.abs(up.start * STEP_S - 6)).toBeLessThan(0.25);
  });

  it('ends a lowering where it first rests, though somebody then bends further', () => {
    const height = lift(12, [1, 2], [4, 5], 0.4);
    const further = lift(12, [0.5, 0.6], [7, 8], 0.12);
    const down = findLegs(
      height.map((value, i) => value + further[i]),
      STEP_S,
      0.12,
    ).at(-1);
    expect(down?.direction).toBe(-1);
    expect(down?.extent).toBeCloseTo(0.52, 2);
    expect((down?.end ?? 0) * STEP_S).toBeLessThan(5.05);
  });

  it('does not end at a sticking region', () => {
    const half = lift(12, [2, 3], [20, 21], 0.25);
    const rest = lift(12, [4, 5], [7, 8], 0.25);
    const height = half.map((value, i) => value + rest[i]);
    const [up] = findLegs(height, STEP_S, 0.12);
    expect(up.start * STEP_S).toBeLessThan(2.3);
    expect(up.end * STEP_S).toBeGreaterThan(4.7);
  });

  it('alternates in direction, and each leg lies within its turning points', () => {
    const walk = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), {
      minLength: 2,
      maxLength: 300,
    });
    fc.assert(
      fc.property(walk, (steps) => {
        let sum = 0;
        const legs = findLegs(
          Float64Array.from(steps, (step) => (sum += step)),
          STEP_S,
          0.1,
        );
        legs.forEach((leg, k) => {
          expect(leg.extent).toBeGreaterThanOrEqual(0.1 - 1e-9);
          expect(leg.start).toBeGreaterThanOrEqual(leg.fromPivot);
          expect(leg.end).toBeLessThanOrEqual(leg.toPivot);
          expect(leg.start).toBeLessThanOrEqual(leg.end);
          if (k > 0) expect(leg.direction).toBe(-legs[k - 1].direction);
        });
      }),
    );
  });

  it('does not care about the level of the curve', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (level) => {
        const plain = lift(9, [2, 3], [5, 6]);
        expect(times(plain.map((value) => value + level))).toEqual(times(plain));
      }),
    );
  });
});
