/** A lifter's own corridor: segment pitch as a function of hip rise over clean reps. */
export interface CorridorBaseline {
  readonly reps: number;
}
