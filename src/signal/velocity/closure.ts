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
import { type BarMotion, barMotion, type Course, type SensorMotion } from './bar-motion.ts';
import { derivative, smooth } from './filters.ts';
import { solveFlexion } from './gain.ts';
import type { TrunkModel } from './trunk.ts';

/** A kind of body: normal spreads of gain and of lumbar flexion (rad) beyond it. */
interface BodyPrior {
  readonly gainMean: number | null;
  readonly gainSd: number;
  readonly flexion: number;
  readonly flexionSd: number;
}

/**
 * Two kinds: trunk and belt turn in proportion (the gain of the trunk model, nothing left for the curve), or the
 * pelvis hardly turns and the curve does it, as in two captured pulls, sumo above all (science §4) [V]. Spreads [D].
 */
const BODIES: readonly BodyPrior[] = [
  { gainMean: null, gainSd: 0.3, flexion: 0, flexionSd: 0.35 },
  { gainMean: 0.8, gainSd: 0.2, flexion: 0.6, flexionSd: 0.35 },
];

const COURSES: readonly Course[] = ['late', 'even'];
/** Gains tried: published to lie within 1.15 and 1.9 mostly [D]; below 1 the pelvis leads the trunk. */
const GAINS = [0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2];

/** Every gain with every course of the lumbar curve. */
const BODIES_TRIED = GAINS.flatMap((gain) => COURSES.map((course) => ({ gain, course })));

/** Weight of roughness against the priors; roughness of a smooth pull is about 8, of a humped one 20 and more. [D] */
const ROUGHNESS_WEIGHT = 0.08;
/** Low-pass before roughness is taken, half width in ticks. */
const ROUGH_HALF = 3;

/** Closure error beyond which a trunk does not fit, m. */
const OPEN_SD_M = 0.02;

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

/** Mean squared acceleration in units of (mean velocity / duration)²: has no unit, does not depend on speed. */
const roughness = (velocity: Float64Array, from: number, to: number): number => {
  const acceleration = derivative(smooth(velocity.subarray(from, to + 1), ROUGH_HALF), GRID_S);
  const seconds = (to - from) * GRID_S;
  let squares = 0;
  let distance = 0;
  for (let i = 0; i < acceleration.length; i += 1) {
    squares += acceleration[i] * acceleration[i];
    distance += velocity[from + i] * GRID_S;
  }
  const unit = Math.max(0.05, distance) / (seconds * seconds);
  return squares / acceleration.length / (unit * unit);
};

/** @param from @param to ticks of lift-off and lockout */
export const closeMotion = (
  sensor: SensorMotion,
  trunk: TrunkModel,
  travelM: number,
  from: number,
  to: number,
): ClosedMotion => {
  const closure = {
    sensorRise: sensor.height[to] - sensor.height[from],
    pitchFrom: sensor.pitch[from],
    pitchTo: sensor.pitch[to],
  };
  const fits = BODIES_TRIED.map(({ gain, course }) => {
    const model = { ...trunk, gain };
    const angle = solveFlexion(model, closure, travelM);
    const bar = barMotion(sensor, model, { angle, from, to, course });
    const prior = BODIES.reduce((sum, body) => {
      const g = (gain - (body.gainMean ?? trunk.gain)) / body.gainSd;
      const f = (angle - body.flexion) / body.flexionSd;
      return sum + Math.exp(-0.5 * (g * g + f * f)) / body.gainSd;
    }, 1e-12);
    // A travel that no body closes is told by what is left open.
    const open = (bar.height[to] - bar.height[from] - travelM) / OPEN_SD_M;
    let peak = 0;
    for (let i = from; i <= to; i += 1) peak = Math.max(peak, bar.velocity[i]);
    return {
      gain,
      bar,
      peak,
      cost: ROUGHNESS_WEIGHT * roughness(bar.velocity, from, to) + 0.5 * open * open - Math.log(prior),
    };
  });
  const least = Math.min(...fits.map((fit) => fit.cost));
  const weights = fits.map((fit) => Math.exp(least - fit.cost));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const n = sensor.height.length;
  const height = new Float64Array(n);
  const velocity = new Float64Array(n);
  fits.forEach(({ bar }, k) => {
    const share = weights[k] / total;
    for (let i = 0; i < n; i += 1) {
      height[i] += share * bar.height[i];
      velocity[i] += share * bar.velocity[i];
    }
  });
  const gain = moments(
    fits.map((fit) => fit.gain),
    weights,
  );
  const peak = moments(
    fits.map((fit) => fit.peak),
    weights,
  );
  return { bar: { height, velocity }, gain: gain.mean, gainSd: gain.sd, peakSd: peak.sd, cost: least };
};

/** Weighted mean and standard deviation. */
const moments = (values: readonly number[], weights: readonly number[]): { mean: number; sd: number } => {
  let total = 0;
  let sum = 0;
  let squares = 0;
  values.forEach((value, i) => {
    total += weights[i];
    sum += weights[i] * value;
    squares += weights[i] * value * value;
  });
  const mean = sum / total;
  return { mean, sd: Math.sqrt(Math.max(0, squares / total - mean * mean)) };
};
