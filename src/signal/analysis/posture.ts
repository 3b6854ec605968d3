/** Angles of one sensor's segment along a window, from its mounting. */
import type { Mounting, SegmentAngles } from '../mounting/mounting.ts';
import type { MotionWindow } from '../motion/history.ts';
import { GRID_S } from '../motion/motion.ts';

/** All in rad, one value per tick. */
export interface Posture {
  /** Forward lean from standing, forward positive. */
  readonly pitch: Float64Array;
  /** Side bend, right positive. */
  readonly lateral: Float64Array;
  /** Turn about the vertical since the start of the window, to the right positive. */
  readonly twist: Float64Array;
}

export const postureOf = (window: MotionWindow, mounting: Mounting): Posture => {
  const n = window.count;
  const pitch = new Float64Array(n);
  const lateral = new Float64Array(n);
  const twist = new Float64Array(n);
  const angles: SegmentAngles = { pitch: 0, lateral: 0 };
  let turned = 0;
  for (let i = 0; i < n; i += 1) {
    const x = window.up[i * 3];
    const y = window.up[i * 3 + 1];
    const z = window.up[i * 3 + 2];
    mounting.angles(x, y, z, angles);
    pitch[i] = angles.pitch;
    lateral[i] = angles.lateral;
    // Counter-clockwise seen from above is a turn to the left.
    turned -= (window.rate[i * 3] * x + window.rate[i * 3 + 1] * y + window.rate[i * 3 + 2] * z) * GRID_S;
    twist[i] = turned;
  }
  return { pitch, lateral, twist };
};

/** Deviation of largest size from the value at `reference`, over `from … to`. */
export const largestDeviation = (
  curve: Float64Array,
  reference: number,
  from: number,
  to: number,
): number => {
  let best = 0;
  for (let i = Math.max(0, from); i <= Math.min(curve.length - 1, to); i += 1) {
    const d = curve[i] - curve[reference];
    if (Math.abs(d) > Math.abs(best)) best = d;
  }
  return best;
};
