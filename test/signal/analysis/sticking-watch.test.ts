import { describe, expect, it } from 'vitest';
import { createStickingWatch } from '../../../src/signal/analysis/sticking-watch.ts';
import { usual } from './speed-course.ts';

const { rise } = usual;

/** Severity per tick while the bar rises evenly, with this velocity at each share of the rise. */
const watch = (velocity: (share: number) => number, peakMps = 0.7): string[] => {
  const sticking = createStickingWatch();
  return Array.from({ length: 100 }, (_, i) =>
    sticking.step({ share: i / 100, peakMps }, velocity(i / 100), rise),
  );
};
const levels = (all: readonly string[]): string[] => [...new Set(all)];

describe('sticking', () => {
  it('is not the way the lifter always slows down', () => {
    expect(levels(watch((share) => (share < 0.6 ? 0.7 : 0.42)))).toEqual(['none']);
  });

  it('is told when the bar is much slower there than usual, and graver when it nearly stands', () => {
    const all = watch((share) => (share < 0.4 ? 0.7 : 0.35));
    // Four hundredths of a second are waited for.
    expect(all.slice(0, 43)).toEqual(Array(43).fill('none'));
    expect(all[43]).toBe('amber');
    expect(watch((share) => (share < 0.4 ? 0.7 : 0.1))[45]).toBe('red');
  });

  it('holds until the bar has nearly its usual speed again', () => {
    const all = watch((share) => (share < 0.3 ? 0.7 : share < 0.4 ? 0.35 : share < 0.5 ? 0.5 : 0.65));
    expect([all[45], all[55]]).toEqual(['amber', 'none']);
  });

  it('is not told for a twitch, in the slack or near lockout', () => {
    expect(levels(watch((share) => (share >= 0.4 && share < 0.43 ? 0.1 : 0.7)))).toEqual(['none']);
    expect(levels(watch((share) => (share < 0.19 ? 0.1 : 0.7)))).toEqual(['none']);
    expect(levels(watch((share) => (share > 0.7 ? 0.05 : 0.7)))).toEqual(['none']);
  });

  it('is not told of a rise that never was fast, nor of a bar that is let down', () => {
    expect(levels(watch((share) => (share < 0.4 ? 0.3 : 0.1), 0.3))).toEqual(['none']);
    expect(levels(watch((share) => (share < 0.4 ? 0.7 : -0.2)))).toEqual(['none']);
  });

  it('ends with the rise', () => {
    const sticking = createStickingWatch();
    const pull = { share: 0.5, peakMps: 0.7 };
    for (let i = 0; i < 5; i += 1) sticking.step(pull, 0.1, rise);
    expect(sticking.step(pull, 0.1, rise)).toBe('red');
    expect(sticking.step(null, 0.1, rise)).toBe('none');
    expect(sticking.step(pull, 0.1, rise)).toBe('none');
    expect(sticking.step(pull, 0.1, null)).toBe('none');
  });
});
