/** Curves of the motion of a lift, for looking at: plots in the debrief, in a report, on the live page. */

/**
 * One rep from before its set-up to after its lowering, evenly sampled; all curves have the same length. Values are rounded
 * to what can be seen in a plot. Final: corrected with what lockout and floor tell, like the numbers of the rep.
 */
export interface RepTrace {
  /** Session time of the first value, s. */
  readonly startS: number;
  /** From one value to the next, s. */
  readonly stepS: number;
  /** Forward lean of the belt from standing, degrees. */
  readonly pitchDeg: readonly number[];
  /** Upward velocity of the bar, m/s, estimated. */
  readonly velocityMps: readonly number[];
  /**
   * The lower back, degrees, as the verdict of the rep counts it; `null` where it is not judged. Proxy: while the hips rise, until
   * they are nearly up. Measured: from the set-up until 0.6 s after lift-off. Neither where there is no reference yet.
   */
  readonly excursionDeg: readonly (number | null)[];
}

/** What is known of the motion right now: causal, provisional, and meant to be seen, not judged by. */
export interface LiveMotion {
  /** Forward lean of the belt from standing, degrees; `null` until it is known which way is forward. */
  readonly pitchDeg: number | null;
  /** Upward velocity of the bar, m/s, estimated. */
  readonly velocityMps: number;
  /** The lower back of the rep that is going on, degrees, proxy or measured; `null` between reps and without a reference. */
  readonly excursionDeg: number | null;
}
