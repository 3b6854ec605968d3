import { describe, expect, it } from 'vitest';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import type { MotionWindow } from '../../../src/signal/motion/history.ts';
import type { Leg } from '../../../src/signal/reps/legs.ts';
import { describeLeg, type TrackedLeg } from '../../../src/signal/reps/tracked-leg.ts';

const DEG = Math.PI / 180;
const ease = (u: number): number => (u <= 0 ? 0 : u >= 1 ? 1 : u * u * (3 - 2 * u));

/**
 * Tells a lowering from 1 s to 2 s or, run backwards, a rise.
 * @param pitch pitch after a time, degrees @param z height of the sensor after a time, m
 */
const tell = (pitch: (t: number) => number, z: (t: number) => number, direction: 1 | -1 = -1): TrackedLeg => {
  const count = 500;
  const time = (i: number): number => (direction === -1 ? i : count - 1 - i) / 100;
  const up = new Float64Array(3 * count);
  for (let i = 0; i < count; i += 1)
    up.set([Math.sin(pitch(time(i)) * DEG), 0, Math.cos(pitch(time(i)) * DEG)], 3 * i);
  const window: MotionWindow = {
    firstTick: 1000,
    count,
    up,
    rate: new Float64Array(3 * count),
    vertical: new Float64Array(count),
    shock: new Float64Array(count),
    quality: new Uint8Array(count),
    filled: new Uint8Array(count),
  };
  const [start, end] = direction === -1 ? [100, 200] : [count - 201, count - 101];
  const leg: Leg = {
    direction,
    fromPivot: start,
    toPivot: end,
    start,
    end,
    extent: 0.5,
    peakSpeed: 1,
    peakAt: start + 50,
  };
  const height = Float64Array.from({ length: count }, (_, i) => z(time(i)));
  return describeLeg(leg, window, height, count, createMounting(), () => 0);
};

/** Down to `bottom` m from 1 s to 2 s. */
const sinks = (t: number): number => -0.25 * ease(t - 1);
/** Bent by 40° with it. */
const bends = (t: number): number => 40 * ease(t - 1);

/** The same, and upright on a seat soon after. */
const sits = (t: number): number => bends(t) - 45 * ease((t - 2.2) / 0.6);
/** Share of the way back to standing. */
const back = (t: number): number => ease((t - 2.2) / 0.9);
/** Share of the sinking of hips in a rolling start. */
const sunk = (t: number): number => ease((t - 2.3) / 0.4) - ease((t - 2.7) / 0.4);

describe('describeLeg', () => {
  it('tells the postures and the rise', () => {
    const down = tell(bends, sinks);
    expect(down.sensorRise).toBeCloseTo(0.25);
    expect(down.lowUp[0]).toBeCloseTo(Math.sin(40 * DEG), 2);
    expect(down.highUp[2]).toBeCloseTo(1, 2);
    expect(down.start).toBe(1100);
  });

  it.each([-1, 1] as const)('sees no seat where somebody stays bent (%i)', (direction) => {
    expect(tell(bends, sinks, direction).fromSeat).toBe(false);
  });

  it.each([-1, 1] as const)('sees a seat where the trunk comes upright down there (%i)', (direction) => {
    expect(tell(sits, sinks, direction).fromSeat).toBe(true);
  });

  it.each([-1, 1] as const)('sees none where the hips come up with the trunk (%i)', (direction) => {
    expect(
      tell(
        (t) => bends(t) - 40 * back(t),
        (t) => sinks(t) + 0.25 * back(t),
        direction,
      ).fromSeat,
    ).toBe(false);
  });

  it('sees none where hips sink for a rolling start', () => {
    expect(
      tell(
        (t) => bends(t) - 22 * sunk(t),
        (t) => sinks(t) - 0.07 * sunk(t),
      ).fromSeat,
    ).toBe(false);
  });

  it('asks no one who hardly bends', () => {
    expect(tell((t) => 0.2 * bends(t), sinks).fromSeat).toBe(false);
  });
});
