/**
 * From samples with attitude, at whatever uneven times they came, to the uniform motion grid.
 *
 * Accelerations and rates are *integrated* over each tick (trapezoid between samples), so that no velocity is lost
 * whatever the sampling rate; attitude is interpolated at the tick.
 */
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../domain/sample.ts';
import type { OrientationBatch } from '../orientation/tracker.ts';
import { GRID_HZ, type MotionBatch } from './motion.ts';

/** Samples further apart than this lost something in between, s: slower than any sensor we know samples. */
const LOSS_S = 0.15;

/** Values carried per sample while resampling: vertical, three rates, three components of up. */
const WIDTH = 7;

export interface GridStateSnapshot {
  readonly started: boolean;
  readonly tick: number;
  readonly timeS: number;
  readonly last: readonly number[];
  readonly sums: readonly number[];
  readonly rawAcc: readonly number[];
  readonly shock: number;
  readonly quality: number;
  readonly filled: number;
}

export interface MotionGrid {
  step(batch: OrientationBatch): MotionBatch;
  save(): GridStateSnapshot;
  restore(snapshot: GridStateSnapshot): void;
}

/** Resampler onto the motion grid; a stepper whose output does not depend on how samples are batched. */
export const createMotionGrid = (): MotionGrid => {
  const last = new Float64Array(WIDTH);
  const now = new Float64Array(WIDTH);
  /** Integrals of vertical acceleration and rates since the previous tick. */
  const sums = new Float64Array(4);
  const rawAcc = new Float64Array(3);
  let started = false;
  let tick = 0;
  let timeS = 0;
  let shock = 0;
  let quality = 0;
  let filled = 0;

  /** Adds the trapezoid from fraction `from` to fraction `to` of the interval between two samples. */
  const integrate = (from: number, to: number, intervalS: number): void => {
    const middle = (from + to) / 2;
    const width = (to - from) * intervalS;
    for (let k = 0; k < 4; k += 1) sums[k] += (last[k] + (now[k] - last[k]) * middle) * width;
  };

  const load = (batch: OrientationBatch, row: number): void => {
    const { imu, quat } = batch;
    const i = row * IMU_WIDTH;
    const w = quat[row * 4];
    const x = quat[row * 4 + 1];
    const y = quat[row * 4 + 2];
    const z = quat[row * 4 + 3];
    // Third row of the rotation matrix sensor → earth: the earth's up seen from the sensor.
    const ux = 2 * (x * z - w * y);
    const uy = 2 * (y * z + w * x);
    const uz = 1 - 2 * (x * x + y * y);
    now[0] = imu[i] * ux + imu[i + 1] * uy + imu[i + 2] * uz - STANDARD_GRAVITY;
    now[1] = imu[i + 3];
    now[2] = imu[i + 4];
    now[3] = imu[i + 5];
    now[4] = ux;
    now[5] = uy;
    now[6] = uz;
  };

  const noteShock = (batch: OrientationBatch, row: number): void => {
    const i = row * IMU_WIDTH;
    const { imu } = batch;
    if (started) {
      const jump = Math.hypot(imu[i] - rawAcc[0], imu[i + 1] - rawAcc[1], imu[i + 2] - rawAcc[2]);
      if (jump > shock) shock = jump;
    }
    rawAcc[0] = imu[i];
    rawAcc[1] = imu[i + 1];
    rawAcc[2] = imu[i + 2];
  };

  const step = (batch: OrientationBatch): MotionBatch => {
    const endS = batch.count === 0 ? timeS : batch.timeS[batch.count - 1];
    const startTick = started ? tick : batch.count === 0 ? 0 : Math.floor(batch.timeS[0] * GRID_HZ) + 1;
    const room = Math.max(0, Math.floor(endS * GRID_HZ) - startTick + 2);
    const up = new Float64Array(room * 3);
    const vertical = new Float64Array(room);
    const rate = new Float64Array(room * 3);
    const shocks = new Float64Array(room);
    const qualities = new Uint8Array(room);
    const fills = new Uint8Array(room);
    let count = 0;
    for (let row = 0; row < batch.count; row += 1) {
      const t = batch.timeS[row];
      load(batch, row);
      noteShock(batch, row);
      if (!started) {
        started = true;
        tick = startTick;
        timeS = t;
        last.set(now);
        continue;
      }
      if (batch.quality[row] > quality) quality = batch.quality[row];
      if (batch.filled[row] > filled) filled = batch.filled[row];
      const intervalS = t - timeS;
      const lost = intervalS > LOSS_S;
      let from = 0;
      while (tick / GRID_HZ <= t) {
        const to = (tick / GRID_HZ - timeS) / intervalS;
        integrate(from, to, intervalS);
        from = to;
        const ux = last[4] + (now[4] - last[4]) * to;
        const uy = last[5] + (now[5] - last[5]) * to;
        const uz = last[6] + (now[6] - last[6]) * to;
        const norm = 1 / Math.sqrt(ux * ux + uy * uy + uz * uz);
        up[count * 3] = ux * norm;
        up[count * 3 + 1] = uy * norm;
        up[count * 3 + 2] = uz * norm;
        vertical[count] = sums[0] * GRID_HZ;
        rate[count * 3] = sums[1] * GRID_HZ;
        rate[count * 3 + 1] = sums[2] * GRID_HZ;
        rate[count * 3 + 2] = sums[3] * GRID_HZ;
        sums.fill(0);
        shocks[count] = shock;
        qualities[count] = quality;
        fills[count] = lost ? 1 : filled;
        shock = 0;
        quality = batch.quality[row];
        filled = batch.filled[row];
        count += 1;
        tick += 1;
      }
      integrate(from, 1, intervalS);
      timeS = t;
      last.set(now);
    }
    return {
      count,
      firstTick: tick - count,
      up: up.subarray(0, count * 3),
      vertical: vertical.subarray(0, count),
      rate: rate.subarray(0, count * 3),
      shock: shocks.subarray(0, count),
      quality: qualities.subarray(0, count),
      filled: fills.subarray(0, count),
    };
  };

  const save = (): GridStateSnapshot => ({
    started,
    tick,
    timeS,
    last: [...last],
    sums: [...sums],
    rawAcc: [...rawAcc],
    shock,
    quality,
    filled,
  });
  const restore = (s: GridStateSnapshot): void => {
    ({ started, tick, timeS, shock, quality, filled } = s);
    last.set(s.last);
    sums.set(s.sums);
    rawAcc.set(s.rawAcc);
  };
  return { step, save, restore };
};
