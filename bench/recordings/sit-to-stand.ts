/**
 * Five times up from a chair that stands on a force plate, feet on another.
 *
 * The plates tell the velocity of the centre of mass (± 0.05 m/s, and their clock is up to 0.2 s off), so only the
 * shape of velocity is compared: the best correlation over the whole recording within ± 0.2 s. The sensor's velocity
 * comes from the kinematics that reps are measured with, smoothed over the whole recording. On the way up from a chair
 * the centre of mass goes with the hips; the sensor sits above and behind them and is turned about them, which the
 * trunk model takes off. The bare sensor, the bar (which would hang from the shoulders) and the sensor on the trunk
 * are told beside it.
 */
import { join } from 'node:path';
import type { Placement } from '../../src/domain/exercise.ts';
import { openRecording } from '../../src/recording/csv/recording.ts';
import { smoothVertical } from '../../src/signal/kinematics/vertical.ts';
import { createMotionGrid } from '../../src/signal/motion/grid.ts';
import { createMotionHistory } from '../../src/signal/motion/history.ts';
import { GRID_HZ, GRID_S } from '../../src/signal/motion/motion.ts';
import { unrestOf } from '../../src/signal/motion/unrest.ts';
import { createOrientationTracker } from '../../src/signal/orientation/tracker.ts';
import { barMotion } from '../../src/signal/velocity/bar-motion.ts';
import { trunkPrior } from '../../src/signal/velocity/trunk.ts';
import { atLeast, type BenchReport, exactly, info } from '../report.ts';
import { correlation, mean } from '../statistics.ts';
import { ASSUMED_HEIGHT_M, repsOf } from './analyse.ts';
import { readManifest, readTruth } from './manifest.ts';

const MAX_SECONDS = 600;
const MAX_LAG_TICKS = 20;
const UPRIGHT_TICKS = 150;

/** Upward velocities on the motion grid. */
interface Velocities {
  readonly firstTick: number;
  readonly sensor: Float64Array;
  readonly hips: Float64Array;
  readonly bar: Float64Array;
}

/** Lean against the posture of the first moments, upright on the chair, rad. */
const leanOf = (up: Float64Array): Float64Array => {
  const upright = [0, 1, 2].map((k) =>
    mean(Array.from({ length: UPRIGHT_TICKS }, (_, tick) => up[3 * tick + k])),
  );
  const norm = Math.hypot(...upright);
  return Float64Array.from({ length: up.length / 3 }, (_, tick) => {
    const cosine = upright.reduce((sum, value, k) => sum + value * up[3 * tick + k], 0) / norm;
    return Math.acos(Math.min(1, cosine));
  });
};

const velocitiesOf = async (file: string, placement: Placement): Promise<Velocities> => {
  const recording = await openRecording(file);
  const tracker = createOrientationTracker({ nominalRateHz: recording.info.sampleRateHz });
  const grid = createMotionGrid();
  const history = createMotionHistory(MAX_SECONDS * GRID_HZ);
  for await (const batch of recording.batches()) history.push(grid.step(tracker.step(batch)));
  await recording.close();
  const { firstTick, vertical, rate, up } = history.window(history.first(), history.end());
  const sensor = { ...smoothVertical(vertical, unrestOf(rate, vertical)), pitch: leanOf(up) };
  const trunk = trunkPrior(placement, ASSUMED_HEIGHT_M, 'squat');
  return {
    firstTick,
    sensor: sensor.velocity,
    hips: barMotion(sensor, { ...trunk, trunkM: 0 }).velocity,
    bar: barMotion(sensor, trunk).velocity,
  };
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
  velocity: Float64Array,
  firstTick: number,
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
    const plates = plateVelocity(readTruth(folder, truthFile));
    const pelvis = await velocitiesOf(join(folder, file), 'lumbar');
    const trunk = await velocitiesOf(join(folder, file.replace(PLACES[0][0], PLACES[1][0])), 'thoracic');
    const hips = bestCorrelation(pelvis.hips, pelvis.firstTick, plates);
    const others = [
      ['the pelvis sensor itself', pelvis.sensor],
      ['the bar, had there been one', pelvis.bar],
      ['the trunk sensor itself', trunk.sensor],
    ] as const;
    rows.push(
      atLeast('sit-to-stand: velocity of the hips against the force plates, correlation', hips.r, '', 0.95),
      info('sit-to-stand: lag it is best at', hips.lagS, 's'),
      info('sit-to-stand: lag the manifest estimates', lagS ?? Number.NaN, 's'),
      ...others.map(([what, velocity]) =>
        info(`sit-to-stand: the same of ${what}`, bestCorrelation(velocity, pelvis.firstTick, plates).r, ''),
      ),
    );
  }
  return { rows };
};
