import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClockFit, type ClockFit, type FrameTime } from '../../../src/devices/link/clock-fit.ts';
import { wornClock, type WornClockOptions, type WornFrame } from './worn-clock.ts';

type Clock = ReturnType<typeof wornClock>;

interface Told extends FrameTime {
  readonly frame: WornFrame;
}

/** Time syncs as a driver sends them: eight at once, then one per 10 s. */
const syncTimes = (fromS: number, toS: number): number[] => [
  ...Array.from({ length: 8 }, (_, i) => fromS - 3 + i * 0.3037),
  ...Array.from({ length: Math.floor((toS - fromS) / 10) }, (_, i) => fromS + i * 10.0031),
];

const feed = (fit: ClockFit, clock: Clock, fromS: number, toS: number, sync: boolean): Told[] => {
  const syncs = sync ? syncTimes(fromS, toS) : [];
  return clock.framesFrom(fromS, toS).map((atS) => {
    while (syncs[0] <= atS) {
      fit.exchange(clock.exchange(syncs[0]));
      syncs.shift();
    }
    const frame = clock.frame(atS);
    return { ...fit.frame(frame.firstTick, frame.spanTicks, frame.arrivedS), frame };
  });
};

const worstMs = (told: readonly Told[], fromS: number): number =>
  Math.max(
    ...told
      .filter(({ frame }) => frame.trueFirstS >= fromS)
      .flatMap(({ firstS, lastS, frame }) => [firstS - frame.trueFirstS, lastS - frame.trueLastS])
      .map((errorS) => Math.abs(errorS) * 1000),
  );

const rising = (told: readonly Told[]): boolean =>
  told.every(({ firstS, lastS }, i) => lastS >= firstS && (i === 0 || firstS > told[i - 1].lastS));

describe('clock fit', () => {
  const cases = [-100, -40, -20, 20, 40, 100].flatMap((driftPpm) => [
    { driftPpm, loss: 0 },
    { driftPpm, loss: 0.3 },
  ]);

  it.each(cases)('without time sync finds $driftPpm ppm at $loss loss', (options) => {
    const fit = createClockFit();
    const told = feed(fit, wornClock({ seed: 3, ...options }), 3, 400, false);
    expect(fit.quality().driftPpm).toBeGreaterThan(options.driftPpm - 2);
    expect(fit.quality().driftPpm).toBeLessThan(options.driftPpm + 2);
    // The shortest delay itself, 1.5 ms in this model, cannot be seen from one side.
    expect(worstMs(told, 13)).toBeLessThan(5);
    expect(told.every(({ stepS }) => stepS === null)).toBe(true);
    expect(rising(told)).toBe(true);
  });

  it.each(cases)('with time sync finds $driftPpm ppm at $loss loss', (options) => {
    const fit = createClockFit();
    const told = feed(fit, wornClock({ seed: 4, ...options }), 3, 400, true);
    expect(fit.quality().driftPpm).toBeGreaterThan(options.driftPpm - 2);
    expect(fit.quality().driftPpm).toBeLessThan(options.driftPpm + 2);
    expect(worstMs(told, 13)).toBeLessThan(7.5);
    expect(worstMs(told, 120)).toBeLessThan(3);
    expect(rising(told)).toBe(true);
  });

  it('is half a connection interval off at most where frames and connection events keep step', () => {
    // 12 samples at 200 Hz are 60 ms, four connection intervals: all frames wait equally long.
    const options: WornClockOptions = { seed: 5, driftPpm: 0, rateHz: 200, batch: 12 };
    const told = feed(createClockFit(), wornClock(options), 3, 200, true);
    expect(worstMs(told, 13)).toBeLessThan(7.5);
    expect(worstMs(feed(createClockFit(), wornClock(options), 3, 200, false), 13)).toBeLessThan(18);
  });

  it('corrects a late start without a visible step', () => {
    const clock = wornClock({ seed: 6, driftPpm: 30 });
    const fit = createClockFit();
    const first = clock.frame(3);
    const told = [fit.frame(first.firstTick, first.spanTicks, first.arrivedS + 0.15)];
    for (const atS of clock.framesFrom(3.05, 30)) {
      const frame = clock.frame(atS);
      told.push(fit.frame(frame.firstTick, frame.spanTicks, frame.arrivedS));
    }
    const rates = told.slice(1).map((t) => (t.lastS - t.firstS) / ((10 - 1) / 208) - 1);
    expect(Math.min(...rates)).toBeGreaterThan(-0.052);
    expect(Math.max(...rates.map(Math.abs).slice(200))).toBeLessThan(0.006);
    expect(told.every(({ stepS }) => stepS === null)).toBe(true);
    expect(told.at(-1)?.lastS).toBeCloseTo(clock.framesFrom(3.05, 30).at(-1) ?? NaN, 0);
  });

  it('runs on when the tick counter starts anew after 71.6 minutes', () => {
    const clock = wornClock({ seed: 7, driftPpm: 40, startS: 2 ** 32 / 1e6 - 60 });
    const told = feed(createClockFit(), clock, 3, 200, true);
    expect(told.some(({ frame }, i) => i > 0 && frame.firstTick < told[i - 1].frame.firstTick)).toBe(true);
    expect(told.every(({ stepS }) => stepS === null)).toBe(true);
    expect(worstMs(told, 40)).toBeLessThan(5);
    expect(rising(told)).toBe(true);
  });

  it('runs on over a lost link, even one longer than the tick counter', () => {
    const clock = wornClock({ seed: 8, driftPpm: 40 });
    const fit = createClockFit();
    const before = feed(fit, clock, 3, 120, true);
    const after = feed(fit, clock, 130, 160, false);
    const muchLater = feed(fit, clock, 5000, 5030, true);
    const told = [...before, ...after, ...muchLater];
    expect(told.every(({ stepS }) => stepS === null)).toBe(true);
    expect(worstMs(after, 0)).toBeLessThan(3);
    expect(worstMs(muchLater, 5013)).toBeLessThan(8);
    expect(rising(told)).toBe(true);
  });

  it.each([5, 0.3, -0.4, -20])('tells that the clock jumped by %f s', (jumpS) => {
    const clock = wornClock({ seed: 9, driftPpm: 20 });
    const fit = createClockFit();
    const before = feed(fit, clock, 3, 60, false);
    clock.jump(jumpS);
    const after = feed(fit, clock, 60, 90, false);
    expect(before.every(({ stepS }) => stepS === null)).toBe(true);
    expect(after[0].stepS).toBeGreaterThan(jumpS - 0.03);
    expect(after[0].stepS).toBeLessThan(jumpS + 0.03);
    expect(after.slice(1).every(({ stepS }) => stepS === null)).toBe(true);
    expect(worstMs(after, 75)).toBeLessThan(5);
    expect(rising([...before, ...after])).toBe(true);
  });

  it('survives a restart of the device between two links', () => {
    const fit = createClockFit();
    const before = feed(fit, wornClock({ seed: 10, driftPpm: 20, startS: 3000 }), 3, 60, true);
    const after = feed(fit, wornClock({ seed: 11, driftPpm: 20, startS: -69 }), 70, 100, true);
    expect(worstMs(after, 75)).toBeLessThan(5);
    expect(rising([...before, ...after])).toBe(true);
  });

  it('finds a jump by a time sync before a sample suffers from it', () => {
    const clock = wornClock({ seed: 12, driftPpm: 20 });
    const fit = createClockFit();
    feed(fit, clock, 3, 60, true);
    clock.jump(-0.4);
    expect(fit.exchange(clock.exchange(60.01))).toBeCloseTo(-0.4, 1);
    const after = feed(fit, clock, 60.1, 70, true);
    expect(after.every(({ stepS }) => stepS === null)).toBe(true);
    expect(worstMs(after, 60)).toBeLessThan(16);
  });

  it('puts samples that were fetched later between the live ones around them', () => {
    const clock = wornClock({ seed: 13, driftPpm: 60 });
    const fit = createClockFit();
    const before = feed(fit, clock, 3, 60, true);
    const after = feed(fit, clock, 72, 90, true);
    let last = before.at(-1)?.lastS ?? NaN;
    for (let atS = 60.1; atS < 71.95; atS += 0.1) {
      const late = fit.past(clock.tick(atS)) ?? NaN;
      expect(late).toBeGreaterThan(last);
      expect(Math.abs(late - atS)).toBeLessThan(0.005);
      last = late;
    }
    expect(last).toBeLessThan(after[0].firstS);
    expect(fit.past(clock.tick(0.5))).toBeNull();
  });

  it('knows nothing of the past before the clock jumped', () => {
    const clock = wornClock({ seed: 14, driftPpm: 0 });
    const fit = createClockFit();
    feed(fit, clock, 3, 10, false);
    expect(fit.past(clock.tick(5))).toBeCloseTo(5, 1);
    fit.restart();
    expect(fit.past(clock.tick(5))).toBeNull();
    const told = feed(fit, clock, 10, 12, false);
    expect(told[0].stepS).toBeNull();
  });

  it('rises strictly whatever the device and the radio do', () => {
    const step = fc.record({
      tick: fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 })),
      span: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300_000 })),
      afterS: fc.oneof(
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 9000, noNaN: true }),
      ),
      sync: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const fit = createClockFit();
        let tick = 1000;
        let atS = 0;
        let last = -Infinity;
        for (const s of steps) {
          tick = (((tick + s.tick) % 2 ** 32) + 2 ** 32) % 2 ** 32;
          atS += s.afterS;
          if (s.sync)
            fit.exchange({ sentS: atS - 0.03, receivedTick: tick, answeredTick: tick, arrivedS: atS });
          const { firstS, lastS } = fit.frame(tick, s.span, atS);
          expect(firstS).toBeGreaterThan(last);
          expect(lastS).toBeGreaterThanOrEqual(firstS);
          last = lastS;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a link that broke at once', () => {
  it('told too little to see a jump in the first prompt frame after a long pause', () => {
    const fit = createClockFit();
    const perSecond = 1e6;
    const frames = [0, 0.05, 0.1, 0.15, 20, 20.05].map((atS) => {
      // The first ones waited in a busy machine.
      const arrivedS = atS + (atS < 1 ? 0.3 : 0.02);
      return fit.frame(atS * perSecond, 0.045 * perSecond, arrivedS);
    });
    expect(frames.map(({ stepS }) => stepS)).toEqual(frames.map(() => null));
    expect(fit.past(10 * perSecond)).not.toBeNull();
  });
});
