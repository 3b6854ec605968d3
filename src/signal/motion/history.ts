/**
 * The last stretch of motion of one sensor, kept so that a finished rep can be looked at again with the knowledge
 * of how it ended. Any stretch of it lies in one piece, so that looking copies nothing: memory is twice what is held,
 * and when it is full the newer half moves to the front.
 */
import type { MotionBatch } from './motion.ts';

/** Motion between two ticks; index 0 is `firstTick`. Shares the memory of the history: good until its next push. */
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
  /** The ticks `from … to − 1`, clipped to what is held. */
  window(from: number, to: number): MotionWindow;
  /** Writes the earth's up at one tick to `into`; false, and nothing written, where that tick is not held. */
  readUp(tick: number, into: Float64Array): boolean;
}

/** Holds the last `capacity` ticks. */
export const createMotionHistory = (capacity: number): MotionHistory => {
  const room = 2 * capacity;
  const up = new Float64Array(room * 3);
  const vertical = new Float64Array(room);
  const rate = new Float64Array(room * 3);
  const shock = new Float64Array(room);
  const quality = new Uint8Array(room);
  const filled = new Uint8Array(room);
  let first = 0;
  let end = 0;
  /** Tick at the start of the arrays. */
  let base = 0;

  /** Moves the last `capacity` ticks to the front. */
  const makeRoom = (): void => {
    const from = end - capacity - base;
    const to = end - base;
    up.copyWithin(0, from * 3, to * 3);
    vertical.copyWithin(0, from, to);
    rate.copyWithin(0, from * 3, to * 3);
    shock.copyWithin(0, from, to);
    quality.copyWithin(0, from, to);
    filled.copyWithin(0, from, to);
    base = end - capacity;
  };

  const push = (batch: MotionBatch): void => {
    if (batch.count === 0) return;
    // Of a batch longer than all that is held only the end is kept.
    const skipped = Math.max(0, batch.count - capacity);
    if (batch.firstTick !== end || skipped > 0) {
      first = batch.firstTick + skipped;
      end = first;
      base = first;
    }
    const count = batch.count - skipped;
    if (end - base + count > room) makeRoom();
    const at = end - base;
    up.set(batch.up.subarray(skipped * 3, batch.count * 3), at * 3);
    vertical.set(batch.vertical.subarray(skipped, batch.count), at);
    rate.set(batch.rate.subarray(skipped * 3, batch.count * 3), at * 3);
    shock.set(batch.shock.subarray(skipped, batch.count), at);
    quality.set(batch.quality.subarray(skipped, batch.count), at);
    filled.set(batch.filled.subarray(skipped, batch.count), at);
    end += count;
    if (end - first > capacity) first = end - capacity;
  };

  const window = (from: number, to: number): MotionWindow => {
    const firstTick = Math.max(from, first);
    const lastTick = Math.max(firstTick, Math.min(to, end));
    const a = firstTick - base;
    const b = lastTick - base;
    return {
      firstTick,
      count: b - a,
      up: up.subarray(a * 3, b * 3),
      vertical: vertical.subarray(a, b),
      rate: rate.subarray(a * 3, b * 3),
      shock: shock.subarray(a, b),
      quality: quality.subarray(a, b),
      filled: filled.subarray(a, b),
    };
  };

  const readUp = (tick: number, into: Float64Array): boolean => {
    if (tick < first || tick >= end) return false;
    const at = (tick - base) * 3;
    into[0] = up[at];
    into[1] = up[at + 1];
    into[2] = up[at + 2];
    return true;
  };

  return { push, first: () => first, end: () => end, window, readUp };
};
