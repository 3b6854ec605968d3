/**
 * Speed of one concentric phase, final values: corrected with what the lockout and the floor tell.
 */
import type { StickingRegion } from '../../domain/rep.ts';
import { STANDARD_GRAVITY } from '../../domain/sample.ts';
import { GRID_S } from '../motion/motion.ts';
import {
  type BarMotion,
  barMotion,
  type Concentric,
  concentricOf,
  NO_STRAIGHTENING,
  type SensorMotion,
} from './bar-motion.ts';
import { derivative, smooth } from './filters.ts';
import { solveFlexion, solveGain } from './gain.ts';
import { findSticking } from './sticking.ts';
import type { Travel } from './travel.ts';
import type { TrunkModel } from './trunk.ts';

/** What is asked of {@link measureVelocity}. Ticks are relative to the window of `sensor`. */
export interface VelocityQuestion {
  readonly sensor: SensorMotion;
  readonly trunk: TrunkModel;
  /** Turning points of the ascent, ticks. */
  readonly fromPivot: number;
  readonly toPivot: number;
  /** Known or expected travel of the bar; `null` where it varies from rep to rep. */
  readonly travel: Travel | null;
  /** Standard deviation of the lifter's gain, when no travel pins it down. */
  readonly gainSd: number;
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

/** Standard errors of the parts a velocity is made of; estimated on kinematic simulations and real recordings. */
export interface VelocityErrors {
  /** Of each end of the concentric phase, s. */
  readonly edgeS: number;
  /** Of integrated sensor height over one concentric phase, m. */
  readonly heightM: number;
  /** Of the shape of the velocity curve, share of peak velocity. */
  readonly shape: number;
}

export const VELOCITY_ERRORS: VelocityErrors = { edgeS: 0.022, heightM: 0.02, shape: 0.07 };

/** Low-pass before the peak is read: half width of the box, ticks; about 5 Hz. */
const PEAK_HALF = 3;
const ROUNDS = 4;

export const measureVelocity = (
  question: VelocityQuestion,
  errors: VelocityErrors = VELOCITY_ERRORS,
): VelocityAnswer => {
  const { sensor, fromPivot, toPivot, travel } = question;
  let trunk = question.trunk;
  let straightening = NO_STRAIGHTENING;
  let bar = barMotion(sensor, trunk, straightening);
  let phase: Concentric = concentricOf(sensor, bar, trunk, fromPivot, toPivot);
  if (travel !== null) {
    // The edges depend on the gain and the gain on the edges; a few rounds settle both.
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = Math.round(phase.start);
      const to = Math.max(from + 1, Math.round(phase.end));
      const closure = {
        sensorRise: sensor.height[to] - sensor.height[from],
        pitchFrom: sensor.pitch[from],
        pitchTo: sensor.pitch[to],
      };
      trunk = { ...trunk, gain: solveGain(trunk, closure, travel.metres) };
      straightening = { angle: solveFlexion(trunk, closure, travel.metres), from, to };
      bar = barMotion(sensor, trunk, straightening);
      phase = concentricOf(sensor, bar, trunk, fromPivot, toPivot);
    }
  }
  const seconds = Math.max(GRID_S, (phase.end - phase.start) * GRID_S);
  const from = Math.round(phase.start);
  const to = Math.max(from + 1, Math.round(phase.end));
  const romM = travel?.metres ?? Math.max(0, bar.height[to] - bar.height[from]);
  const meanMps = romM / seconds;
  const calm = smooth(bar.velocity, PEAK_HALF);
  let peak = from;
  for (let i = from; i <= to; i += 1) if (calm[i] > calm[peak]) peak = i;
  const peakMps = Math.max(calm[peak], meanMps);
  const propulsiveMps = propulsiveMean(calm, from, to, meanMps);
  const romSd = travel?.sdM ?? Math.hypot(errors.heightM, gainEffect(question, from, to));
  const meanSd = Math.hypot(romSd / seconds, (meanMps * errors.edgeS * Math.SQRT2) / seconds);
  const peakSd = Math.hypot(meanSd, errors.shape * peakMps);
  return {
    liftOff: phase.start,
    peak,
    lockout: phase.end,
    meanMps,
    peakMps,
    propulsiveMps,
    romM,
    meanSd,
    peakSd,
    propulsiveSd: meanSd,
    sticking: findSticking(calm, from, to),
    bar,
    trunk,
  };
};

/**
 * Mean while the bar's acceleration is above −g (Sánchez-Medina 2010). A lift that never brakes harder than gravity
 * is propulsive throughout, and the mean velocity is its propulsive velocity.
 */
const propulsiveMean = (velocity: Float64Array, from: number, to: number, meanMps: number): number => {
  const acceleration = derivative(velocity, GRID_S);
  let sum = 0;
  let count = 0;
  let all = 0;
  for (let i = from; i <= to; i += 1) {
    all += velocity[i];
    if (acceleration[i] <= -STANDARD_GRAVITY) continue;
    sum += velocity[i];
    count += 1;
  }
  if (count === 0 || all <= 0) return meanMps;
  return (sum / count / (all / (to - from + 1))) * meanMps;
};

/** Change of the bar's rise for one standard deviation of the gain, m. */
const gainEffect = (question: VelocityQuestion, from: number, to: number): number => {
  const { sensor, trunk, gainSd } = question;
  if (gainSd === 0) return 0;
  const rise = (gain: number): number => {
    const bar = barMotion(sensor, { ...trunk, gain });
    return bar.height[to] - bar.height[from];
  };
  return Math.abs(rise(trunk.gain + gainSd) - rise(trunk.gain - gainSd)) / 2;
};
