/** Parameters of the orientation filter. Defaults are those of the publication; see {@link VQF_DEFAULTS}. */
export interface VqfParams {
  /**
   * Time constant of the accelerometer low-pass, s. Larger trusts the gyroscope longer: better in motion, slower to
   * correct an inclination error. Paper §3.2.
   */
  readonly tauAccS: number;
  /** Standard deviation of the initial bias, °/s. Larger lets the first estimate move faster. §3.5. */
  readonly biasSigmaInitDps: number;
  /** Time in which the bias uncertainty grows from 0 to 0.1 °/s without measurement, s. §3.5. */
  readonly biasForgettingTimeS: number;
  /** Largest bias that can be estimated, and largest disagreement let into one update, °/s per axis. §3.5. */
  readonly biasClipDps: number;
  /** Converged uncertainty of the bias estimated in motion, °/s. Smaller trusts motion less. §3.5. */
  readonly biasSigmaMotionDps: number;
  /** Weight of the pull to zero along the vertical axis, which motion cannot observe; 0 … 1. §3.5. */
  readonly biasVerticalForgettingFactor: number;
  /** Converged uncertainty of the bias estimated at rest, °/s. §3.5. */
  readonly biasSigmaRestDps: number;
  /** Rest is declared after this time without motion, s. §3.4. */
  readonly restMinS: number;
  /** Time constant of the low-pass which rest is judged against, s. §3.4. */
  readonly restFilterTauS: number;
  /** Deviation of the angular rate from its low-pass that ends rest, °/s. §3.4. */
  readonly restThresholdGyrDps: number;
  /** Deviation of the specific force from its low-pass that ends rest, m/s². §3.4. */
  readonly restThresholdAccMps2: number;
}

/** Published defaults: Laidig & Seel 2023, table 1. Not tuned by us. */
export const VQF_DEFAULTS: VqfParams = {
  tauAccS: 3,
  biasSigmaInitDps: 0.5,
  biasForgettingTimeS: 100,
  biasClipDps: 2,
  biasSigmaMotionDps: 0.1,
  biasVerticalForgettingFactor: 0.0001,
  biasSigmaRestDps: 0.03,
  restMinS: 1.5,
  restFilterTauS: 0.5,
  restThresholdGyrDps: 2,
  restThresholdAccMps2: 0.5,
};

/** Multiply degrees by this to get radians. */
export const RAD_PER_DEG = Math.PI / 180;
