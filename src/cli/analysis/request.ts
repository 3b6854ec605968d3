/** What the command line may ask of an analysis. */
import type { Exercise, Placement } from '../../domain/exercise.ts';

/** Options as commander hands them over. */
export interface AnalyzeOptions {
  readonly thoracic?: string;
  /** Default: that of the recording, else the conventional deadlift. */
  readonly exercise?: Exercise;
  readonly height?: number;
  readonly barTravel?: number;
  readonly load?: number;
  readonly baseline?: readonly string[];
  readonly placement: Placement;
  readonly json?: true;
  /** Where an HTML report with plots is to be written. */
  readonly report?: string;
}
