/** A window of motion in which only the lean of the trunk is told. */
import type { MotionWindow } from '../../src/signal/motion/history.ts';

/** Bends forward by `lean(tick)`, rad; the back of the body lies towards −y of the sensor. */
export const leaningWindow = (ticks: number, lean: (tick: number) => number): MotionWindow => ({
  firstTick: 0,
  count: ticks,
  up: Float64Array.from({ length: 3 * ticks }, (_, i) => {
    const angle = lean(Math.floor(i / 3));
    return [0, -Math.sin(angle), Math.cos(angle)][i % 3];
  }),
  vertical: new Float64Array(ticks),
  rate: new Float64Array(3 * ticks),
  shock: new Float64Array(ticks),
  quality: new Uint8Array(ticks),
  filled: new Uint8Array(ticks),
});
