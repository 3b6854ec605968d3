import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fasterTimers } from '../../../src/simulator/radio/timers.ts';

const systemMs = (): number => Number(process.hrtime.bigint()) / 1e6;

describe('faster timers', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('begin with the time of the system and pass it', () => {
    const [timers, startMs] = [fasterTimers(8), systemMs()];
    expect(timers.nowMs()).toBeCloseTo(startMs, 6);
    vi.advanceTimersByTime(250);
    expect(systemMs() - startMs).toBeCloseTo(250, 6);
    expect(timers.nowMs() - startMs).toBeCloseTo(2000, 6);
  });

  test('of two processes show the same when speed and origin are the same', () => {
    const originMs = systemMs();
    const first = fasterTimers(5, originMs);
    vi.advanceTimersByTime(100);
    const second = fasterTimers(5, originMs);
    expect(second.nowMs()).toBe(first.nowMs());
    expect(second.nowMs() - originMs).toBeCloseTo(500, 6);
  });

  test.each([
    [10, 1000],
    [10, 1001],
    [3, 10],
    [0.5, 10],
  ])('%d times as fast end a delay of %d ms when it is over, by no more than a tick', (speed, delayMs) => {
    const timers = fasterTimers(speed);
    const startMs = timers.nowMs();
    let tookMs = 0;
    timers.after(delayMs, () => {
      tookMs = timers.nowMs() - startMs;
    });
    vi.advanceTimersByTime(Math.ceil(delayMs / speed));
    expect(tookMs).toBeGreaterThanOrEqual(delayMs - 1e-6);
    expect(tookMs).toBeLessThan(delayMs + speed);
  });

  test('take back what was planned', () => {
    const timers = fasterTimers(10);
    const action = vi.fn<() => void>();
    timers.after(100, action)();
    timers.soon(action)();
    vi.advanceTimersByTime(1000);
    expect(action).not.toHaveBeenCalled();
    timers.soon(action);
    vi.advanceTimersByTime(0);
    expect(action).toHaveBeenCalledOnce();
  });

  test.each([0, -1, NaN, Infinity])('refuse to be %d times as fast', (speed) => {
    expect(() => fasterTimers(speed)).toThrow(RangeError);
  });
});
