import { expect, it } from 'vitest';
import { createTurnMeter } from '../../../src/signal/motion/turn.ts';
import { madeMotion } from '../analysis/made-motion.ts';

/** By 0.3 rad to the right within a second, after 20 s. */
const turn = (t: number): number => (t < 20 ? 0 : Math.min(0.3, 0.3 * (t - 20)));

it('a turn to the right is positive, however the body leans, and a gyro bias is not taken for one', () => {
  const meter = createTurnMeter();
  const motion = madeMotion({ tilt: () => 0.6, turn }, 2400);
  const bias = 0.02;
  let turned = 0;
  let before = 0;
  for (let i = 0; i < 2400; i += 1) {
    for (let k = 0; k < 3; k += 1) motion.rate[i * 3 + k] += bias;
    turned = meter.step(motion, i, i < 1990 ? 0.1 : 9);
    if (i === 1990) before = turned;
  }
  // Four seconds of this bias alone would be a quarter of it.
  expect(turned - before).toBeCloseTo(0.3, 2);
});
