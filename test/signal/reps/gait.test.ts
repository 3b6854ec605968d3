import { describe, expect, it } from 'vitest';
import type { MotionWindow } from '../../../src/signal/motion/history.ts';
import { containsWalking } from '../../../src/signal/reps/gait.ts';

const windowOf = (seconds: number, vertical: (t: number) => number): MotionWindow => {
  const count = Math.round(seconds * 100);
  return {
    firstTick: 0,
    count,
    up: new Float64Array(count * 3),
    vertical: Float64Array.from({ length: count }, (_, i) => vertical(i / 100)),
    rate: new Float64Array(count * 3),
    shock: new Float64Array(count),
    quality: new Uint8Array(count),
    filled: new Uint8Array(count),
  };
};
const steps = (t: number): number => 2.5 * Math.sin(2 * Math.PI * 1.9 * t);
const ring = (t: number): number => 9 * Math.exp(-t / 0.3) * Math.sin(2 * Math.PI * 12 * t);
const lift = (t: number): number => (t < 1 ? 3 * Math.sin(2 * Math.PI * t) : 0);

describe('containsWalking', () => {
  it('knows steps', () => {
    expect(containsWalking(windowOf(4, steps), () => 0.05)).toBe(true);
  });

  it('does not call it walking when the body is bent', () => {
    expect(containsWalking(windowOf(4, steps), () => 0.7)).toBe(false);
  });

  it('does not take ringing plates for steps', () => {
    expect(containsWalking(windowOf(3, ring), () => 0.05)).toBe(false);
  });

  it('does not take a lift for steps, nor stillness', () => {
    expect(containsWalking(windowOf(3, lift), () => 0.05)).toBe(false);
    expect(
      containsWalking(
        windowOf(3, () => 0.01),
        () => 0.05,
      ),
    ).toBe(false);
  });

  it('needs more than a second and a half', () => {
    expect(containsWalking(windowOf(1.4, steps), () => 0.05)).toBe(false);
  });
});
