import { describe, expect, it } from 'vitest';
import { addDays, daysSinceHeavy } from '../../src/coach/heavy-day.ts';

const before = [
  { day: '2026-01-01', loadKg: 180 },
  { day: '2026-01-08', loadKg: 150 },
  { day: '2026-01-10', loadKg: 100 },
];

describe('days since the heavy day before', () => {
  it('are counted from the last day with 80 % of the heaviest load', () => {
    expect(daysSinceHeavy(before, { day: '2026-01-15', loadKg: 170 })).toBe(7);
  });

  it('follow a heavier set: what was heavy may be light now', () => {
    expect(daysSinceHeavy(before, { day: '2026-01-15', loadKg: 200 })).toBe(14);
  });

  it('are nothing for a light set, without a load, or without a heavy day before', () => {
    expect(daysSinceHeavy(before, { day: '2026-01-15', loadKg: 140 })).toBeNull();
    expect(daysSinceHeavy(before, { day: '2026-01-15', loadKg: null })).toBeNull();
    expect(daysSinceHeavy([], { day: '2026-01-15', loadKg: 140 })).toBeNull();
  });

  it('go over the end of a year, and a leap day', () => {
    expect(daysSinceHeavy([{ day: '2027-12-31', loadKg: 100 }], { day: '2028-03-01', loadKg: 100 })).toBe(61);
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });
});
