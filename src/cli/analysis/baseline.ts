/** The lifter's own corridor, learnt from earlier recordings. */
import { BeltlineError } from '../../domain/error.ts';
import type { AnalysisInput } from '../../recording/analysis/contract.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';

/**
 * Runs the recordings through the same graph as a session and builds the corridor from their clean reps.
 * Seam: the pipeline will offer `learnBaseline`; until then the option is refused rather than ignored.
 */
export const learnFromFiles = async (
  _files: readonly string[],
  _input: AnalysisInput,
): Promise<CorridorBaseline> => {
  throw new BeltlineError('usage', '--baseline is not available yet.', { cure: 'Leave it out.' });
};
