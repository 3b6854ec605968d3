/** Postures of a segment, told by the earth's up in its sensor's frame. */
import type { MotionWindow } from './history.ts';

/** A unit vector. */
export type Up = readonly [number, number, number];

/** What is said where nothing was seen. */
const UNSEEN: Up = [0, 0, 1];

/** Mean of `up` over the ticks `from … to − 1` of a window, unit; `null` if there are none. */
export const meanUp = (window: MotionWindow, from: number, to: number): Up | null => {
  let x = 0;
  let y = 0;
  let z = 0;
  for (let i = Math.max(0, from); i < Math.min(window.count, to); i += 1) {
    x += window.up[i * 3];
    y += window.up[i * 3 + 1];
    z += window.up[i * 3 + 2];
  }
  const norm = Math.hypot(x, y, z);
  return norm === 0 ? null : [x / norm, y / norm, z / norm];
};

/** As {@link meanUp}, for stretches that hold ticks but at the very edge of a recording. */
export const postureOver = (window: MotionWindow, from: number, to: number): Up =>
  meanUp(window, from, to) ?? UNSEEN;

/** Angle between two unit vectors, rad. */
export const angleBetween = (a: readonly number[], b: readonly number[]): number =>
  Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
