import type { Athlete } from '../../domain/athlete.ts';
import type { Exercise, Placement } from '../../domain/exercise.ts';
import type { CorridorBaseline } from '../lumbar/corridor.ts';

/** What the analysis of lifts must know beforehand. */
export interface LiftOptions {
  readonly exercise: Exercise;
  readonly placement: Placement;
  readonly athlete: Athlete;
  /** True if a second sensor at T12 is worn. */
  readonly thoracic: boolean;
  /** Corridor learnt from earlier recordings; `null` to learn from the first reps of this session. */
  readonly baseline: CorridorBaseline | null;
  /** Also tell how the lifter moves, so many times a second at most; default never: nobody looks at a file being read. */
  readonly motionHz?: number;
}
