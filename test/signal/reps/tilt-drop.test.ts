import { describe, expect, it } from 'vitest';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import { createMotionHistory } from '../../../src/signal/motion/history.ts';
import { createTiltDrop } from '../../../src/signal/reps/tilt-drop.ts';
import { trunkDrop, trunkPrior } from '../../../src/signal/velocity/trunk.ts';

const TICKS = 5000;
const trunk = trunkPrior('lumbar', 1.78);
const tiltOf = (tick: number): number => 0.6 + 0.5 * Math.sin(tick / 30);
const up = Float64Array.from({ length: 3 * TICKS }, (_, i) => {
  const tilt = tiltOf(Math.floor(i / 3));
  return [0, Math.sin(tilt), Math.cos(tilt)][i % 3];
});
const history = createMotionHistory(TICKS);
history.push({
  count: TICKS,
  firstTick: 0,
  up,
  vertical: new Float64Array(TICKS),
  rate: new Float64Array(3 * TICKS),
  shock: new Float64Array(TICKS),
  quality: new Uint8Array(TICKS),
  filled: new Uint8Array(TICKS),
});

/** What is taken off at a tick, worked out from the tilt away from `standing`. */
const dropAt = (tick: number, standing = 0): number => trunkDrop(trunk, Math.abs(tiltOf(tick) - standing));

const run = () => {
  const mounting = createMounting();
  const drops = createTiltDrop(mounting, trunk);
  return { mounting, drops };
};

describe('createTiltDrop', () => {
  it('tells the change from tick to tick', () => {
    const { drops } = run();
    expect(drops.step(0, up, 0)).toBe(0);
    for (let tick = 1; tick < 200; tick += 1)
      expect(drops.step(tick, up, tick)).toBeCloseTo(dropAt(tick) - dropAt(tick - 1), 9);
  });

  it('sees the tick before with the present standing, so that a new one makes no jump', () => {
    const { mounting, drops } = run();
    for (let tick = 0; tick < 100; tick += 1) drops.step(tick, up, tick);
    mounting.setStanding(0, Math.sin(0.3), Math.cos(0.3));
    expect(drops.step(100, up, 100)).toBeCloseTo(dropAt(100, 0.3) - dropAt(99, 0.3), 9);
  });

  it('gives the curve of any window up to now, with the present standing', () => {
    const { mounting, drops } = run();
    const standings: Record<number, number> = { 1000: 0.1, 2300: 0.25, 4700: 0.05 };
    let standing = 0;
    for (let tick = 0; tick < TICKS; tick += 1) {
      if (standings[tick] !== undefined) {
        standing = standings[tick];
        mounting.setStanding(0, Math.sin(standing), Math.cos(standing));
      }
      drops.step(tick, up, tick);
      if (tick % 331 !== 330) continue;
      const window = history.window(tick - 1500 - (tick % 900), tick + 1);
      const curve = drops.curve(window, new Float64Array(window.count).fill(2));
      for (let i = 0; i < window.count; i += 50)
        expect(curve[i]).toBeCloseTo(2 + dropAt(window.firstTick + i, standing), 9);
    }
  });

  it('starts anew after a loss', () => {
    const { drops } = run();
    for (let tick = 0; tick < 50; tick += 1) drops.step(tick, up, tick);
    drops.restart();
    expect(drops.step(400, up, 400)).toBe(0);
    expect(drops.step(401, up, 401)).toBeCloseTo(dropAt(401) - dropAt(400), 9);
  });
});
