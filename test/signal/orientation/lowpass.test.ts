import { describe, expect, it } from 'vitest';
import { createLowPassBank } from '../../../src/signal/orientation/lowpass.ts';

const RATE_HZ = 100;

/** Output half a second after a restart (none for `null`), when the input fell from 1 to 0. */
const answer = (weightS: number | null): number => {
  const bank = createLowPassBank(1, 3, RATE_HZ);
  bank.settle(Float64Array.of(1));
  if (weightS !== null) bank.restart(weightS);
  const x = new Float64Array(1);
  for (let i = 0; i < 50; i++) {
    x[0] = 0;
    bank.filter(x);
  }
  return x[0];
};

const signal = (i: number, k: number): number => Math.sin(i * (0.1 + 0.07 * k));

describe('low-pass bank', () => {
  it('gives the mean while it starts', () => {
    const bank = createLowPassBank(1, 3, RATE_HZ);
    const x = new Float64Array(1);
    for (const [input, mean] of [
      [2, 2],
      [4, 3],
      [6, 4],
    ]) {
      x[0] = input;
      bank.filter(x);
      expect(x[0]).toBeCloseTo(mean, 12);
    }
  });

  it('keeps a constant', () => {
    const bank = createLowPassBank(2, 0.5, RATE_HZ);
    const x = new Float64Array(2);
    for (let i = 0; i < 500; i++) {
      x.set([3, -7]);
      bank.filter(x);
    }
    expect(x[0]).toBeCloseTo(3, 10);
    expect(x[1]).toBeCloseTo(-7, 10);
  });

  it('passes 1/√2 at its cut-off √2 / (2π τ)', () => {
    const tauS = 0.5;
    const cutoffHz = Math.SQRT2 / (2 * Math.PI * tauS);
    const bank = createLowPassBank(1, tauS, RATE_HZ);
    const x = new Float64Array(1);
    let peak = 0;
    for (let i = 0; i < 4000; i++) {
      x[0] = Math.sin((2 * Math.PI * cutoffHz * i) / RATE_HZ);
      bank.filter(x);
      if (i > 2000) peak = Math.max(peak, x[0]);
    }
    expect(peak).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it('moves faster after a soft restart, and a weight decides how fast', () => {
    expect(answer(0)).toBe(0);
    expect(answer(0.5)).toBeCloseTo(0.5, 2);
    expect(answer(2)).toBeCloseTo(0.8, 2);
    expect(answer(null)).toBeGreaterThan(0.9);
  });

  it('subtracts channels as if they had never been in', () => {
    const weights = [0.5, -2, 1];
    const a = createLowPassBank(4, 0.5, RATE_HZ);
    const b = createLowPassBank(4, 0.5, RATE_HZ);
    const x = new Float64Array(4);
    const y = new Float64Array(4);
    for (let i = 0; i < 300; i++) {
      const s = [signal(i, 0), signal(i, 1), signal(i, 2)];
      const rest = s.reduce((sum, value, k) => sum + weights[k] * value, 0);
      if (i === 150) a.subtract(3, 0, weights);
      x.set([...s, signal(i, 3) - (i < 150 ? 0 : rest)]);
      y.set([...s, signal(i, 3) - rest]);
      a.filter(x);
      b.filter(y);
      if (i >= 150) expect(x[3]).toBeCloseTo(y[3], 10);
    }
  });
});
