import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVerticalFilter, smoothVertical } from '../../../src/signal/kinematics/vertical.ts';

const STEP_S = 0.01;
const RISE_M = 0.3;
/** Smooth lift from 4 to 5 s, lowered from 6.5 to 8 s; still otherwise. */
const TICKS = 1200;
const accelerationAt = (t: number): number => {
  const part = (from: number, to: number): number => {
    const u = (t - from) / (to - from);
    return u <= 0 || u >= 1 ? 0 : (RISE_M * (60 * u - 180 * u * u + 120 * u ** 3)) / (to - from) ** 2;
  };
  return part(4, 5) - part(6.5, 8);
};
const moving = (t: number): boolean => (t > 4 && t < 5) || (t > 6.5 && t < 8);
const scene = (bias: number) => ({
  acceleration: Float64Array.from({ length: TICKS }, (_, i) => accelerationAt((i - 0.5) * STEP_S) + bias),
  unrest: Float64Array.from({ length: TICKS }, (_, i) => (moving(i * STEP_S) ? 20 : 0.1)),
});

describe('smoothVertical', () => {
  it('finds the height of a lift whatever the constant error of the accelerometer', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.15, max: 0.15, noNaN: true }), (bias) => {
        const { acceleration, unrest } = scene(bias);
        const { height, velocity } = smoothVertical(acceleration, unrest);
        expect(height[560] - height[380]).toBeCloseTo(RISE_M, 1);
        expect(Math.abs(height[1000] - height[380])).toBeLessThan(0.04);
        expect(velocity[450]).toBeCloseTo((15 / 8) * RISE_M, 1);
      }),
      { numRuns: 20 },
    );
  });

  it('takes an empty stretch', () => {
    expect(smoothVertical(new Float64Array(0), new Float64Array(0)).height).toHaveLength(0);
  });
});

describe('createVerticalFilter', () => {
  it('comes to rest with the body', () => {
    const { acceleration, unrest } = scene(0.1);
    const filter = createVerticalFilter();
    for (let i = 0; i < TICKS; i += 1) filter.step(acceleration[i], unrest[i]);
    expect(Math.abs(filter.velocity())).toBeLessThan(0.02);
    expect(filter.accelerationError()).toBeCloseTo(0.1, 1);
  });

  it('goes on unchanged after save and restore', () => {
    const { acceleration, unrest } = scene(0.05);
    const whole = createVerticalFilter();
    const half = createVerticalFilter();
    const rest = createVerticalFilter();
    for (let i = 0; i < TICKS; i += 1) {
      whole.step(acceleration[i], unrest[i]);
      if (i < 450) half.step(acceleration[i], unrest[i]);
      if (i === 450) rest.restore(half.save());
      if (i >= 450) rest.step(acceleration[i], unrest[i]);
    }
    expect(rest.height()).toBe(whole.height());
    expect(rest.velocity()).toBe(whole.velocity());
  });
});
