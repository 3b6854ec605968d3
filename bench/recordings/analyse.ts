/** One real recording through the call that `beltline analyze` makes. */
import { join } from 'node:path';
import { analyseRecording } from '../../src/cli/analysis/run.ts';
import { csvSource } from '../../src/cli/analysis/sources.ts';
import type { Exercise, Placement } from '../../src/domain/exercise.ts';
import type { Rep } from '../../src/domain/rep.ts';

/** The heights of these people are not known; this is what the command assumes then. */
export const ASSUMED_HEIGHT_M = 1.75;

/** All reps of a recording, whatever set they were put into. */
export const repsOf = async (
  folder: string,
  file: string,
  exercise: Exercise,
  placement: Placement,
): Promise<Rep[]> => {
  const analysis = await analyseRecording({
    source: csvSource(join(folder, file)),
    thoracic: null,
    input: {
      exercise,
      placement,
      heightM: ASSUMED_HEIGHT_M,
      heightAssumed: true,
      barTravelM: null,
      loadKg: null,
      thoracic: false,
      baseline: false,
    },
    baseline: null,
  });
  return analysis.sets.flatMap((set) => set.reps);
};
