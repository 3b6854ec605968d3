/**
 * Speed of one concentric phase, final values: corrected with what the lockout and the floor tell.
 */
import type { StickingRegion } from '../../domain/rep.ts';
import { GRID_S } from '../motion/motion.ts';
import type { BarMotion, SensorMotion } from './bar-motion.ts';
import { twiced } from './filters.ts';
import { propulsiveMean } from './propulsive.ts';
import type { SensorReadings } from './sensor-motion.ts';
import { settle } from './settle.ts';
import { gainEffect, oddFactor, rivalSd, spreadOf, VELOCITY_ERRORS, type VelocityErrors } from './spread.ts';
import { findSticking } from './sticking.ts';
import { whole } from './suppose.ts';
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
  /** First and last tick of actual movement between them, as far as the sensor tells. */
  readonly moveStart?: number;
  readonly moveEnd?: number;
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
/** A curve of the crop in the window it was cut from; it stays as it is at both ends. */
const padded = (curve: Float64Array, offset: number, ticks: number): Float64Array => {
  const out = new Float64Array(ticks);
  out.fill(curve[0], 0, offset);
  out.set(curve, offset);
  out.fill(curve[curve.length - 1], offset + curve.length);
  return out;
};

export const measureVelocity = (
  question: VelocityQuestion,
  errors: VelocityErrors = VELOCITY_ERRORS,
): VelocityAnswer => {
  const { travel } = question;
  const { hips, bar, trunk, gainSd, peakSd, phase, offset, odd, rivals } = settle(question);
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
      romSd: travel?.sdM ?? Math.hypot(errors.heightM, gainEffect(hips, trunk, gainSd, from, to)),
      startSlope: phase.start.slope,
      endSlope: phase.end.slope,
      shapeSd: travel === null ? null : peakSd,
    },
    errors,
  );
  const widen = (question.widen ?? 1) * oddFactor(travel === null ? 0 : odd);
  const doubt = romM * rivalSd(rivals, seconds);
  const sticking = findSticking(calm, from, to);
  const ticks = question.sensor.height.length;
  return {
    liftOff: offset + phase.start.at,
    peak: offset + peak,
    lockout: offset + phase.end.at,
    meanMps,
    peakMps,
    propulsiveMps: propulsiveMean(calm, from, to, meanMps),
    romM,
    meanSd: widen * Math.hypot(spread.mean, doubt),
    peakSd: widen * Math.hypot(spread.peak, doubt),
    propulsiveSd: widen * Math.hypot(spread.mean, doubt),
    sticking:
      sticking === null
        ? null
        : { ...sticking, startS: offset + sticking.startS, endS: offset + sticking.endS },
    bar: { height: padded(bar.height, offset, ticks), velocity: padded(bar.velocity, offset, ticks) },
    trunk,
  };
};
