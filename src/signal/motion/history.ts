/**
 * The last stretch of motion of one sensor, kept so that a finished rep can be looked at again with the knowledge
 * of how it ended. A ring over absolute tick numbers.
 */
import type { MotionBatch } from './motion.ts';

/** Motion between two ticks, copied out of the ring; index 0 is `firstTick`. */
export interface MotionWindow {
  readonly firstTick: number;
  readonly count: number;
  readonly up: Float64Array;
  readonly vertical: Float64Array;
  readonly rate: Float64Array;
  readonly shock: Float64Array;
  readonly quality: Uint8Array;
  readonly filled: Uint8Array;
}

export interface MotionHistory {
  push(batch: MotionBatch): void;
  /** First tick still held. */
  readonly first: () => number;
  /** Tick after the last one held. */
  readonly end: () => number;
  /** Copy of the ticks `from … to − 1`, clipped to what is held. */
  window(from: number, to: number): MotionWindow;
}

/** Ring of `capacity` ticks. */
export const createMotionHistory = (capacity: number): MotionHistory => {
  const up = new Float64Array(capacity * 3);
  const vertical = new Float64Array(capacity);
  const rate = new Float64Array(capacity * 3);
  const shock = new Float64Array(capacity);
  const quality = new Uint8Array(capacity);
  const filled = new Uint8Array(capacity);
  let first = 0;
  let end = 0;

  const push = (batch: MotionBatch): void => {
    if (batch.count === 0) return;
    if (batch.firstTick !== end) {
      first = batch.firstTick;
      end = batch.firstTick;
    }
    for (let i = 0; i < batch.count; i += 1) {
      const at = end % capacity;
      for (let k = 0; k < 3; k += 1) {
        up[at * 3 + k] = batch.up[i * 3 + k];
        rate[at * 3 + k] = batch.rate[i * 3 + k];
      }
      vertical[at] = batch.vertical[i];
      shock[at] = batch.shock[i];
      quality[at] = batch.quality[i];
      filled[at] = batch.filled[i];
      end += 1;
    }
    if (end - first > capacity) first = end - capacity;
  };

  /** Copies ticks `from … to − 1` of a ring with `width` values per tick into `out`. */
  const copy = <T extends Float64Array | Uint8Array>(
    ring: T,
    out: T,
    from: number,
    to: number,
    width: number,
  ): T => {
    let at = from;
    while (at < to) {
      const start = at % capacity;
      const run = Math.min(to - at, capacity - start);
      out.set(ring.subarray(start * width, (start + run) * width), (at - from) * width);
      at += run;
    }
    return out;
  };

  const window = (from: number, to: number): MotionWindow => {
    const a = Math.max(from, first);
    const b = Math.max(a, Math.min(to, end));
    return {
      firstTick: a,
      count: b - a,
      up: copy(up, new Float64Array((b - a) * 3), a, b, 3),
      vertical: copy(vertical, new Float64Array(b - a), a, b, 1),
      rate: copy(rate, new Float64Array((b - a) * 3), a, b, 3),
      shock: copy(shock, new Float64Array(b - a), a, b, 1),
      quality: copy(quality, new Uint8Array(b - a), a, b, 1),
      filled: copy(filled, new Uint8Array(b - a), a, b, 1),
    };
  };

  return { push, first: () => first, end: () => end, window };
};
