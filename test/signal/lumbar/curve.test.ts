import { describe, expect, it } from 'vitest';
import { liftOffCurve, RISE_SHARES, riseTicks } from '../../../src/signal/lumbar/curve.ts';

const DEG = Math.PI / 180;
const pull = { setUp: 10, liftOff: 50, lockout: 150 };
/** Hips rise by 1 mm a tick from tick 50 on, up to 0.1 m at lockout. */
const height = Float64Array.from({ length: 200 }, (_, i) => 0.3 + Math.max(0, Math.min(100, i - 50)) / 1000);

/** The same course at half the speed from tick 50 on, raised by `add`. */
const slow = (values: Float64Array, add: number): Float64Array =>
  Float64Array.from(
    { length: 320 },
    (_, i) => values[Math.min(199, i < 50 ? i : 50 + (i - 50) / 2) | 0] + add,
  );

describe('shares of the hip rise', () => {
  it('are reached at these ticks', () => {
    const ticks = riseTicks(height, pull) ?? [];
    expect(ticks).toHaveLength(RISE_SHARES.length);
    ticks.forEach((tick, k) => expect(Math.abs(tick - (50 + 100 * RISE_SHARES[k]))).toBeLessThanOrEqual(1));
  });

  it('do not go back where the hips do', () => {
    const wavy = height.map((h, i) => h + 0.008 * Math.sin(i / 2));
    const ticks = riseTicks(wavy, pull) ?? [];
    expect(ticks).toHaveLength(RISE_SHARES.length);
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
  });

  it('end at lockout if they are never reached', () => {
    const low = Float64Array.from({ length: 200 }, (_, i) => (i === 150 ? 0.2 : 0));
    expect(riseTicks(low, pull)).toEqual(RISE_SHARES.map(() => 150));
  });

  it('mean nothing where the hips hardly rise', () => {
    const flat = height.map((h) => 0.3 + (h - 0.3) * 0.49);
    expect(riseTicks(flat, pull)).toBeNull();
    expect(liftOffCurve(flat, flat, pull)).toBeNull();
  });
});

describe('the lift-off curve', () => {
  it('is the pitch counted from the set-up, in degrees', () => {
    // Pitch follows height: 60° at the bottom, upright at lockout.
    const pitch = height.map((h) => (60 - 600 * (h - 0.3)) * DEG);
    const curve = liftOffCurve(height, pitch, pull) ?? [];
    expect(curve).toHaveLength(RISE_SHARES.length);
    curve.forEach((deg, k) => expect(Math.abs(deg + 60 * RISE_SHARES[k])).toBeLessThan(0.7));
  });

  it('is the same at half the speed and with the clip 10 cm higher', () => {
    const pitch = height.map((h) => (60 - 600 * (h - 0.3)) * DEG);
    const curve = liftOffCurve(height, pitch, pull) ?? [];
    const slowed = liftOffCurve(slow(height, 0.1), slow(pitch, 0), { ...pull, lockout: 250 }) ?? [];
    slowed.forEach((deg, k) => expect(Math.abs(deg - curve[k])).toBeLessThan(0.7));
  });
});
