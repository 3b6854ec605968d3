import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiveWatch, type LiveNews } from '../../../src/signal/analysis/live.ts';
import { repPattern } from '../../../src/signal/reps/pattern.ts';

const FLOOR = repPattern('conventional-deadlift', 'lumbar');

/** Height per tick from legs of (duration s, change m), each a smooth step. */
const course = (legs: readonly (readonly [number, number])[], start = 1): number[] => {
  const heights: number[] = [];
  let height = start;
  for (const [seconds, change] of legs) {
    const n = Math.round(seconds * 100);
    for (let i = 1; i <= n; i += 1) heights.push(height + change * (0.5 - 0.5 * Math.cos((Math.PI * i) / n)));
    height += change;
  }
  return heights;
};

const watch = (
  heights: readonly number[],
  travelM: number | null = null,
): (LiveNews & { tick: number })[] => {
  const live = createLiveWatch(FLOOR, travelM);
  return heights.flatMap((height, tick) => {
    const velocity = tick === 0 ? 0 : (height - heights[tick - 1]) * 100;
    const news = live.step(tick, height, velocity);
    return news === null ? [] : [{ ...news, tick }];
  });
};

const DOWN = [1.5, -0.5] as const;
const WAIT = [1, 0] as const;

describe('the live watch', () => {
  it('tells lift-off soon after the bar moves, then the rep at lockout', () => {
    const told = watch(course([WAIT, DOWN, WAIT, [1, 0.5], WAIT]));
    expect(told.map((news) => news.type)).toEqual(['lift-off', 'rep-live']);
    const [start, end] = told;
    expect(start.tick).toBeLessThan(350 + 25);
    if (start.type !== 'lift-off' || end.type !== 'rep-live') throw new Error('told above');
    expect(Math.abs(start.liftOffTick - 350)).toBeLessThan(10);
    expect(Math.abs(end.rep.lockoutS - 4.5)).toBeLessThan(0.08);
    expect(end.tick).toBeLessThan(450 + 10);
    expect(end.rep.meanVelocityMps).toBeCloseTo(0.5, 1);
    expect(end.rep.peakVelocityMps).toBeCloseTo((0.5 * Math.PI) / 2, 1);
  });

  it('uses the taped travel where it is known', () => {
    const heights = course([WAIT, DOWN, WAIT, [1, 0.5], WAIT]);
    const [, plain] = watch(heights);
    const [, taped] = watch(heights, 0.6);
    if (plain.type !== 'rep-live' || taped.type !== 'rep-live') throw new Error('a rep is told');
    expect(taped.rep.meanVelocityMps / plain.rep.meanVelocityMps).toBeCloseTo(0.6 / 0.5, 1);
  });

  it('tells every rep of a set, dead stop or touch and go', () => {
    const reps = Array.from(
      { length: 5 },
      () =>
        [
          [0.9, 0.5],
          [0.6, 0],
          [1.2, -0.5],
        ] as const,
    ).flat();
    const told = watch(course([WAIT, DOWN, WAIT, ...reps]));
    expect(told.filter((news) => news.type === 'lift-off')).toHaveLength(5);
    expect(told.filter((news) => news.type === 'rep-live')).toHaveLength(5);
  });

  it('goes through a sticking region that does not stop', () => {
    const slow = [
      [0.6, 0.25],
      [0.04, 0.003],
      [0.6, 0.25],
    ] as const;
    const told = watch(course([WAIT, DOWN, WAIT, ...slow, WAIT]));
    expect(told.map((news) => news.type)).toEqual(['lift-off', 'rep-live']);
  });

  it('tells no rep of a rise that stops on the way', () => {
    const told = watch(course([WAIT, DOWN, WAIT, [0.5, 0.1], WAIT]));
    expect(told.map((news) => news.type)).toEqual(['lift-off']);
  });

  it('is not woken by standing about', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 300, maxLength: 300 }),
        fc.double({ min: 0, max: 0.06, noNaN: true }),
        (noise, size) => {
          // Sway and shallow knee bends, 12 cm from top to bottom at most.
          const heights = noise.map((n, i) => 1 + 0.003 * n + size * Math.sin(i / 40));
          expect(watch(heights)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('does not depend on where height is counted from', () => {
    const legs = [WAIT, DOWN, WAIT, [1, 0.5], WAIT] as const;
    const types = (start: number) => watch(course(legs, start)).map(({ type, tick }) => [type, tick]);
    expect(types(-8)).toEqual(types(1));
  });
});
