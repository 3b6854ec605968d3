/** A sensor on the barbell, uneven Bluetooth, with `--placement bar`. */
import type { Exercise } from '../../src/domain/exercise.ts';
import { type BenchReport, exactly } from '../report.ts';
import { repsOf } from './analyse.ts';
import { readManifest } from './manifest.ts';

/** What to tell the analysis. A curl and a row have no name of their own; a bar that starts low has. */
const EXERCISE: Readonly<Record<string, Exercise>> = {
  deadlift: 'conventional-deadlift',
  romanian_deadlift: 'romanian-deadlift',
  back_squat: 'squat',
  biceps_curl: 'conventional-deadlift',
  barbell_row: 'conventional-deadlift',
};

export const barbellBar = async (folder: string): Promise<Omit<BenchReport, 'skipped'>> => {
  const lines: (string | number)[][] = [];
  let good = 0;
  let exact = 0;
  for (const { file, exercise, reps_label: wanted = Number.NaN, quality = '' } of readManifest(folder)) {
    const name = EXERCISE[exercise] ?? 'conventional-deadlift';
    const found = (await repsOf(folder, file, name, 'bar')).length;
    lines.push([file, exercise, quality, name, wanted, found]);
    if (quality !== 'good') continue;
    good += 1;
    if (found === wanted) exact += 1;
  }
  return {
    rows: [exactly('barbell-bar: good sets counted exactly', exact, `of ${good}`, good)],
    details: [
      {
        title: 'barbell-bar: beltline analyze <set> --exercise <told> --placement bar',
        columns: ['set', 'lift', 'quality', 'told', 'true', 'found'],
        lines,
      },
    ],
  };
};
