/** How far off the figures of a rep may be. */
import { barMotion, type SensorMotion } from './bar-motion.ts';
import type { TrunkModel } from './trunk.ts';

/** Standard errors of the parts a velocity is made of; estimated on kinematic simulations [D]. */
export interface VelocityErrors {
  /** Of each end of the concentric phase where the flank is steep, s. */
  readonly edgeS: number;
  /** Velocity that a flank may be off by, m/s: divided by its slope it tells how far off an edge may be. */
  readonly edgeMps: number;
  /** Of integrated sensor height over one concentric phase, m. */
  readonly heightM: number;
  /** Of the shape of the velocity curve, share of peak velocity. */
  readonly shape: number;
}

export const VELOCITY_ERRORS: VelocityErrors = { edgeS: 0.018, edgeMps: 0.035, heightM: 0.02, shape: 0.08 };

/** Longest that an edge may be off, s: what a flat flank says is not believed beyond. */
const MAX_EDGE_S = 0.4;

/** The parts. */
export interface SpreadQuestion {
  readonly seconds: number;
  readonly meanMps: number;
  readonly peakMps: number;
  readonly romSd: number;
  /** Steepness of the flanks at lift-off and lockout, m/s². */
  readonly startSlope: number;
  readonly endSlope: number;
}

/** Standard error of one edge, s. */
export const edgeSd = (slope: number, errors: VelocityErrors): number =>
  Math.min(MAX_EDGE_S, Math.hypot(errors.edgeS, errors.edgeMps / Math.max(0.01, slope)));

/** Standard errors of mean and peak velocity, m/s. */
export const spreadOf = (q: SpreadQuestion, errors: VelocityErrors): { mean: number; peak: number } => {
  const seconds = Math.hypot(edgeSd(q.startSlope, errors), edgeSd(q.endSlope, errors));
  const mean = Math.hypot(q.romSd / q.seconds, (q.meanMps * seconds) / q.seconds);
  return { mean, peak: Math.hypot(mean, errors.shape * q.peakMps) };
};

/** Change of the bar's rise for one standard deviation of the gain, m. */
export const gainEffect = (
  sensor: SensorMotion,
  trunk: TrunkModel,
  gainSd: number,
  from: number,
  to: number,
): number => {
  if (gainSd === 0) return 0;
  const rise = (gain: number): number => {
    const { height } = barMotion(sensor, { ...trunk, gain });
    return height[to] - height[from];
  };
  return Math.abs(rise(trunk.gain + gainSd) - rise(trunk.gain - gainSd)) / 2;
};
