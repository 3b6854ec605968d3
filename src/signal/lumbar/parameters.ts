/**
 * The one table of thresholds on the lower back. Marks: [V] published, [D] derived by us, [G] general knowledge.
 * Nothing here is a statement about injury.
 */
import type { LumbarMethod, Severity } from '../../domain/rep.ts';

export interface LumbarParams {
  /** Reps from which a corridor may be built. Default 3 [D]: fewer say nothing of a spread. */
  readonly minCorridorReps: number;
  /** Least spread of a corridor, degrees. Default 0.6 [D]: sensor noise and timing alone give that much. */
  readonly minSpreadDeg: number;
  /** Deviation from which the curve counts as leaving the corridor, spreads. Default 1.5 [D]. */
  readonly onsetSpreads: number;
  /**
   * Proxy: deviation for amber and red, degrees, and in spreads; both must be passed. Defaults 2 and 4°, 3 and 5
   * spreads [D]: a belt sensor shows only a quarter or so of the flexion of the spine, so these are smaller than
   * for a measured angle.
   */
  readonly proxyAmberDeg: number;
  readonly proxyRedDeg: number;
  readonly proxyAmberSpreads: number;
  readonly proxyRedSpreads: number;
  /** Measured: flexion beyond the braced set-up for amber, degrees. Default 5 [D]. */
  readonly measuredAmberDeg: number;
  /** Measured: for red, degrees. Default 8 [D]. */
  readonly measuredRedDeg: number;
  /** How long a measured excursion must last to count, s. Default 0.08 [D]. */
  readonly holdS: number;
  /**
   * Live proxy: how long a deviation must last before it is warned of, s. Default 0.04 [D]: the hips pass the shares
   * that are judged in 0.2 to 0.4 s, and a longer hold would miss most of it.
   */
  readonly proxyHoldS: number;
  /** Live proxy: how long after lift-off it may warn, s. Default 0.45 [D]: later the causal height is too uncertain. */
  readonly proxyWindowS: number;
  /** Live proxy: deviation beyond which it is no pull at all, degrees. Default 9 [D]: twice what rounding shows. */
  readonly proxyMostDeg: number;
  /** Measured: flexion from which onset is counted, degrees. Default 1.5: dorsaVi's RMSE is 1.3–1.7° [V]. */
  readonly measuredOnsetDeg: number;
  /** How long after lift-off the lower back is judged, s. Default 0.6: rounding takes 0.15–0.5 s from lift-off [D]. */
  readonly windowS: number;
}

export const LUMBAR_DEFAULTS: LumbarParams = {
  minCorridorReps: 3,
  minSpreadDeg: 0.6,
  onsetSpreads: 1.5,
  proxyAmberDeg: 2,
  proxyRedDeg: 4,
  proxyAmberSpreads: 3,
  proxyRedSpreads: 5,
  measuredAmberDeg: 5,
  measuredRedDeg: 8,
  holdS: 0.08,
  proxyHoldS: 0.04,
  proxyWindowS: 0.45,
  proxyMostDeg: 9,
  measuredOnsetDeg: 1.5,
  windowS: 0.6,
};

/** From where on an excursion is amber, and red, degrees: what is drawn beside it. */
export const lumbarLimitsDeg = (
  method: LumbarMethod,
  p: LumbarParams = LUMBAR_DEFAULTS,
): { readonly amber: number; readonly red: number } =>
  method === 'proxy'
    ? { amber: p.proxyAmberDeg, red: p.proxyRedDeg }
    : { amber: p.measuredAmberDeg, red: p.measuredRedDeg };

/** Severity of a deviation from the lifter's corridor. */
export const proxySeverity = (excursionDeg: number, excursionSpreads: number, p: LumbarParams): Severity => {
  if (excursionDeg >= p.proxyRedDeg && excursionSpreads >= p.proxyRedSpreads) return 'red';
  if (excursionDeg >= p.proxyAmberDeg && excursionSpreads >= p.proxyAmberSpreads) return 'amber';
  return 'none';
};

/** Severity of a measured excursion. */
export const measuredSeverity = (excursionDeg: number, p: LumbarParams): Severity => {
  if (excursionDeg >= p.measuredRedDeg) return 'red';
  return excursionDeg >= p.measuredAmberDeg ? 'amber' : 'none';
};
