import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { paced } from '../../src/cli/demo/pace.ts';

/** Items are their own times, s. */
const itself = (item: number): number => item;

const record = (items: readonly number[], speed: number, stop = new AbortController()) => {
  const seen: { item: number; ms: number }[] = [];
  const state = { done: false };
  const startMs = performance.now();
  const subscription = paced(items, itself, { speed, stop: stop.signal }).subscribe({
    next: (item) => seen.push({ item, ms: Math.round(performance.now() - startMs) }),
    complete: () => {
      state.done = true;
    },
  });
  return { seen, state, stop, subscription };
};

describe('paced', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('emits every item when its time has come, counted from the first', async () => {
    const { seen, state } = record([5, 5.05, 5.1, 6], 1);
    await vi.advanceTimersByTimeAsync(999);
    expect(seen.map(({ item }) => item)).toEqual([5, 5.05, 5.1]);
    await vi.advanceTimersByTimeAsync(2);
    expect(seen.map(({ ms }) => ms)).toEqual([0, 50, 100, 1000]);
    expect(state.done).toBe(true);
  });

  test('plays faster when asked to', async () => {
    const { seen } = record([0, 1, 2], 10);
    await vi.advanceTimersByTimeAsync(201);
    expect(seen.map(({ ms }) => ms)).toEqual([0, 100, 200]);
  });

  test('at full speed lets the event loop have its turn', async () => {
    const items = Array.from({ length: 1000 }, (_, i) => i);
    const { seen, state } = record(items, Infinity);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(1000);
    await vi.runAllTimersAsync();
    expect(seen.map(({ item }) => item)).toEqual(items);
    expect(state.done).toBe(true);
  });

  test('completes when stopped, at once and for good', async () => {
    const { seen, state, stop } = record([0, 1, 2], 1);
    await vi.advanceTimersByTimeAsync(1001);
    stop.abort();
    expect(state.done).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('emits nothing if it was stopped before', () => {
    const stop = new AbortController();
    stop.abort();
    const { seen, state } = record([0, 1], 1, stop);
    expect(seen).toEqual([]);
    expect(state.done).toBe(true);
  });

  test('leaves no timer behind when nobody listens any more', () => {
    const { subscription } = record([0, 1], 1);
    subscription.unsubscribe();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('completes without items', () => {
    expect(record([], 1).state.done).toBe(true);
  });
});
