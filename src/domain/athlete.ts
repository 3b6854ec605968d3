/** What must be known of a lifter to turn belt motion into bar motion. */
export interface Athlete {
  /** Standing height, m. */
  readonly heightM: number;
  /**
   * Travel of the bar from the floor to lockout for the lift at hand, m, taped once. Absent: a published prior
   * from height is used and its spread goes into every velocity's band.
   */
  readonly barTravelM?: number;
}

/** Range of standing heights accepted, m. */
export const HEIGHT_RANGE_M = { min: 1.2, max: 2.3 } as const;
/** Range of taped bar travel accepted, m. */
export const BAR_TRAVEL_RANGE_M = { min: 0.1, max: 1.2 } as const;
