import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Exercise, Placement } from '../../../src/domain/exercise.ts';
import type { SampleBatch } from '../../../src/domain/sample.ts';
import { describeWithData } from '../../data.ts';
import { motionOf, repsInMotion, type FoundRep } from './find-reps.ts';

const load = (file: string): SampleBatch => {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const timeS = new Float64Array(rows.length);
  const imu = new Float64Array(rows.length * 6);
  rows.forEach((row, i) => {
    const cells = row.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell)));
    timeS[i] = cells[0];
    imu.set(cells.slice(1, 7), i * 6);
  });
  return { sensor: 'belt', count: rows.length, timeS, imu };
};

const repsOf = (file: string, exercise: Exercise, placement: Placement): readonly FoundRep[] =>
  repsInMotion(motionOf(load(file)), exercise, placement).reps;

const recordings = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.csv') && !name.includes('truth'));

describeWithData('squat-waist', 'real squats, waist', (folder) => {
  it.each(recordings(folder))('%s: every rep in its window, and no other', (name) => {
    const windows = readFileSync(join(folder, name.replace('.csv', '.truth.csv')), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',').map(Number));
    const reps = repsOf(join(folder, name), 'squat', 'lumbar');
    expect(reps).toHaveLength(windows.length);
    reps.forEach(({ startS, endS }, i) => {
      const shared = Math.min(endS, windows[i][2]) - Math.max(startS, windows[i][1]);
      expect(shared).toBeGreaterThan(0.5 * (endS - startS));
    });
  });
});

describeWithData('barbell-bar', 'real sets, sensor on the bar', (folder) => {
  it.each<[string, Exercise]>([
    ['dead_adam_set1.csv', 'conventional-deadlift'],
    ['dead_kamyar_set1.csv', 'conventional-deadlift'],
    ['dead_mike_set1.csv', 'conventional-deadlift'],
    ['rdl_jake_set1.csv', 'romanian-deadlift'],
    ['squat_adam_set1.csv', 'squat'],
    ['squat_kamyar_set1.csv', 'squat'],
  ])('%s: ten reps', (name, exercise) => {
    expect(repsOf(join(folder, name), exercise, 'bar')).toHaveLength(10);
  });
});

describeWithData('sit-to-stand', 'real sit-to-stands', (folder) => {
  it.each<[string, Placement]>([
    ['S01_5sts_pelvis.csv', 'lumbar'],
    ['S01_5sts_trunk.csv', 'thoracic'],
  ])('%s: five', (name, placement) => {
    expect(repsOf(join(folder, name), 'squat', placement)).toHaveLength(5);
  });
});

describeWithData('daily-lower-back', 'real daily life, lower back', (folder) => {
  it.each<Exercise>(['conventional-deadlift', 'sumo-deadlift', 'squat', 'romanian-deadlift'])(
    'holds no %s',
    (exercise) => {
      const ghosts = recordings(folder).flatMap((name) => repsOf(join(folder, name), exercise, 'lumbar'));
      expect(ghosts.length).toBeLessThanOrEqual(1);
    },
  );
});
