import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepFlag } from '../../../src/domain/rep.ts';
import { bandFactor, confidenceOf } from '../../../src/signal/analysis/confidence.ts';

const FLAGS: readonly RepFlag[] = [
  'no-baseline',
  'corridor-building',
  'gap',
  'degraded',
  'slip',
  'rounding',
  'mounting-uncertain',
  'touch-and-go',
  'rolling-start',
  'grinder',
  'travel-from-height',
];

describe('confidence', () => {
  it('is whole without flags', () => {
    expect(confidenceOf([])).toBe(1);
    expect(bandFactor([])).toBe(1);
  });

  it('stays between 0 and 1, falls with every flag, and bands never narrow', () => {
    fc.assert(
      fc.property(fc.subarray([...FLAGS]), fc.constantFrom(...FLAGS), (flags, one) => {
        const without = flags.filter((flag) => flag !== one);
        const confidence = confidenceOf([...without, one]);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThan(confidenceOf(without));
        expect(confidenceOf(without)).toBeLessThanOrEqual(1);
        expect(bandFactor([...without, one])).toBeGreaterThanOrEqual(bandFactor(without));
      }),
    );
  });

  it('widens the band where the trunk model or the integration is spoilt', () => {
    for (const flag of ['gap', 'degraded', 'slip', 'rounding'] as const)
      expect(bandFactor([flag])).toBeGreaterThan(1);
  });
});
