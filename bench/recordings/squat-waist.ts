/**
 * Squats with a sensor on the waist: 33 sets with a window of time around every rep, labelled by hand by the authors
 * of the data.
 *
 * A rep found matches a window if more than half of its concentric phase lies within it; each rep and each window is
 * used once. Windows overlap by some samples, so a rep goes to the one it lies in most.
 */
import type { Rep } from '../../src/domain/rep.ts';
import { atLeast, type BenchReport, exactly } from '../report.ts';
import { f1 } from '../statistics.ts';
import { repsOf } from './analyse.ts';
import { readManifest, readTruth } from './manifest.ts';

const SETS = 33;

interface Window {
  readonly startS: number;
  readonly endS: number;
}

const shareWithin = (rep: Rep, window: Window): number =>
  (Math.min(rep.lockoutS, window.endS) - Math.max(rep.liftOffS, window.startS)) /
  (rep.lockoutS - rep.liftOffS);

const countMatches = (reps: readonly Rep[], windows: readonly Window[]): number => {
  const free = new Set(windows);
  let matches = 0;
  for (const rep of reps) {
    const [best] = [...free].toSorted((a, b) => shareWithin(rep, b) - shareWithin(rep, a));
    if (best === undefined || shareWithin(rep, best) <= 0.5) continue;
    free.delete(best);
    matches += 1;
  }
  return matches;
};

export const squatWaist = async (folder: string): Promise<Omit<BenchReport, 'skipped'>> => {
  const lines: (string | number)[][] = [];
  let exact = 0;
  let hits = 0;
  let misses = 0;
  let extras = 0;
  for (const { file, truth_file: truthFile } of readManifest(folder)) {
    if (truthFile === undefined) continue;
    const windows = readTruth(folder, truthFile).map((row) => ({
      startS: row['start_s'],
      endS: row['end_s'],
    }));
    const reps = await repsOf(folder, file, 'squat', 'lumbar');
    const matches = countMatches(reps, windows);
    if (reps.length === windows.length) exact += 1;
    hits += matches;
    misses += windows.length - matches;
    extras += reps.length - matches;
    if (reps.length !== windows.length || matches !== reps.length) {
      lines.push([file, windows.length, reps.length, matches]);
    }
  }
  return {
    rows: [
      exactly('squat-waist: sets counted exactly', exact, `of ${SETS}`, SETS),
      atLeast('squat-waist: F1 against the rep windows', f1(hits, misses, extras), '', 0.99),
    ],
    details:
      lines.length === 0
        ? []
        : [
            {
              title: 'squat-waist: sets not counted exactly by beltline analyze <set> --exercise squat',
              columns: ['set', 'true', 'found', 'matched'],
              lines,
            },
          ],
  };
};
