import { describe, expect, it } from 'vitest';
import { measureRate } from '../../../src/recording/csv/rate.ts';

const even = (count: number, hz: number): number[] => Array.from({ length: count }, (_, i) => i / hz);
const rate = (times: readonly number[]) => measureRate(Float64Array.from(times));

describe('the rate of a recording', () => {
  it('is that of an even source', () => {
    expect(rate(even(500, 128))).toEqual({ sampleRateHz: 128, meanRateHz: 128, regular: true });
  });

  it('does not suffer from lost samples', () => {
    const lossy = even(1000, 100).filter((_, i) => i % 20 !== 7 && (i < 400 || i > 700));
    const found = rate(lossy);
    expect(found?.sampleRateHz).toBe(100);
    expect(found?.meanRateHz).toBeLessThan(80);
    expect(found?.regular).toBe(true);
  });

  it('counts the waits of a bursting link, which are no losses', () => {
    // Four samples 10 ms apart, then 22 ms of waiting.
    const bursts = Array.from({ length: 400 }, (_, i) => Math.floor(i / 4) * 0.052 + (i % 4) * 0.01);
    const found = rate(bursts);
    expect(found?.regular).toBe(false);
    expect(found?.sampleRateHz).toBeCloseTo(4 / 0.052, 0);
  });

  it('needs two samples', () => {
    expect(rate([1])).toBeNull();
    expect(rate([])).toBeNull();
  });
});
