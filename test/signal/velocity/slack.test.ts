import { describe, expect, it } from 'vitest';
import { GRID_S } from '../../../src/signal/motion/motion.ts';
import type { HipMotion } from '../../../src/signal/velocity/bar-motion.ts';
import { creepStart, slackOut } from '../../../src/signal/velocity/slack.ts';

/** Hips that move with `speed` (m/s) at each tick. */
const hipsOf = (ticks: number, speed: (tick: number) => number): HipMotion => {
  const velocity = Float64Array.from({ length: ticks }, (_, i) => speed(i));
  let risen = 0;
  const height = velocity.map((v) => (risen += v * GRID_S));
  return { height, velocity, pitch: new Float64Array(ticks) };
};

/** A bump of speed from `from` to `to`. */
const bump = (i: number, from: number, to: number, most: number): number =>
  i > from && i < to ? most * Math.sin((Math.PI * (i - from)) / (to - from)) : 0;

/** Bends down, rests, takes the slack out at 200, and creeps on from 240. */
const grind = (i: number): number => bump(i, 20, 90, -0.6) + bump(i, 200, 220, 0.15) + (i < 240 ? 0 : 0.06);

describe('slackOut', () => {
  it('ends with the burst, wherever the movement was thought to start', () => {
    for (const moveStart of [205, 260, 330]) expect(slackOut(hipsOf(500, grind), moveStart)).toBe(220);
  });

  it('is not seen where the burst goes on into the pull', () => {
    const hips = hipsOf(500, (i) => bump(i, 200, 320, 0.5));
    expect(slackOut(hips, 205)).toBeNull();
  });

  it('is not the way back of hips that sank', () => {
    const hips = hipsOf(500, (i) => bump(i, 150, 180, -0.15) + bump(i, 200, 230, 0.15) + (i < 280 ? 0 : 0.3));
    expect(slackOut(hips, 282)).toBeNull();
  });

  it('is no rise of the pull itself', () => {
    const hips = hipsOf(500, (i) => bump(i, 200, 240, 0.5) + (i < 300 ? 0 : 0.3));
    expect(slackOut(hips, 302)).toBeNull();
  });
});

describe('creepStart', () => {
  it('is where the hips go on', () => {
    expect(creepStart(hipsOf(500, grind), 220)).toBe(240);
  });

  it('is not known if they rest for long', () => {
    expect(
      creepStart(
        hipsOf(500, () => 0),
        220,
      ),
    ).toBeNull();
  });
});
