/** Repetitions counted in real recordings, through the graph of a live session. */
import { join } from 'node:path';
import { from, lastValueFrom, toArray } from 'rxjs';
import { expect, it } from 'vitest';
import { readManifest, readTruth } from '../../bench/recordings/manifest.ts';
import type { SessionEvent } from '../../src/domain/event.ts';
import type { Exercise, Placement } from '../../src/domain/exercise.ts';
import { runSession } from '../../src/pipeline/session.ts';
import { openRecording } from '../../src/recording/csv/recording.ts';
import { describeWithData } from '../data.ts';
import { told } from './support.ts';

const eventsOfFile = async (
  path: string,
  exercise: Exercise,
  placement: Placement,
): Promise<SessionEvent[]> => {
  const recording = await openRecording(path);
  try {
    return await lastValueFrom(
      runSession(from(recording.batches()), {
        exercise,
        placement,
        athlete: { heightM: 1.75 },
        beltRateHz: recording.info.sampleRateHz,
        thoracicRateHz: null,
        baseline: null,
      }).pipe(toArray()),
    );
  } finally {
    await recording.close();
  }
};

const countReps = async (path: string, exercise: Exercise, placement: Placement): Promise<number> => {
  const events = await eventsOfFile(path, exercise, placement);
  const counted = told(events, 'rep').length;
  expect(told(events, 'set').reduce((sum, { set }) => sum + set.reps.length, 0)).toBe(counted);
  return counted;
};

describeWithData('squat-waist', 'squats with a sensor on the waist', (folder) => {
  const sets = readManifest(folder).flatMap(({ file, truth_file: truth }) =>
    truth === undefined ? [] : [{ file, reps: readTruth(folder, truth).length }],
  );

  it('are 33 sets', () => expect(sets).toHaveLength(33));

  it.each(sets)('$file has $reps', async ({ file, reps }) => {
    expect(await countReps(join(folder, file), 'squat', 'lumbar')).toBe(reps);
  });
});

/** What a lifter would tell: a curl and a row have no name, but start at the bottom as a deadlift does. */
const EXERCISE: Readonly<Record<string, Exercise>> = {
  romanian_deadlift: 'romanian-deadlift',
  back_squat: 'squat',
};

describeWithData('barbell-bar', 'lifts with a sensor on the bar', (folder) => {
  const good = readManifest(folder).filter(({ quality }) => quality === 'good');

  it('are eight sets without dropouts', () => expect(good).toHaveLength(8));

  it.each(good)('$file has $reps_label', async ({ file, exercise, reps_label: reps = Number.NaN }) => {
    const name = EXERCISE[exercise] ?? 'conventional-deadlift';
    const counted = await countReps(join(folder, file), name, 'bar');
    // Taking the bar up for rows is a short, slow deadlift: whoever calls rows deadlifts gets it counted.
    expect(exercise === 'barbell_row' ? [reps, reps + 1] : [reps]).toContain(counted);
  });
});

describeWithData('sit-to-stand', 'standing up from a chair', (folder) => {
  it.each<[string, Placement]>([
    ['S01_5sts_pelvis.csv', 'lumbar'],
    ['S01_5sts_trunk.csv', 'thoracic'],
  ])('%s has 5', async (file, placement) => {
    expect(await countReps(join(folder, file), 'squat', placement)).toBe(5);
  });
});

describeWithData('daily-lower-back', 'daily life', (folder) => {
  it.each<Exercise>(['conventional-deadlift', 'squat', 'romanian-deadlift'])(
    'has one ghost at most, taken for a %s',
    async (exercise) => {
      let ghosts = 0;
      for (const { file } of readManifest(folder))
        ghosts += await countReps(join(folder, file), exercise, 'lumbar');
      expect(ghosts).toBeLessThanOrEqual(1);
    },
  );
});
