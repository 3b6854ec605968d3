/** How unlike a lift a phase is: what tells one settled answer from another. */
import { GRID_S } from '../motion/motion.ts';
import type { BarMotion, HipMotion } from './bar-motion.ts';
import { smooth } from './filters.ts';

/** Middle and spread of peak over mean velocity: 1.3 to 1.8 (science §4) [G]. */
const RATIO = { mean: 1.55, sd: 0.25 } as const;

/** Movement of the bar outside of the phase that a wrong gain may feign, m: hips that move while the bar rests. [D] */
const STRAY_SD_M = 0.03;

/** Pitch that is still to come after lockout, rad: settling of the hips (3°), a belt that swings on. [D] */
const SETTLING_SD = 0.06;

/**
 * Hips rise before the bar does: 18 % of their way in two captured pulls (science §4) [V], a quarter is common. More is
 * a lift that began before. Share of their whole rise, and what a share beyond it is worth.
 */
const EARLY = { usual: 0.25, sd: 0.1, ticks: 250 } as const;

/** Uprighting before the bar moves, rad: the pelvis goes the other way, by 2 to 5° (science §4) [V]. */
const UNBENT_SD = 0.08;

/** Mean velocities above this are of empty bars, m/s; deadlift at 50 % of the maximum: 0.91 (science §2) [S]. */
const FAST = { mps: 0.95, sd: 0.15 } as const;

/** How far around the phase the body is looked at, ticks: less than the shortest way down and up again. [D] */
const AROUND = 100;
const AROUND_START = 20;

/** Stretch over which a posture is averaged, ticks. */
const POSTURE = 8;

/** Low-pass before a peak is compared, half width in ticks. */
const PEAK_HALF = 3;

const square = (x: number): number => x * x;

/** A body that came up long before the lift-off. */
const hipOddity = ({ height, pitch }: HipMotion, from: number, to: number): number => {
  let lowest = height[from];
  let bent = pitch[from];
  for (let i = from; i >= Math.max(0, from - EARLY.ticks) && height[i] < height[from] + 0.02; i -= 2) {
    lowest = Math.min(lowest, height[i]);
    bent = Math.max(bent, pitch[i]);
  }
  const early = (height[from] - lowest) / Math.max(0.1, height[to] - lowest) - EARLY.usual;
  const unbent = (bent - pitch[from]) / UNBENT_SD;
  return 0.5 * (square(Math.max(0, early) / EARLY.sd) + square(unbent));
};

/** Oddities of a lift from the floor: see {@link hipOddity}, and a bar too fast for a load. */
export const floorOddity = (hips: HipMotion, travelM: number, from: number, to: number): number =>
  hipOddity(hips, from, to) +
  0.5 * square(Math.max(0, travelM / ((to - from) * GRID_S) - FAST.mps) / FAST.sd);

/** @param pitch of the sensor's segment @param from @param to ticks of lift-off and lockout */
export const oddity = (bar: BarMotion, pitch: Float64Array, from: number, to: number): number => {
  const calm = smooth(bar.velocity.subarray(from, to + 1), PEAK_HALF);
  let sum = 0;
  let peak = 0;
  let up = 0;
  for (const v of calm) {
    sum += v;
    up += Math.abs(v);
    peak = Math.max(peak, v);
  }
  if (sum <= 0) return Infinity;
  const ratio = ((peak * calm.length) / sum - RATIO.mean) / RATIO.sd;
  // What goes down inside of a lift was no lift.
  const back = ((up - sum) * GRID_S) / STRAY_SD_M;
  const { height } = bar;
  const last = height.length - 1;
  let higher = 0;
  let turned = 0;
  const posture = (i: number): number => {
    let mean = 0;
    for (let k = 0; k < POSTURE; k += 1) mean += pitch[Math.min(last, i + k)] / POSTURE;
    return mean;
  };
  const end = posture(to);
  for (let i = to; i <= Math.min(last - POSTURE, to + AROUND); i += 2) {
    higher = Math.max(higher, height[i] - height[to]);
    turned = Math.max(turned, end - posture(i));
  }
  let lower = 0;
  for (let i = from; i >= Math.max(0, from - AROUND_START); i -= 2)
    lower = Math.max(lower, height[from] - height[i]);
  const above = higher / STRAY_SD_M;
  const below = lower / STRAY_SD_M;
  const settling = turned / SETTLING_SD;
  return 0.5 * (ratio * ratio + back * back + above * above + below * below + settling * settling);
};
