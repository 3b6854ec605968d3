import { describe, expect, it } from 'vitest';
import { createBarTrack } from '../../../src/signal/analysis/bar-track.ts';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import { trunkPrior } from '../../../src/signal/velocity/trunk.ts';
import { type Courses, madeMotion } from './made-motion.ts';

const trunk = trunkPrior('lumbar', 1.78);

/** Velocity and position at every tick. */
const track = (courses: Courses, count: number, model: typeof trunk | null = null) => {
  const bar = createBarTrack(createMounting(), model);
  const motion = madeMotion(courses, count);
  return Array.from({ length: count }, (_, i) => {
    bar.step(motion, i);
    return { velocity: bar.velocity(), position: bar.position() };
  });
};

/** Up by half a metre between 1 s and 2 s. */
const rise = (t: number): number => (t < 1 || t > 2 ? 0 : 0.25 * Math.PI * Math.sin(Math.PI * (t - 1)));

/** From 45° to upright between 1 s and 2 s. */
const straighten = (t: number): number => (Math.PI / 4) * Math.min(1, Math.max(0, 2 - t));

describe('the track of the bar', () => {
  it('follows a rise closely, a little late', () => {
    const all = track({ velocity: rise }, 250);
    const peak = Math.max(...all.map(({ velocity }) => velocity));
    expect(peak).toBeGreaterThan(0.72);
    expect(peak).toBeLessThan(0.8);
    expect(Math.abs(all.findIndex(({ velocity }) => velocity === peak) - 150)).toBeLessThan(8);
    expect(all[240].position - all[90].position).toBeCloseTo(0.5, 1);
    expect(Math.abs(all[240].velocity)).toBeLessThan(0.05);
  });

  it('adds what straightening lifts the shoulders by', () => {
    const all = track({ tilt: straighten }, 220, trunk);
    const risen = all[210].position - all[90].position;
    expect(risen).toBeGreaterThan(0.3);
    expect(risen).toBeLessThan(0.6);
    expect(track({ tilt: straighten }, 220)[210].position).toBeCloseTo(0, 9);
  });

  it('does not leap when the standing reference is taken anew', () => {
    const mounting = createMounting();
    const bar = createBarTrack(mounting, trunk);
    const motion = madeMotion({ tilt: () => 0.7 }, 100);
    for (let i = 0; i < 100; i += 1) {
      if (i === 50) mounting.setStanding(-0.2, 0, 0.98);
      bar.step(motion, i);
      expect(Math.abs(bar.velocity())).toBeLessThan(1e-6);
    }
  });

  it('forgets its velocity at a loss', () => {
    const bar = createBarTrack(createMounting(), null);
    const motion = madeMotion({ velocity: rise }, 150);
    for (let i = 0; i < 150; i += 1) bar.step(motion, i);
    expect(bar.velocity()).toBeGreaterThan(0.6);
    bar.restart();
    expect(bar.velocity()).toBe(0);
  });
});
