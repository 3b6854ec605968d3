/**
 * What is the lifter's own in the trunk model, found from the closure of a lift from the floor: the bar travels the
 * same way in every rep, so what the rise of the sensor does not explain the trunk must have done.
 *
 * How much of it the gain did and how much the lumbar curve, one sensor cannot tell. So every gain is tried, the
 * curve takes what the gain leaves open, and the results are averaged with weights: how common such a body is, and
 * how smoothly the bar would have moved. Hips rise early and trunks late; a wrong share leaves humps that a loaded
 * bar does not make.
 */
import { GRID_S } from '../motion/motion.ts';
import { addHips, type BarMotion, type HipMotion, shareLeft, SMOOTH_HALF } from './bar-motion.ts';
import { COURSES, type Fit, listFits } from './bodies.ts';
import { smoothInPlace } from './filters.ts';
import { cosLean, type TrunkModel } from './trunk.ts';

/** Weight of roughness against the priors; roughness of a smooth pull is about 8, of a humped one 20 and more. [D] */
const ROUGHNESS_WEIGHT = 0.08;
/** Bodies are compared on every second tick, which is plenty for 8 Hz. */
const STRIDE = 2;
/** Low-passes on that grid, half widths: 8 Hz, then once more before roughness is taken. */
const BAR_HALF = Math.max(1, SMOOTH_HALF / STRIDE);
const ROUGH_HALF = 1;

/** Bodies this much less likely than the best (in nats) are left out: together they weigh less than a percent. [D] */
const HOPELESS = 7;
/** Those that weigh less than a percent do not show in the average, nats. */
const MIXED = 4.6;
/** The same where phases are only compared, nats. [D] */
const UNLIKELY = 3;

/** Bar motion of a lift whose travel is known. */
export interface ClosedMotion {
  readonly bar: BarMotion;
  /** Mean gain of what fits, and the spread of what fits. */
  readonly gain: number;
  readonly gainSd: number;
  /** Spread of peak velocity between the fits, m/s. */
  readonly peakSd: number;
  /** How little this looks like a pull: negative log of prior and smoothness of the best fit. */
  readonly cost: number;
}

/** Bodies judged before a phase is given up, and how far off it must be then, nats: bodies differ by less. [D] */
const SAMPLED = 4;
const GIVE_UP = 15;

/** Peak and roughness of the bar under each body, on a coarse grid; @returns the least cost. */
const judgeFits = (
  fits: readonly Fit[],
  hips: HipMotion,
  trunkM: number,
  from: number,
  to: number,
  limit: number,
): number => {
  const n = Math.floor((to - from) / STRIDE) + 1;
  const shares = COURSES.map((course) => {
    const share = new Float64Array(n + 2);
    for (let k = 0; k < n + 2; k += 1) share[k] = shareLeft(course, from, to, from + (k - 1) * STRIDE);
    return share;
  });
  const last = hips.pitch.length - 1;
  const at = (k: number): number => Math.max(0, Math.min(last, from + (k - 1) * STRIDE));
  const fold = new Float64Array(n + 2);
  const velocity = new Float64Array(n);
  const seconds = (to - from) * GRID_S;
  const hopeless = limit < Infinity ? UNLIKELY : HOPELESS;
  let least = Infinity;
  for (const [count, fit] of fits.entries()) {
    if (fit.prior > least + hopeless || (count >= SAMPLED && least > limit + GIVE_UP)) break;
    const share = shares[fit.course];
    for (let k = 0; k < n + 2; k += 1) {
      const lean = fit.gain * hips.pitch[at(k)] + fit.angle * share[k];
      fold[k] = cosLean(lean);
    }
    const rate = trunkM / (2 * STRIDE * GRID_S);
    for (let k = 0; k < n; k += 1) velocity[k] = hips.velocity[at(k + 1)] + rate * (fold[k + 2] - fold[k]);
    smoothInPlace(velocity, n, BAR_HALF);
    let distance = 0;
    for (let k = 0; k < n; k += 1) {
      distance += velocity[k] * STRIDE * GRID_S;
      if (velocity[k] > fit.peak) fit.peak = velocity[k];
    }
    smoothInPlace(velocity, n, ROUGH_HALF);
    fit.cost = fit.prior + ROUGHNESS_WEIGHT * roughness(velocity, n, seconds, distance);
    least = Math.min(least, fit.cost);
  }
  return least;
};

/** Mean squared acceleration in units of (mean velocity / duration)²: has no unit, does not depend on speed. */
const roughness = (velocity: Float64Array, n: number, seconds: number, distance: number): number => {
  let squares = 0;
  for (let k = 1; k < n - 1; k += 1) {
    const acceleration = (velocity[k + 1] - velocity[k - 1]) / (2 * STRIDE * GRID_S);
    squares += acceleration * acceleration;
  }
  const unit = Math.max(0.05, distance) / (seconds * seconds);
  return squares / Math.max(1, n - 2) / (unit * unit);
};

/** The bar under the weighted average of bodies. */
const mix = (
  fits: readonly Fit[],
  weights: readonly number[],
  hips: HipMotion,
  trunkM: number,
  from: number,
  to: number,
): BarMotion => {
  const n = hips.pitch.length;
  const height = new Float64Array(n);
  const shares = COURSES.map((course) => {
    // All of it is left before lift-off, nothing after lockout.
    const share = new Float64Array(n).fill(1, 0, from);
    for (let i = from; i < to; i += 1) share[i] = shareLeft(course, from, to, i);
    return share;
  });
  fits.forEach(({ gain, angle, course }, k) => {
    const share = shares[course];
    const weight = weights[k] * trunkM;
    for (let i = 0; i < n; i += 1) {
      const lean = gain * hips.pitch[i] + angle * share[i];
      height[i] += weight * (cosLean(lean) - 1);
    }
  });
  return addHips(height, hips);
};

/**
 * @param from @param to ticks of lift-off and lockout
 * @param limit cost beyond which the phase is out of the question, so that the first body will do
 */
export const closeMotion = (
  hips: HipMotion,
  trunk: TrunkModel,
  travelM: number,
  from: number,
  to: number,
  limit = Infinity,
): ClosedMotion => {
  const listed = listFits(hips, trunk, travelM, from, to);
  const least = judgeFits(listed, hips, trunk.trunkM, from, to, limit);
  const within = least + (least > limit ? 0 : limit < Infinity ? UNLIKELY : MIXED);
  const fits = listed.filter((fit) => fit.cost <= within);
  const raw = fits.map((fit) => Math.exp(least - fit.cost));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const gain = moments(
    fits.map((fit) => fit.gain),
    weights,
  );
  const peak = moments(
    fits.map((fit) => fit.peak),
    weights,
  );
  const bar = mix(fits, weights, hips, trunk.trunkM, from, to);
  return { bar, gain: gain.mean, gainSd: gain.sd, peakSd: peak.sd, cost: least };
};

/** Mean and standard deviation under weights that sum to one. */
const moments = (values: readonly number[], weights: readonly number[]): { mean: number; sd: number } => {
  let mean = 0;
  let squares = 0;
  values.forEach((value, i) => {
    mean += weights[i] * value;
    squares += weights[i] * value * value;
  });
  return { mean, sd: Math.sqrt(Math.max(0, squares - mean * mean)) };
};
