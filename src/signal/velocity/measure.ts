/**
 * Speed of one concentric phase, final values: corrected with what the lockout and the floor tell.
 */
import type { StickingRegion } from '../../domain/rep.ts';
import { GRID_S } from '../motion/motion.ts';
import { type BarMotion, barMotion, type SensorMotion } from './bar-motion.ts';
import { closeMotion } from './closure.ts';
import { type Concentric, findConcentric } from './concentric.ts';
import type { Edge } from './edges.ts';
import { smooth, twiced } from './filters.ts';
import { propulsiveMean } from './propulsive.ts';
import { type SensorReadings, closeHeights, sensorMotion, zeroedPitch } from './sensor-motion.ts';
import { gainEffect, spreadOf, VELOCITY_ERRORS, type VelocityErrors } from './spread.ts';
import { findSticking } from './sticking.ts';
import type { Travel } from './travel.ts';
import type { TrunkModel } from './trunk.ts';

/** What is asked of {@link measureVelocity}. Ticks are relative to the window of `sensor`. */
export interface VelocityQuestion {
  readonly sensor: SensorMotion;
  /** What the sensor's motion was smoothed from: lets a slow ascent be smoothed anew without false stillness. */
  readonly readings?: SensorReadings;
  readonly trunk: TrunkModel;
  /** Turning points of the ascent, ticks. */
  readonly fromPivot: number;
  readonly toPivot: number;
  /** Known or expected travel of the bar; `null` where it varies from rep to rep. */
  readonly travel: Travel | null;
  /** Standard deviation of the lifter's gain, when no travel pins it down. */
  readonly gainSd: number;
  /** Factor by which all standard errors grow: rounding, slip, loss. Default 1. */
  readonly widen?: number;
}

/** Ticks are fractional and relative to the window. */
export interface VelocityAnswer {
  readonly liftOff: number;
  readonly peak: number;
  readonly lockout: number;
  readonly meanMps: number;
  readonly peakMps: number;
  readonly propulsiveMps: number;
  readonly romM: number;
  /** Standard errors, m/s. */
  readonly meanSd: number;
  readonly peakSd: number;
  readonly propulsiveSd: number;
  /** In ticks, like the rest; converted by the caller. */
  readonly sticking: StickingRegion | null;
  readonly bar: BarMotion;
  /** Trunk model that closes this rep. */
  readonly trunk: TrunkModel;
}

/** Low-pass before the peak is read: half width of the box, ticks; about 5 Hz. */
const PEAK_HALF = 3;
/** The edges depend on the bar's motion and the motion on the edges; a few rounds settle both. */
const ROUNDS = 4;

interface Settled {
  readonly sensor: SensorMotion;
  readonly bar: BarMotion;
  readonly trunk: TrunkModel;
  readonly gainSd: number;
  /** Spread of peak velocity between trunks that fit, m/s. */
  readonly peakSd: number;
  readonly phase: Concentric;
  /** How little the trunk fits; see {@link closeMotion}. */
  readonly cost: number;
}

const whole = (phase: Concentric, ticks: number): { from: number; to: number } => {
  const from = Math.max(0, Math.min(ticks - 2, Math.round(phase.start.at)));
  return { from, to: Math.max(from + 1, Math.min(ticks - 1, Math.round(phase.end.at))) };
};

/** Settles edges and motion, starting from a first guess of the phase. */
const settleFrom = (question: VelocityQuestion, guess: Concentric | null): Settled => {
  const { readings, travel, fromPivot, toPivot } = question;
  const ticks = question.sensor.height.length;
  const sensorFor = (from: number, to: number): SensorMotion => {
    const pitch = zeroedPitch(question.sensor.pitch, to);
    if (readings === undefined) return { ...question.sensor, pitch };
    const motion = sensorMotion(readings, pitch, from, to);
    return travel === null ? motion : closeHeights(motion, readings.unrest, from, to);
  };
  let trunk = question.trunk;
  let gainSd = question.gainSd;
  let sensor = sensorFor(fromPivot, toPivot);
  let bar = barMotion(sensor, trunk);
  let cost = 0;
  let peakSd = 0;
  let phase = guess ?? findConcentric(sensor, bar, trunk, fromPivot, toPivot, travel);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { from, to } = whole(phase, ticks);
    sensor = sensorFor(from, to);
    if (travel === null) {
      bar = barMotion(sensor, trunk);
    } else {
      const closed = closeMotion(sensor, question.trunk, travel.metres, from, to);
      bar = closed.bar;
      trunk = { ...trunk, gain: closed.gain };
      gainSd = closed.gainSd;
      cost = closed.cost;
      peakSd = closed.peakSd;
    }
    phase = findConcentric(sensor, bar, trunk, fromPivot, toPivot, travel);
  }
  return { sensor, bar, trunk, gainSd, peakSd, phase, cost };
};

/** Middle and spread of peak over mean velocity: 1.3 to 1.8 (science §4) [G]. */
const RATIO = { mean: 1.55, sd: 0.25 } as const;

/** Movement of the bar outside of the phase that a wrong gain may feign, m: hips that move while the bar rests. [D] */
const STRAY_SD_M = 0.03;

/** How unlike a lift this is: poor closure, odd ratio of peak to mean velocity, movement outside of the lift. */
const oddity = (question: VelocityQuestion, { bar, phase, cost }: Settled): number => {
  const { from, to } = whole(phase, bar.velocity.length);
  const calm = smooth(bar.velocity.subarray(from, to + 1), PEAK_HALF);
  let sum = 0;
  let peak = 0;
  for (const v of calm) {
    sum += v;
    peak = Math.max(peak, v);
  }
  if (sum <= 0) return Infinity;
  const off = ((peak * calm.length) / sum - RATIO.mean) / RATIO.sd;
  let stray = 0;
  for (let i = question.fromPivot; i < question.toPivot; i += 1)
    if (i < from || i > to) stray += Math.abs(bar.velocity[i]) * GRID_S;
  stray /= STRAY_SD_M;
  return cost + 0.5 * (off * off + stray * stray);
};

const guessed = (at: number): Edge => ({ at, slope: 0 });

/**
 * Rounds may settle on a part of the lift when the first guess was bad. So three are tried, and the most ordinary lift
 * is believed: the bar by the usual gain, the turning points, and the rise of the sensor alone.
 */
const settle = (question: VelocityQuestion): Settled => {
  const { sensor, trunk, fromPivot, toPivot, travel } = question;
  const first = settleFrom(question, null);
  if (travel === null) return first;
  const rigid = { ...trunk, trunkM: 0, aboveM: 0, behindM: 0 };
  const alone = findConcentric(sensor, barMotion(sensor, rigid), rigid, fromPivot, toPivot, travel);
  const others = [
    { start: guessed(fromPivot), end: guessed(toPivot) },
    { start: alone.start, end: guessed(Math.max(alone.end.at, toPivot)) },
  ];
  return others.reduce((best, guess) => {
    const other = settleFrom(question, guess);
    return oddity(question, other) < oddity(question, best) ? other : best;
  }, first);
};

export const measureVelocity = (
  question: VelocityQuestion,
  errors: VelocityErrors = VELOCITY_ERRORS,
): VelocityAnswer => {
  const { travel } = question;
  const { sensor, bar, trunk, gainSd, peakSd, phase } = settle(question);
  const { from, to } = whole(phase, bar.height.length);
  const seconds = Math.max(GRID_S, (phase.end.at - phase.start.at) * GRID_S);
  const romM = travel?.metres ?? Math.max(0, bar.height[to] - bar.height[from]);
  const meanMps = romM / seconds;
  const calm = twiced(bar.velocity, PEAK_HALF);
  let peak = from;
  for (let i = from; i <= to; i += 1) if (calm[i] > calm[peak]) peak = i;
  const peakMps = Math.max(calm[peak], meanMps);
  const spread = spreadOf(
    {
      seconds,
      meanMps,
      peakMps,
      romSd: travel?.sdM ?? Math.hypot(errors.heightM, gainEffect(sensor, trunk, gainSd, from, to)),
      startSlope: phase.start.slope,
      endSlope: phase.end.slope,
      shapeSd: travel === null ? null : peakSd,
    },
    errors,
  );
  const widen = question.widen ?? 1;
  return {
    liftOff: phase.start.at,
    peak,
    lockout: phase.end.at,
    meanMps,
    peakMps,
    propulsiveMps: propulsiveMean(calm, from, to, meanMps),
    romM,
    meanSd: widen * spread.mean,
    peakSd: widen * spread.peak,
    propulsiveSd: widen * spread.mean,
    sticking: findSticking(calm, from, to),
    bar,
    trunk,
  };
};
