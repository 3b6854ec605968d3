/** How far off the figures of a rep may be. */
import type { HipMotion } from './bar-motion.ts';
import type { Rival } from './settle.ts';
import { MAX_LEAN, type TrunkModel } from './trunk.ts';

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
  /** The same on top where no travel closes the lift. */
  readonly openShape: number;
}

export const VELOCITY_ERRORS: VelocityErrors = {
  edgeS: 0.016,
  edgeMps: 0.03,
  heightM: 0.015,
  shape: 0.05,
  openShape: 0.1,
};

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
  /** Spread of peak velocity between trunks that fit, m/s; `null` where no travel tells which fit. */
  readonly shapeSd: number | null;
}

/** Standard error of one edge, s. */
export const edgeSd = (slope: number, errors: VelocityErrors): number =>
  Math.min(MAX_EDGE_S, Math.hypot(errors.edgeS, errors.edgeMps / Math.max(0.01, slope)));

/** The average of trunks is nearer to the truth than any one of them: share of their spread that is left. [D] */
const FITS_SHARE = 0.6;

/** Standard errors of mean and peak velocity, m/s. */
export const spreadOf = (q: SpreadQuestion, errors: VelocityErrors): { mean: number; peak: number } => {
  const seconds = Math.hypot(edgeSd(q.startSlope, errors), edgeSd(q.endSlope, errors));
  const mean = Math.hypot(q.romSd / q.seconds, (q.meanMps * seconds) / q.seconds);
  const trunk = q.shapeSd === null ? errors.openShape * q.peakMps : FITS_SHARE * q.shapeSd;
  return { mean, peak: Math.hypot(mean, trunk, errors.shape * q.peakMps) };
};

/** Change of the bar's rise for one standard deviation of the gain, m. */
export const gainEffect = (
  hips: HipMotion,
  trunk: TrunkModel,
  gainSd: number,
  from: number,
  to: number,
): number => {
  const height = (gain: number, i: number): number =>
    trunk.trunkM * Math.cos(Math.min(MAX_LEAN, gain * hips.pitch[i]));
  const rise = (gain: number): number => height(gain, to) - height(gain, from);
  return Math.abs(rise(trunk.gain + gainSd) - rise(trunk.gain - gainSd)) / 2;
};

/** Oddity up to which the model of a lift holds, and what doubles the variance beyond it. [D] */
const ODD = { usual: 2, doubles: 3 } as const;

/** Factor on standard errors of a lift that is not like others: the model's own errors grow with it. */
export const oddFactor = (odd: number): number => Math.sqrt(1 + Math.max(0, odd - ODD.usual) / ODD.doubles);

/** Evidence is worth less than it says, for its errors go together: share of the oddity that counts between rivals. [D] */
const TRUST = 0.5;

/** Spread of 1 / duration, 1/s, between the phases that were considered, about the one believed. */
export const rivalSd = (rivals: readonly Rival[], seconds: number): number => {
  const least = Math.min(...rivals.map((rival) => rival.odd));
  let total = 0;
  let squares = 0;
  for (const rival of rivals) {
    const weight = Math.exp(TRUST * (least - rival.odd));
    total += weight;
    squares += weight * (1 / rival.seconds - 1 / seconds) ** 2;
  }
  return total > 0 ? Math.sqrt(squares / total) : 0;
};
