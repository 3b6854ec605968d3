import { expect, it } from 'vitest';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import type { MotionWindow } from '../../../src/signal/motion/history.ts';
import { createRiseWatch } from '../../../src/signal/reps/rise-watch.ts';
import { createStandingReference } from '../../../src/signal/reps/standing.ts';

const TICKS = 500;
const ramp = (tick: number, from: number, to: number): number =>
  Math.max(0, Math.min(1, (tick - from) / (to - from)));

/** The trunk bends from tick 150 on; the hips sink from 200 on. */
const lean = (tick: number): number => 0.7 * ramp(tick, 150, 250);

it('takes for standing who stood still before the bend, not who bends already', () => {
  const window: MotionWindow = {
    firstTick: 0,
    count: TICKS,
    up: Float64Array.from({ length: 3 * TICKS }, (_, i) => {
      const angle = lean(Math.floor(i / 3));
      return [0, -Math.sin(angle), Math.cos(angle)][i % 3];
    }),
    vertical: new Float64Array(TICKS),
    rate: new Float64Array(3 * TICKS),
    shock: new Float64Array(TICKS),
    quality: new Uint8Array(TICKS),
    filled: new Uint8Array(TICKS),
  };
  const z = Float64Array.from({ length: TICKS }, (_, i) => 0.02 * ramp(i, 0, 100) - 0.25 * ramp(i, 200, 280));
  const unrest = Float64Array.from({ length: TICKS }, (_, i) => (i > 140 && i < 290 ? 20 : 0.3));
  const mounting = createMounting();
  createRiseWatch(createStandingReference(mounting), 0.12)(window, z, unrest);
  expect(mounting.tilt(0, 0, 1)).toBeLessThan(0.02);
});
