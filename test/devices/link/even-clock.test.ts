import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArrivalClock } from '../../../src/devices/link/arrival-clock.ts';
import { createEvenClock } from '../../../src/devices/link/even-clock.ts';

const PERIODS = [100, 50, 20, 10, 5];
const spacingsOf = (ticks: readonly number[]): number[] => ticks.slice(1).map((tick, i) => tick - ticks[i]);

describe('even clock', () => {
  it.each(PERIODS)(
    'finds a period of %i ticks that is off by 2 %% and takes the grain out of it',
    (period) => {
      const real = period * 1.02;
      const clock = createEvenClock({ periods: PERIODS });
      const ticks = Array.from({ length: 400 }, (_, i) => clock.next(Math.floor(i * real)));
      for (const spacing of spacingsOf(ticks).slice(150))
        expect(Math.abs(spacing / real - 1)).toBeLessThan(0.04);
      expect(ticks[399]).toBeGreaterThan(399 * real - 1.5);
      expect(ticks[399]).toBeLessThan(399 * real + 0.5);
    },
  );

  it('notices that the sensor was set to a higher rate', () => {
    const clock = createEvenClock({ periods: PERIODS });
    const stamps = [0, 100, 200, ...Array.from({ length: 100 }, (_, i) => 205 + 5 * i)];
    const ticks = stamps.map((stamp) => clock.next(stamp));
    expect(ticks[102]).toBeCloseTo(700, 0);
    for (const spacing of spacingsOf(ticks).slice(50)) expect(spacing).toBeCloseTo(5, 1);
  });

  it('rises with stamps that stand or rise, over the turn of the counter too', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (all, first) => {
        const clock = createEvenClock({ periods: PERIODS });
        let tick = first;
        let latest = clock.next(tick);
        for (const step of all) {
          tick = (tick + step) % 2 ** 32;
          const next = clock.next(tick);
          const risen = (((next - latest) % 2 ** 32) + 2 ** 32) % 2 ** 32;
          expect(risen).toBeGreaterThan(0);
          expect(risen).toBeLessThan(2 ** 31);
          latest = next;
        }
      }),
    );
  });

  it('knows nothing of before after a restart', () => {
    const clock = createEvenClock({ periods: PERIODS });
    [0, 5, 10, 16].forEach((tick) => clock.next(tick));
    clock.restart();
    expect(clock.next(17)).toBe(17);
  });
});

describe('arrival clock', () => {
  it('rises strictly whatever arrives, and places a sample after a gap at its arrival', () => {
    const laterMs = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(laterMs, (all) => {
        const clock = createArrivalClock();
        let atS = 0;
        let latestS = -Infinity;
        for (const ms of all) {
          atS += ms / 1000;
          const timeS = clock.next(atS);
          expect(timeS).toBeGreaterThan(latestS);
          if (ms > 250) expect(timeS).toBe(Math.max(atS, timeS));
          latestS = timeS;
        }
      }),
    );
    const clock = createArrivalClock();
    [0, 0.01, 0.02].forEach((at) => clock.next(at));
    expect(clock.next(1)).toBe(1);
  });
});
