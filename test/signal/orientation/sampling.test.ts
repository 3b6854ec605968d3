import { describe, expect, it } from 'vitest';
import { createSamplingJudge } from '../../../src/signal/orientation/sampling.ts';

/** Indices of the intervals (ms) that were judged losses. */
const losses = (nominalMs: number, intervalsMs: readonly number[]): number[] => {
  const judge = createSamplingJudge(nominalMs / 1000);
  return intervalsMs.flatMap((ms, i) => {
    const loss = judge.isLoss(ms / 1000);
    judge.observe(ms / 1000);
    return loss ? [i] : [];
  });
};

describe('sampling judge', () => {
  it('reports one missing sample of an even source, also when it is the first interval', () => {
    expect(losses(10, [20, 10, 10, 10, 20, 10, 30])).toEqual([0, 4, 6]);
  });

  it('takes a millisecond of rounding for jitter', () => {
    expect(losses(9.1, [9, 9, 10, 9, 9, 8, 10, 9, 15, 9])).toEqual([]);
  });

  it('learns that a Bluetooth source is uneven', () => {
    const burst = [3, 3, 23, 30, 31, 22, 3, 25, 30];
    const many = Array.from({ length: 40 }, () => burst).flat();
    expect(losses(19, [...many, 45])).toEqual([]);
    expect(losses(19, [...many, 120])).toEqual([many.length]);
  });

  it('does not mistake heavy loss for jitter', () => {
    // Every fifth sample is missing.
    const intervals = Array.from({ length: 400 }, (_, i) => (i % 4 === 3 ? 20 : 10));
    expect(losses(10, intervals)).toHaveLength(100);
  });

  it('finds the real interval when the nominal one was wrong', () => {
    const judge = createSamplingJudge(0.02);
    for (let i = 0; i < 600; i++) judge.observe(0.01);
    expect(judge.typicalS()).toBeCloseTo(0.01, 4);
    expect(judge.isLoss(0.02)).toBe(true);
  });
});
