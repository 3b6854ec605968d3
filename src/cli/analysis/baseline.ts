/** The lifter's own corridor, learnt from earlier recordings. */
import { from } from 'rxjs';
import { BeltlineError } from '../../domain/error.ts';
import type { SessionEvent } from '../../domain/event.ts';
import { learnBaseline } from '../../pipeline/baseline.ts';
import type { AnalysisInput } from '../../recording/analysis/contract.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { baselineSource } from './requests.ts';
import { analyseRecording } from './run.ts';

/**
 * Runs the recordings through the same graph as a session and builds the corridor from their clean reps.
 * @param athlete whose, where a recording holds several lifters
 */
export const learnFromFiles = async (
  files: readonly string[],
  input: AnalysisInput,
  athlete: string | null = null,
): Promise<CorridorBaseline> => {
  const events: SessionEvent[] = [];
  for (const file of files) {
    const source = await baselineSource(file, athlete);
    await analyseRecording({ source, thoracic: null, input, baseline: null }, (event) => events.push(event));
  }
  const baseline = await learnBaseline(from(events));
  if (baseline !== null) return baseline;
  const clean = events.filter((event) => event.type === 'rep').length;
  throw new BeltlineError(
    'bad-input',
    `too few clean reps for a baseline in ${files.join(', ')} (${clean} reps found).`,
    {
      cure: 'Give recordings with at least three clean reps of the same exercise, or leave --baseline out.',
    },
  );
};
