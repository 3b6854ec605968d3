import { expect, it } from 'vitest';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import { createRiseWatch } from '../../../src/signal/reps/rise-watch.ts';
import { createStandingReference } from '../../../src/signal/reps/standing.ts';
import { leaningWindow } from '../made-window.ts';

const TICKS = 500;
const ramp = (tick: number, from: number, to: number): number =>
  Math.max(0, Math.min(1, (tick - from) / (to - from)));

/** The trunk bends from tick 150 on; the hips sink from 200 on. */
const lean = (tick: number): number => 0.7 * ramp(tick, 150, 250);

it('takes for standing who stood still before the bend, not who bends already', () => {
  const window = leaningWindow(TICKS, lean);
  const z = Float64Array.from({ length: TICKS }, (_, i) => 0.02 * ramp(i, 0, 100) - 0.25 * ramp(i, 200, 280));
  const unrest = Float64Array.from({ length: TICKS }, (_, i) => (i > 140 && i < 290 ? 20 : 0.3));
  const mounting = createMounting();
  createRiseWatch(createStandingReference(mounting), 0.12)(window, z, unrest);
  expect(mounting.tilt(0, 0, 1)).toBeLessThan(0.02);
});
