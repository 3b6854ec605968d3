/**
 * Attitude of one sensor from its sample batches, with a policy for lost samples. A stepper: state in the closure,
 * pure in its inputs, independent of how samples are cut into batches.
 *
 * ```ts
 * const tracker = createOrientationTracker({ nominalRateHz: 100 });
 * for (const batch of batches) {
 *   const out = tracker.step(batch); // OrientationBatch, see rows.ts
 *   for (let i = 0; i < out.count; i++)
 *     if (out.filled[i] === 0) print(out.timeS[i], out.quat.subarray(4 * i, 4 * i + 4)); // native rows
 * }
 * ```
 *
 * Policy for losses, by the time lost, that is the gap less one ordinary interval:
 * | lost | rows | filter | quality |
 * |---|---|---|---|
 * | ≤ 100 ms | interpolated | goes on | ok |
 * | < 500 ms | interpolated | soft restart of the accelerometer low-pass | degraded until a quiet second, or `reconvergeS` |
 * | ≥ 500 ms | none | restart, bias and heading kept | not monitoring until a quiet second re-references it |
 *
 * Why three tiers: skipping lost samples costs 3 to 8°, bridging up to 100 ms 1 to 2°, half a second 7 to 14° at once
 * (vigorous motion, BROAD). Interpolation is linear: a cubic that knows only the past was worse on BROAD (2.3° against 1.7° after 100 ms), and one
 * that looks ahead would cost a sample of delay.
 *
 * A row with a NaN in it is a lost sample. It has no row of its own in the output; interpolated rows are spaced by the
 * source's typical interval.
 *
 * Bias: VQF cannot estimate more than 2 °/s per axis, and raw sensors have more. So a coarse bias is taken off before
 * VQF: whenever two quiet seconds in a row agree on a mean rate of at least `coarseBiasDps` which gravity does not
 * follow, that rate is bias. Where there is no quiet (a bar in hands), VQF's own estimate runs into its bound; held
 * there for a second it is moved to the coarse stage too.
 *
 * `[D]` marks thresholds of our own, here and in the files beside; chosen on real recordings, published nowhere.
 */
import { IMU_WIDTH, type SampleBatch } from '../../domain/sample.ts';
import { coarseBias } from './coarse.ts';
import { createFeed } from './feed.ts';
import { RAD_PER_DEG, type VqfParams, VQF_DEFAULTS } from './params.ts';
import { createQuietDetector, type SecondStats } from './quiet.ts';
import {
  copyRow,
  createRows,
  finish,
  isGood,
  type OrientationBatch,
  QUALITY,
  reserve,
  type Rows,
} from './rows.ts';
import { createSamplingJudge } from './sampling.ts';
import { createVqf, type VqfSnapshot } from './vqf.ts';

export { type OrientationBatch, QUALITY } from './rows.ts';

export interface TrackerParams {
  /** Samples per second where none is lost, Hz: one over the typical interval, not count over duration. */
  readonly nominalRateHz: number;
  /** Longest loss that is bridged without a mark, s. Default 0.1. [measured on BROAD] */
  readonly bridgeS?: number;
  /** Shortest loss after which nothing may be concluded, s. Default 0.5. [measured on BROAD] */
  readonly blindS?: number;
  /**
   * Seconds for which the low-passed gravity still counts after 100 ms lost; it falls with the square of the loss, as the
   * error of the bridged rotation grows. Default 1, the best of 0 … 100 on six BROAD trials. [measured]
   */
  readonly restartWeightS?: number;
  /** Without a quiet second, degraded ends after this time, s: twice VQF's time constant. Default 6. [D] */
  readonly reconvergeS?: number;
  /** Smallest quiet mean rate that is taken for a bias too large for VQF, °/s on any axis. Default 3. [D] */
  readonly coarseBiasDps?: number;
  /** Bias known beforehand, rad/s, e.g. from the sensor's last session. Default none. */
  readonly initialBias?: readonly [number, number, number];
  /** Parameters of the filter; published defaults. */
  readonly vqf?: VqfParams;
}

/** State of a tracker; survives JSON. */
export interface TrackerSnapshot {
  readonly vqf: VqfSnapshot;
  readonly feed: readonly number[];
  readonly quiet: readonly number[];
  readonly sampling: readonly number[];
  readonly coarse: readonly number[];
  /** Last good row, and what came after it. */
  readonly lastImu: readonly number[];
  readonly lastGoodS: number | null;
  readonly lastSeenS: number | null;
  readonly quality: number;
  readonly degradedUntilS: number;
  readonly clippedSinceS: number | null;
}

export interface OrientationTracker {
  step(batch: SampleBatch): OrientationBatch;
  save(): TrackerSnapshot;
  restore(saved: TrackerSnapshot): void;
}

/** A second this quiet gives the direction of gravity within about a degree: m/s² and °/s per axis. [D] */
const REFERENCE_ACC_SIGMA_MPS2 = 0.4;
const REFERENCE_GYR_SIGMA_DPS = 8;
/** VQF's bias must stay at its bound this long before the coarse stage takes it over, s. [D] */
const CLIPPED_S = 1;
/** Uncertainty of the bias after it was taken over, °/s: large, since the bound hid how far off it is. [D] */
const UNCLIP_SIGMA_DPS = 4;
/** Slack at the borders between tiers, in intervals: time stamps are not exact multiples. */
const TIER_SLACK = 0.5;

const isReference = (second: SecondStats): boolean =>
  second.accSigma <= REFERENCE_ACC_SIGMA_MPS2 && second.gyrSigma <= REFERENCE_GYR_SIGMA_DPS * RAD_PER_DEG;

/** Times of the last good row and of the last row, s, in the tracker's clock; −∞ before the first. */
const [GOOD, SEEN] = [0, 1];
const NEVER = -Infinity;
const timeOrNull = (timeS: number): number | null => (timeS === NEVER ? null : timeS);

export const createOrientationTracker = (params: TrackerParams): OrientationTracker => {
  const { nominalRateHz, bridgeS = 0.1, blindS = 0.5, restartWeightS = 1, reconvergeS = 6 } = params;
  const coarseLimit = (params.coarseBiasDps ?? 3) * RAD_PER_DEG;
  const clip = (params.vqf ?? VQF_DEFAULTS).biasClipDps * RAD_PER_DEG;
  const vqf = createVqf(nominalRateHz, params.vqf ?? VQF_DEFAULTS);
  const { bias } = vqf;
  const feed = createFeed(vqf, 1 / nominalRateHz);
  const quiet = createQuietDetector();
  const sampling = createSamplingJudge(1 / nominalRateHz);
  const coarse = Float64Array.from(params.initialBias ?? [0, 0, 0]);
  const lastImu = new Float64Array(IMU_WIDTH);
  /** An array, because a closure would box its numbers anew with every row. */
  const clock = Float64Array.of(NEVER, NEVER);
  let quality: number = QUALITY.ok;
  let degradedUntilS = 0;
  let clippedSinceS: number | null = null;

  /** Takes a bias too large for VQF off its input. */
  const adoptCoarseBias = (now: SecondStats | null): void => {
    const found = coarseBias(now, quiet.window(1), coarseLimit);
    if (now === null || found === null) return;
    for (let k = 0; k < 3; k++) coarse[k] += found[k];
    vqf.setBias([0, 0, 0]);
    vqf.relevel(now.acc);
    quiet.clear();
  };

  /** Hands a bias that VQF holds at its bound to the coarse stage, so that VQF can go on from there. */
  const unclip = (timeS: Float64Array, row: number): void => {
    if (Math.abs(bias[0]) < clip && Math.abs(bias[1]) < clip && Math.abs(bias[2]) < clip) {
      clippedSinceS = null;
      return;
    }
    const t = timeS[row];
    clippedSinceS ??= t;
    if (t - clippedSinceS < CLIPPED_S) return;
    const offset = Float64Array.from(bias);
    for (let k = 0; k < 3; k++) coarse[k] += offset[k];
    vqf.rebase(offset, UNCLIP_SIGMA_DPS);
    quiet.clear();
  };

  const onBlock = (): void => {
    const now = quiet.window(0);
    if (quality !== QUALITY.ok && now !== null && isReference(now)) {
      vqf.relevel(now.acc);
      quality = QUALITY.ok;
    }
    adoptCoarseBias(now);
  };

  /** Runs the filter on the row just written at the end of `rows` and completes it. */
  const complete = (rows: Rows, filled: 0 | 1): void => {
    const row = rows.count;
    const { imu, timeS } = rows;
    const gyr = row * IMU_WIDTH + 3;
    imu[gyr] -= coarse[0];
    imu[gyr + 1] -= coarse[1];
    imu[gyr + 2] -= coarse[2];
    feed.push(timeS, imu, row, sampling.isUneven());
    unclip(timeS, row);
    if (quiet.push(timeS, imu, row)) onBlock();
    if (quality === QUALITY.degraded && timeS[row] >= degradedUntilS) quality = QUALITY.ok;
    feed.readQuat(imu, rows.quat, row);
    imu[gyr] -= bias[0];
    imu[gyr + 1] -= bias[1];
    imu[gyr + 2] -= bias[2];
    rows.quality[row] = quality;
    rows.filled[row] = filled;
    rows.rest[row] = vqf.atRest() ? 1 : 0;
    rows.count = row + 1;
  };

  /** Interpolates the rows lost between the last good one, at `fromS`, and row `row` of the batch. */
  const fill = (rows: Rows, batch: SampleBatch, row: number, fromS: number, durationS: number): void => {
    const steps = Math.max(2, Math.round(durationS / sampling.typicalS()));
    reserve(rows, steps + batch.count - row);
    for (let i = 1; i < steps; i++) {
      const u = i / steps;
      const o = rows.count * IMU_WIDTH;
      rows.timeS[rows.count] = fromS + u * durationS;
      for (let k = 0; k < IMU_WIDTH; k++)
        rows.imu[o + k] = lastImu[k] + u * (batch.imu[row * IMU_WIDTH + k] - lastImu[k]);
      complete(rows, 1);
    }
  };

  const bridge = (rows: Rows, batch: SampleBatch, row: number, fromS: number): void => {
    const durationS = batch.timeS[row] - fromS;
    const typical = sampling.typicalS();
    const lost = durationS - typical;
    const slack = TIER_SLACK * typical;
    rows.gaps.push({ startS: fromS, durationS });
    if (lost > blindS - slack) {
      quality = QUALITY.notMonitoring;
      vqf.restart(0);
      feed.forget();
      quiet.clear();
      return;
    }
    if (lost > bridgeS + slack) {
      if (quality === QUALITY.ok) quality = QUALITY.degraded;
      degradedUntilS = batch.timeS[row] + reconvergeS;
      quiet.clear();
      fill(rows, batch, row, fromS, durationS);
      vqf.restart(restartWeightS * (0.1 / lost) ** 2);
      return;
    }
    fill(rows, batch, row, fromS, durationS);
  };

  const accept = (rows: Rows, batch: SampleBatch, row: number): void => {
    const t = batch.timeS[row];
    const seen = clock[SEEN];
    // The contract promises rising time; a row that breaks it must not turn the filter back.
    if (!(t > seen)) return;
    clock[SEEN] = t;
    if (isGood(batch.imu, row)) {
      const good = clock[GOOD];
      if (good !== NEVER && (good !== seen || sampling.isLoss(t - good))) bridge(rows, batch, row, good);
      clock[GOOD] = t;
      rows.timeS[rows.count] = t;
      copyRow(batch.imu, row, lastImu, 0);
      copyRow(batch.imu, row, rows.imu, rows.count);
      complete(rows, 0);
    }
    if (seen !== NEVER) sampling.observe(t - seen);
  };

  return {
    step(batch) {
      const rows = createRows(batch.count);
      for (let row = 0; row < batch.count; row++) accept(rows, batch, row);
      return finish(rows, batch.sensor, clock[GOOD] === NEVER ? 0 : clock[SEEN] - clock[GOOD]);
    },
    save: () => ({
      vqf: vqf.save(),
      feed: feed.save(),
      quiet: quiet.save(),
      sampling: sampling.save(),
      coarse: [...coarse],
      lastImu: [...lastImu],
      lastGoodS: timeOrNull(clock[GOOD]),
      lastSeenS: timeOrNull(clock[SEEN]),
      quality,
      degradedUntilS,
      clippedSinceS,
    }),
    restore(saved) {
      vqf.restore(saved.vqf);
      feed.restore(saved.feed);
      quiet.restore(saved.quiet);
      sampling.restore(saved.sampling);
      coarse.set(saved.coarse);
      lastImu.set(saved.lastImu);
      clock[GOOD] = saved.lastGoodS ?? NEVER;
      clock[SEEN] = saved.lastSeenS ?? NEVER;
      ({ quality, degradedUntilS, clippedSinceS } = saved);
    },
  };
};
