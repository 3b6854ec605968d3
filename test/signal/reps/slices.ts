/** Samples to the motion grid, and the grid cut into slices. */
import type { SampleBatch } from '../../../src/domain/sample.ts';
import { createMotionGrid } from '../../../src/signal/motion/grid.ts';
import type { MotionBatch } from '../../../src/signal/motion/motion.ts';
import { createOrientationTracker } from '../../../src/signal/orientation/tracker.ts';

/** Length of the slice that starts at a tick. */
export type Slice = (at: number) => number;

export const motionOf = (batch: SampleBatch): MotionBatch => {
  const steps = [...batch.timeS.subarray(0, batch.count)]
    .map((t, i) => t - (batch.timeS[i - 1] ?? t))
    .slice(1);
  steps.sort((a, b) => a - b);
  const tracker = createOrientationTracker({ nominalRateHz: 1 / steps[steps.length >> 1] });
  return createMotionGrid().step(tracker.step(batch));
};

export const slicesOf = function* (motion: MotionBatch, slice: Slice): Generator<MotionBatch> {
  for (let at = 0; at < motion.count;) {
    const to = Math.min(motion.count, at + Math.max(1, slice(at)));
    yield {
      count: to - at,
      firstTick: motion.firstTick + at,
      up: motion.up.subarray(at * 3, to * 3),
      vertical: motion.vertical.subarray(at, to),
      rate: motion.rate.subarray(at * 3, to * 3),
      shock: motion.shock.subarray(at, to),
      quality: motion.quality.subarray(at, to),
      filled: motion.filled.subarray(at, to),
    };
    at = to;
  }
};

/** The same motion with the clip turned by a rotation matrix (row-major), and later by some ticks. */
export const remounted = (motion: MotionBatch, r: readonly number[], laterTicks = 0): MotionBatch => {
  const turn = (v: Float64Array): Float64Array => {
    const out = new Float64Array(v.length);
    for (let i = 0; i < v.length; i += 3) {
      for (let k = 0; k < 3; k += 1) {
        out[i + k] = r[k * 3] * v[i] + r[k * 3 + 1] * v[i + 1] + r[k * 3 + 2] * v[i + 2];
      }
    }
    return out;
  };
  return {
    ...motion,
    firstTick: motion.firstTick + laterTicks,
    up: turn(motion.up),
    rate: turn(motion.rate),
  };
};
