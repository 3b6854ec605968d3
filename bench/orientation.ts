/** Accuracy, speed and garbage of the orientation filter. */
import { createOrientationTracker } from '../src/signal/orientation/tracker.ts';
import { createVqf } from '../src/signal/orientation/vqf.ts';
import { runChild } from './child.ts';
import { broadTrials, type BroadTrial, DATA_MISSING, dataFolder, inclinationRmseDeg } from './data.ts';
import { atMost, type BenchReport, type BenchRow, info } from './report.ts';
import { mean } from './statistics.ts';

/** A trial may differ from the published implementation by this much, degrees. */
const TOLERANCE_DEG = 0.02;

/** Attitude by the bare filter, `4 × count`. */
const filterTrial = (trial: BroadTrial): Float64Array => {
  const filter = createVqf(trial.rateHz);
  const quat = new Float64Array(4 * trial.count);
  for (let i = 0; i < trial.count; i++) {
    filter.update(trial.timeS, trial.imu, i);
    filter.readQuat(quat, i);
  }
  return quat;
};

/** Attitude by the whole tracker. */
const trackTrial = (trial: BroadTrial): Float64Array =>
  createOrientationTracker({ nominalRateHz: trial.rateHz }).step({ sensor: 'belt', ...trial }).quat;

const accuracy = (folder: string): BenchRow[] => {
  const rows: BenchRow[] = [];
  const ours: number[] = [];
  const reference: number[] = [];
  const tracked: number[] = [];
  for (const { name, load } of broadTrials(folder)) {
    const trial = load();
    ours.push(inclinationRmseDeg(trial, filterTrial(trial)));
    reference.push(trial.referenceDeg);
    tracked.push(inclinationRmseDeg(trial, trackTrial(trial)));
    rows.push(
      atMost(`inclination RMSE, ${name}`, ours.at(-1) ?? Number.NaN, '°', trial.referenceDeg + TOLERANCE_DEG),
    );
  }
  // The manifest gives the reference in thousandths.
  rows.push(atMost('mean inclination RMSE of the filter', mean(ours), '°', mean(reference) + 0.0005));
  rows.push(
    atMost('mean inclination RMSE through the tracker', mean(tracked), '°', mean(reference) + 0.0005),
  );
  return rows;
};

interface SpeedFigures {
  readonly filterNs: number;
  readonly trackerNs: number;
  readonly samples: number;
  readonly collections: number;
}

const isSpeedFigures = (value: unknown): value is SpeedFigures =>
  typeof value === 'object' && value !== null && 'filterNs' in value && 'collections' in value;

/** Speed and garbage are measured in a process of their own, so that nothing else allocates or heats it. */
const speed = async (): Promise<BenchRow[]> => {
  const figures = await runChild(new URL('./orientation-speed.ts', import.meta.url), [], isSpeedFigures);
  return [
    atMost('filter, update and read, median run', figures.filterNs, 'ns/sample', 250),
    info('tracker, batches of 8, median run', figures.trackerNs, 'ns/sample'),
    atMost(`garbage collections in ${figures.samples} filter updates`, figures.collections, '', 0),
  ];
};

export const runOrientationBench = async (): Promise<BenchReport> => {
  const folder = dataFolder('orientation');
  const rows = folder === null ? [] : accuracy(folder);
  return { rows: [...rows, ...(await speed())], skipped: folder === null ? DATA_MISSING : null };
};
