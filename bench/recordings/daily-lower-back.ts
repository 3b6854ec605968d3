/** Walking and simulated daily life with a sensor on the lower back: nobody lifts, so every rep is a ghost. */
import type { Exercise } from '../../src/domain/exercise.ts';
import { atMost, type BenchReport, type BenchRow } from '../report.ts';
import { repsOf } from './analyse.ts';
import { readManifest } from './manifest.ts';

const EXERCISES: readonly Exercise[] = ['conventional-deadlift', 'squat', 'romanian-deadlift'];

export const dailyLowerBack = async (folder: string): Promise<Omit<BenchReport, 'skipped'>> => {
  const rows: BenchRow[] = [];
  const lines: (string | number)[][] = [];
  for (const exercise of EXERCISES) {
    let ghosts = 0;
    for (const { file } of readManifest(folder)) {
      const reps = await repsOf(folder, file, exercise, 'lumbar');
      ghosts += reps.length;
      for (const rep of reps) lines.push([file, exercise, rep.liftOffS, rep.lockoutS]);
    }
    rows.push(atMost(`daily-lower-back: ghost reps in all of it as ${exercise}`, ghosts, '', 1));
  }
  return {
    rows,
    details:
      lines.length === 0
        ? []
        : [
            {
              title: 'daily-lower-back: ghosts of beltline analyze <recording> --exercise <as>',
              columns: ['recording', 'as', 'from s', 'to s'],
              lines,
            },
          ],
  };
};
