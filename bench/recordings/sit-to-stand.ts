/**
 * Five times up from a chair that stands on a force plate, feet on another.
 *
 * Velocity is that of the sensor, smoothed over the whole recording by the same kinematics that reps are measured
 * with; the plates tell that of the centre of mass, whose clock is up to 0.2 s off. The pelvis is not the centre of
 * mass and rises more, so only the shape is compared: the best correlation within ± 0.2 s.
 */
import { join } from 'node:path';
import { openRecording } from '../../src/recording/csv/recording.ts';
import { smoothVertical } from '../../src/signal/kinematics/vertical.ts';
import { createMotionGrid } from '../../src/signal/motion/grid.ts';
import { createMotionHistory } from '../../src/signal/motion/history.ts';
import { GRID_HZ, GRID_S } from '../../src/signal/motion/motion.ts';
import { unrestOf } from '../../src/signal/motion/unrest.ts';
import { createOrientationTracker } from '../../src/signal/orientation/tracker.ts';
import { atLeast, type BenchReport, exactly, info } from '../report.ts';
import { correlation } from '../statistics.ts';
import { repsOf } from './analyse.ts';
import { readManifest, readTruth } from './manifest.ts';

const MAX_SECONDS = 600;
const MAX_LAG_TICKS = 20;

/** Upward velocity of the sensor on the motion grid. */
const sensorVelocity = async (file: string): Promise<{ firstTick: number; velocity: Float64Array }> => {
  const recording = await openRecording(file);
  const tracker = createOrientationTracker({ nominalRateHz: recording.info.sampleRateHz });
  const grid = createMotionGrid();
  const history = createMotionHistory(MAX_SECONDS * GRID_HZ);
  for await (const batch of recording.batches()) history.push(grid.step(tracker.step(batch)));
  await recording.close();
  const { firstTick, vertical, rate } = history.window(history.first(), history.end());
  return { firstTick, velocity: smoothVertical(vertical, unrestOf(rate, vertical)).velocity };
};

/** The plates' velocity of the centre of mass at a time, interpolated; `null` outside of the recording. */
const plateVelocity = (truth: readonly Record<string, number>[]): ((timeS: number) => number | null) => {
  const at = truth.map((row) => row['t_s']);
  const velocity = truth.map((row) => row['com_vel_z_mps_driftcorrected']);
  return (timeS) => {
    const after = at.findIndex((t) => t > timeS);
    if (after <= 0) return null;
    const share = (timeS - at[after - 1]) / (at[after] - at[after - 1]);
    return velocity[after - 1] + share * (velocity[after] - velocity[after - 1]);
  };
};

/** Best correlation over the lags, and its lag: positive where the sensor's clock is ahead. */
const bestCorrelation = (
  { firstTick, velocity }: Awaited<ReturnType<typeof sensorVelocity>>,
  plate: (timeS: number) => number | null,
): { r: number; lagS: number } => {
  let best = { r: -1, lagS: Number.NaN };
  for (let lag = -MAX_LAG_TICKS; lag <= MAX_LAG_TICKS; lag += 1) {
    const ours: number[] = [];
    const theirs: number[] = [];
    velocity.forEach((v, i) => {
      const truth = plate((firstTick + i - lag) * GRID_S);
      if (truth === null) return;
      ours.push(v);
      theirs.push(truth);
    });
    const r = correlation(ours, theirs);
    if (r > best.r) best = { r, lagS: lag * GRID_S };
  }
  return best;
};

const PLACES = [
  ['_pelvis.csv', 'lumbar'],
  ['_trunk.csv', 'thoracic'],
] as const;

export const sitToStand = async (folder: string): Promise<Omit<BenchReport, 'skipped'>> => {
  const recordings = readManifest(folder);
  const rows = [];
  for (const [ending, placement] of PLACES) {
    for (const { file, reps_true: wanted = Number.NaN } of recordings) {
      if (!file.endsWith(ending)) continue;
      const found = (await repsOf(folder, file, 'squat', placement)).length;
      rows.push(
        exactly(`sit-to-stand: squats found by the ${placement} sensor`, found, `of ${wanted}`, wanted),
      );
    }
  }
  for (const { file, truth_file: truthFile, imu_minus_plate_lag_s_est: lagS } of recordings) {
    if (truthFile === undefined) continue;
    const best = bestCorrelation(
      await sensorVelocity(join(folder, file)),
      plateVelocity(readTruth(folder, truthFile)),
    );
    rows.push(
      atLeast('sit-to-stand: velocity against the force plates, correlation', best.r, '', 0.95),
      info('sit-to-stand: lag it is best at', best.lagS, 's'),
      info('sit-to-stand: lag the manifest estimates', lagS ?? Number.NaN, 's'),
    );
  }
  return { rows };
};
