import { describe, expect, it } from 'vitest';
import { createGrindingWatch } from '../../../src/signal/analysis/grinding-watch.ts';
import type { UsualRep } from '../../../src/signal/analysis/usual-rep.ts';
import { courseOf, STILL, type Stretch, usual } from './speed-course.ts';

const watch = (stretches: readonly Stretch[], known: UsualRep | null = usual): string[] => {
  const grinding = createGrindingWatch();
  return courseOf(stretches).map((now) => grinding.step(now, known));
};
const worst = (all: readonly string[]): string =>
  all.includes('red') ? 'red' : all.includes('amber') ? 'amber' : 'none';

/** A pull in so many seconds: the first half with little straightening, then up. */
const pull = (seconds: number): Stretch[] => [
  [0.5 * seconds, 0.2, 43, 1],
  [0.5 * seconds, 0.15, 0, 20],
];

describe('grinding', () => {
  it.each<[number, string]>([
    [1, 'none'],
    [1.6, 'none'],
    [3, 'amber'],
    [6, 'red'],
  ])('a pull of %f s: %s', (seconds, wanted) => {
    expect(worst(watch([STILL, ...pull(seconds)]))).toBe(wanted);
  });

  it('is told before lockout', () => {
    const all = watch([STILL, ...pull(3.5)]);
    const first = all.findIndex((level) => level !== 'none');
    expect(first).toBeGreaterThan(50 + 175);
    expect(first).toBeLessThan(50 + 350 - 60);
  });

  it('allows more time to who always takes it, but not any time', () => {
    const slow = { ...usual, durationS: 2 };
    expect(worst(watch([STILL, ...pull(2)], usual))).toBe('amber');
    expect(worst(watch([STILL, ...pull(2)], slow))).toBe('none');
    expect(worst(watch([STILL, ...pull(3.5)], { ...usual, durationS: 4 }))).toBe('amber');
  });

  it('is not told of hips that sink and come back, of waiting, or of a bar that does not rise', () => {
    const roll: Stretch[] = [
      [0.6, 0, 32, 9],
      [0.6, 0, 45, 9],
    ];
    expect(worst(watch([STILL, ...roll]))).toBe('none');
    expect(worst(watch([STILL, [4, 0, 44.5, 0.5]]))).toBe('none');
    expect(worst(watch([STILL, [2, 0, 20, 9]]))).toBe('none');
  });

  it('is not told of somebody who gets up fast after having stood half bent, or from elsewhere', () => {
    expect(worst(watch([STILL, [0.5, 0.3, 25, 9], [0.5, 0.9, 0, 30]]))).toBe('none');
    expect(worst(watch([STILL, ...pull(3.5)], { ...usual, setUpTilt: 0.4 }))).toBe('none');
    expect(worst(watch([STILL, ...pull(3.5)], null))).toBe('none');
  });

  it('takes the set-up from where the lifter last rested', () => {
    // Lets go of the brace by 3°, rests there, then pulls as fast as ever.
    expect(worst(watch([STILL, [1, 0, 42, 0.5], [0.6, 0, 42, 0.5], ...pull(1.2)]))).toBe('none');
  });
});
