/**
 * What the lean of the trunk takes off the height of the bar, tick by tick, seen with the standing believed in at
 * present. Kept for as long as that stays the same, because stretches that overlap are looked at again and again.
 */
import type { Mounting } from '../mounting/mounting.ts';
import type { MotionWindow } from '../motion/history.ts';
import { trunkDrop, type TrunkModel } from '../velocity/trunk.ts';

/** Ticks kept: more than the longest stretch looked at. */
const KEPT_TICKS = 4096;

export interface TiltDrop {
  /** Takes the next tick, row `row` of `up`. @returns how much less is taken off than at the tick before, m */
  step(tick: number, up: Float64Array, row: number): number;
  /** Heights `z` of a window that ends with the last tick, less what is taken off. Good until the next call. */
  curve(window: MotionWindow, z: Float64Array): Float64Array;
  /** Forgets all ticks, after motion was lost. */
  restart(): void;
}

export const createTiltDrop = (mounting: Mounting, trunk: TrunkModel): TiltDrop => {
  /** Kept are the drops of the ticks `from … last`, worked out with `standing`. */
  const drops = new Float64Array(KEPT_TICKS);
  const standing = new Float64Array(3);
  let from = 0;
  let last = -1;
  let started = false;
  /** Up at the last tick. */
  const lastUp = new Float64Array(3);
  let curve = new Float64Array(0);

  const drop = (up: Float64Array, row: number): number =>
    trunkDrop(trunk, mounting.tilt(up[row * 3], up[row * 3 + 1], up[row * 3 + 2]));

  const forgetOldStanding = (): void => {
    const now = mounting.standing;
    if (now[0] === standing[0] && now[1] === standing[1] && now[2] === standing[2]) return;
    standing.set(now);
    from = last + 1;
  };

  return {
    step: (tick, up, row) => {
      forgetOldStanding();
      const here = drop(up, row);
      let change = 0;
      if (started) change = here - (from <= last ? drops[last % KEPT_TICKS] : drop(lastUp, 0));
      if (tick !== last + 1) from = tick;
      if (tick - from >= KEPT_TICKS) from = tick - KEPT_TICKS + 1;
      drops[tick % KEPT_TICKS] = here;
      lastUp[0] = up[row * 3];
      lastUp[1] = up[row * 3 + 1];
      lastUp[2] = up[row * 3 + 2];
      last = tick;
      started = true;
      return change;
    },
    curve: (window, z) => {
      forgetOldStanding();
      const { firstTick, count, up } = window;
      for (let tick = firstTick; tick < from; tick += 1)
        drops[tick % KEPT_TICKS] = drop(up, tick - firstTick);
      from = Math.min(from, firstTick);
      if (curve.length < count) curve = new Float64Array(2 * count);
      for (let i = 0; i < count; i += 1) curve[i] = z[i] + drops[(firstTick + i) % KEPT_TICKS];
      return curve.subarray(0, count);
    },
    restart: () => {
      from = 0;
      last = -1;
      started = false;
    },
  };
};
