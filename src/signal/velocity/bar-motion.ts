/**
 * Motion of the bar in one concentric phase, from the motion of the sensor and the model of the trunk.
 *
 * The bar is anchored where the *bar* stands still, not where the sensor does: hips and sensor move before the
 * plates leave the floor and stop before lockout.
 */
import { GRID_S } from '../motion/motion.ts';
import { derivative, smooth } from './filters.ts';
import { trunkDrop, type TrunkModel } from './trunk.ts';

/** Smoothed motion of the sensor over a window; all arrays share their length. */
export interface SensorMotion {
  /** Height of the sensor, m, from an arbitrary zero. */
  readonly height: Float64Array;
  /** Upward velocity of the sensor, m/s. */
  readonly velocity: Float64Array;
  /** Forward lean of the sensor's segment from standing, rad. */
  readonly pitch: Float64Array;
}

/** Motion of the bar over the same window. */
export interface BarMotion {
  readonly height: Float64Array;
  /** Upward velocity, m/s, low-passed near 8 Hz. */
  readonly velocity: Float64Array;
}

/** Low-pass of bar velocity: half width of the box, ticks. Three boxes of 5 ticks: −3 dB near 8 Hz. */
const SMOOTH_HALF = 2;

/**
 * The lumbar curve straightening from lift-off to lockout, on top of what the gain explains: trunk lean is pelvis
 * tilt plus lumbar flexion, and in a sumo pull the pelvis hardly turns.
 */
export interface Straightening {
  /** Lumbar flexion at lift-off that is gone at lockout, rad. */
  readonly angle: number;
  /** Lift-off and lockout, ticks. */
  readonly from: number;
  readonly to: number;
}

/** No straightening: the gain explains all of the lean. */
export const NO_STRAIGHTENING: Straightening = { angle: 0, from: 0, to: 1 };

/**
 * Share of the flexion left at each tenth of the concentric phase: two pulls in optical motion capture (80 kg,
 * conventional and sumo), whose lumbar curve stays as it is for the first third.
 */
const FLEXION_LEFT = [1, 1, 1, 0.98, 0.94, 0.84, 0.65, 0.42, 0.22, 0.08, 0];

const flexionLeft = (s: Straightening, i: number): number => {
  const x = ((i - s.from) / (s.to - s.from)) * 10;
  if (x <= 0) return s.angle;
  if (x >= 10) return 0;
  const k = Math.floor(x);
  return s.angle * (FLEXION_LEFT[k] + (FLEXION_LEFT[k + 1] - FLEXION_LEFT[k]) * (x - k));
};

export const barMotion = (
  sensor: SensorMotion,
  trunk: TrunkModel,
  straightening: Straightening = NO_STRAIGHTENING,
): BarMotion => {
  const n = sensor.height.length;
  const drop = new Float64Array(n);
  const height = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    drop[i] = trunkDrop(trunk, sensor.pitch[i], flexionLeft(straightening, i));
    height[i] = sensor.height[i] + drop[i];
  }
  const dropRate = derivative(drop, GRID_S);
  const velocity = new Float64Array(n);
  for (let i = 0; i < n; i += 1) velocity[i] = sensor.velocity[i] + dropRate[i];
  return { height, velocity: smooth(velocity, SMOOTH_HALF) };
};

/**
 * Gain of the trunk at the start of a pull. The pelvis pitches forward by 2 to 5° before it comes up while the trunk
 * follows by little more than half of it (the same two captured pulls: 5.4° and 3.1°).
 */
const ONSET_GAIN = 0.6;

/** When the bar moved, in fractional ticks of the window. */
export interface Concentric {
  readonly start: number;
  readonly peak: number;
  readonly end: number;
}

/** Furthest an edge may lie beyond the foot of the tangent, ticks. */
const MAX_BEYOND_TANGENT = 3;

/** Longest way from the threshold crossing to rest, ticks. */
const MAX_EXTRAPOLATION = 12;

/** Tunable quantities of the onset search. */
export interface OnsetParams {
  /** Share of peak velocity that counts as moving. Default 0.08. */
  readonly share: number;
  /** Least velocity that counts as moving, m/s. Default 0.06: above the drift of a still sensor. */
  readonly least: number;
  /** Share of the rise that may lie outside while the search goes on through a slow moment. Default 0.2. */
  readonly slack: number;
}

export const ONSET_DEFAULTS: OnsetParams = { share: 0.08, least: 0.06, slack: 0.2 };

/**
 * Where the upward movement around a leg begins and ends: the threshold crossings nearest to the peak at which at
 * most `slack` of the rise is left outside, extrapolated along the slope there to zero velocity.
 * @param from @param to ticks of the leg's turning points
 */
export const concentricOf = (
  sensor: SensorMotion,
  bar: BarMotion,
  trunk: TrunkModel,
  from: number,
  to: number,
  params: OnsetParams = ONSET_DEFAULTS,
): Concentric => {
  const { velocity } = bar;
  let peak = from;
  let travel = 0;
  for (let i = from; i <= to; i += 1) {
    if (velocity[i] > velocity[peak]) peak = i;
    travel += Math.max(0, velocity[i]) * GRID_S;
  }
  const limit = Math.max(params.least, params.share * velocity[peak]);
  const slack = params.slack * travel;
  const onset = barMotion(sensor, { ...trunk, gain: Math.min(trunk.gain, ONSET_GAIN) }).velocity;
  let onsetPeak = from;
  for (let i = from; i <= peak; i += 1) if (onset[i] > onset[onsetPeak]) onsetPeak = i;
  return {
    start: edge(onset, onsetPeak, from, -1, limit, slack),
    peak,
    end: edge(velocity, peak, to, 1, limit, slack),
  };
};

/**
 * Where the steep flank of the velocity, between 40 and 15 % of its peak, would meet zero. A body that creeps before
 * the lift (taking the slack out) or sways after lockout moves slowly for long, but the bar does not.
 */
const tangentFoot = (velocity: Float64Array, peak: number, bound: number, side: 1 | -1): number => {
  let high = peak;
  while (high !== bound && velocity[high] > 0.4 * velocity[peak]) high += side;
  let low = high;
  while (low !== bound && velocity[low] > 0.15 * velocity[peak]) low += side;
  return low + ((low - high) * 0.15) / 0.25;
};

const edge = (
  velocity: Float64Array,
  peak: number,
  bound: number,
  side: 1 | -1,
  limit: number,
  slack: number,
): number => {
  // Movement along the leg that is still to come beyond a tick: a sticking region has much, a turn has none.
  let remaining = 0;
  const beyond = new Float64Array(Math.abs(bound - peak) + 1);
  for (let i = bound; i !== peak; i -= side) {
    remaining += Math.max(0, velocity[i]) * GRID_S;
    beyond[Math.abs(i - peak)] = remaining;
  }
  for (let i = peak; i !== bound; i += side) {
    const next = i + side;
    if (velocity[next] >= limit || beyond[Math.abs(next - peak)] > slack) continue;
    const fraction = (velocity[i] - limit) / (velocity[i] - velocity[next]);
    const crossing = i + side * fraction;
    // The slope between the threshold and three times it carries the crossing on to rest.
    let j = next;
    while (j !== peak && velocity[j] < 3 * limit) j -= side;
    const run = Math.abs(crossing - j);
    const extra = run === 0 ? 0 : (limit / Math.max(1e-6, velocity[j] - limit)) * run;
    const found = crossing + side * Math.min(extra, MAX_EXTRAPOLATION);
    const tangent = tangentFoot(velocity, peak, bound, side) + side * MAX_BEYOND_TANGENT;
    return side < 0 ? Math.max(found, tangent) : Math.min(found, tangent);
  }
  return bound;
};
