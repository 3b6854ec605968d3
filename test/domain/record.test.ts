import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDay, slugOf, toUnixUs } from '../../src/domain/record.ts';

describe('slugs', () => {
  it.each([
    ['Änne K.', 'anne-k'],
    ['  BL 0042 ', 'bl-0042'],
    ['be:17:00', 'be-17-00'],
    ['Øre', 're'],
    ['', 'x'],
    ['北京', 'x'],
  ])('of %j is %j', (name, slug) => {
    expect(slugOf(name, 'x')).toBe(slug);
  });

  it('can stand in tags, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(slugOf(name, 'x')).toMatch(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/);
      }),
    );
  });

  it('of a slug is itself', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const slug = slugOf(name, 'x');
        expect(slugOf(slug, 'x')).toBe(slug);
      }),
    );
  });
});

describe('times', () => {
  it('are whole microseconds', () => {
    expect(toUnixUs(1_700_000_000_000_000, 1.234_567_8)).toBe(1_700_000_001_234_568);
  });

  it('fall on the day of the lifter', () => {
    const us = Date.parse('2026-03-01T23:30Z') * 1000;
    expect(localDay(us, 'UTC')).toBe('2026-03-01');
    expect(localDay(us, 'Europe/Berlin')).toBe('2026-03-02');
  });
});
