import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/domain/rep.ts';
import { LUMBAR_DEFAULTS, measuredSeverity, proxySeverity } from '../../../src/signal/lumbar/parameters.ts';

const P = LUMBAR_DEFAULTS;
const GRAVITY: Record<Severity, number> = { none: 0, amber: 1, red: 2 };

describe('severity', () => {
  it.each<[number, number, Severity]>([
    [0, 0, 'none'],
    [-20, -20, 'none'],
    [1.99, 9, 'none'],
    [9, 2.99, 'none'],
    [2, 3, 'amber'],
    [3.99, 9, 'amber'],
    [9, 4.99, 'amber'],
    [4, 5, 'red'],
    [30, 30, 'red'],
  ])('of %f° and %f spreads from the corridor is %s', (deg, spreads, severity) => {
    expect(proxySeverity(deg, spreads, P)).toBe(severity);
  });

  it.each<[number, Severity]>([
    [-9, 'none'],
    [4.99, 'none'],
    [5, 'amber'],
    [7.99, 'amber'],
    [8, 'red'],
  ])('of %f° measured is %s', (deg, severity) => {
    expect(measuredSeverity(deg, P)).toBe(severity);
  });

  it('never falls with a larger excursion', () => {
    const deg = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(deg, deg, deg, deg, (a, b, s, t) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const [fewer, wider] = s < t ? [s, t] : [t, s];
        expect(GRAVITY[measuredSeverity(more, P)]).toBeGreaterThanOrEqual(GRAVITY[measuredSeverity(less, P)]);
        expect(GRAVITY[proxySeverity(more, wider, P)]).toBeGreaterThanOrEqual(
          GRAVITY[proxySeverity(less, fewer, P)],
        );
      }),
    );
  });

  it('has thresholds that make sense together', () => {
    expect(P.proxyRedDeg).toBeGreaterThan(P.proxyAmberDeg);
    expect(P.proxyRedSpreads).toBeGreaterThan(P.proxyAmberSpreads);
    expect(P.measuredRedDeg).toBeGreaterThan(P.measuredAmberDeg);
    expect(P.measuredOnsetDeg).toBeLessThan(P.measuredAmberDeg);
  });
});
