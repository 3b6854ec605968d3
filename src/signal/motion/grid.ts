/**
 * From samples with attitude, at whatever uneven times they came, to the uniform motion grid.
 *
 * Accelerations and rates are *integrated* over each tick (trapezoid between samples), so that no velocity is lost
 * whatever the sampling rate; attitude is interpolated at the tick.
 */
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../domain/sample.ts';
import type { OrientationBatch } from '../orientation/tracker.ts';
import { GRID_HZ, type MotionBatch, sliceMotion } from './motion.ts';

/** Samples further apart than this lost something in between, s: slower than any sensor we know samples. */
const LOSS_S = 0.15;

/** Values carried per sample while resampling: vertical, three rates, three components of up. */
const WIDTH = 7;

/** Squares below this share of another belong to a smaller length, however they were rounded. */
const CLEARLY = 1 - 1e-9;

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

type Columns = Omit<MotionBatch, 'count' | 'firstTick'>;

/** One block of memory for all columns: six small allocations per notification cost more than the work. */
const createColumns = (ticks: number): Columns => {
  const block = new ArrayBuffer(ticks * (8 * 8 + 2));
  return {
    up: new Float64Array(block, 0, 3 * ticks),
    vertical: new Float64Array(block, 24 * ticks, ticks),
    rate: new Float64Array(block, 32 * ticks, 3 * ticks),
    shock: new Float64Array(block, 56 * ticks, ticks),
    quality: new Uint8Array(block, 64 * ticks, ticks),
    filled: new Uint8Array(block, 65 * ticks, ticks),
  };
};

/** The last tick that does not lie after a time. */
const lastTickUntil = (timeS: number): number => {
  let tick = Math.floor(timeS * GRID_HZ);
  // The product may have been rounded to either side.
  while ((tick + 1) / GRID_HZ <= timeS) tick += 1;
  while (tick / GRID_HZ > timeS) tick -= 1;
  return tick;
};

/** Resampler onto the motion grid; a stepper whose output does not depend on how samples are batched. */
export const createMotionGrid = (): MotionGrid => {
  // The values of the last sample and of the present one; they change places with every sample.
  let last = new Float64Array(WIDTH);
  let now = new Float64Array(WIDTH);
  /** Integrals of vertical acceleration and rates since the previous tick. */
  const sums = new Float64Array(4);
  const rawAcc = new Float64Array(3);
  /** Time of the last sample, s, and shock since the previous tick: an array, because a closure would box them. */
  const state = new Float64Array(2);
  const [TIME, SHOCK] = [0, 1];
  let started = false;
  let tick = 0;
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
      const x = imu[i] - rawAcc[0];
      const y = imu[i + 1] - rawAcc[1];
      const z = imu[i + 2] - rawAcc[2];
      // Most jumps are clearly smaller than the largest so far, and an exact length is slow to work out.
      if (x * x + y * y + z * z >= CLEARLY * state[SHOCK] * state[SHOCK]) {
        const jump = Math.hypot(x, y, z);
        if (jump > state[SHOCK]) state[SHOCK] = jump;
      }
    }
    rawAcc[0] = imu[i];
    rawAcc[1] = imu[i + 1];
    rawAcc[2] = imu[i + 2];
  };

  /** Writes the tick that lies at fraction `to` of the interval between two samples. */
  const emit = (out: Columns, at: number, to: number): void => {
    const { up, rate } = out;
    const ux = last[4] + (now[4] - last[4]) * to;
    const uy = last[5] + (now[5] - last[5]) * to;
    const uz = last[6] + (now[6] - last[6]) * to;
    const norm = 1 / Math.sqrt(ux * ux + uy * uy + uz * uz);
    const i = at * 3;
    up[i] = ux * norm;
    up[i + 1] = uy * norm;
    up[i + 2] = uz * norm;
    out.vertical[at] = sums[0] * GRID_HZ;
    rate[i] = sums[1] * GRID_HZ;
    rate[i + 1] = sums[2] * GRID_HZ;
    rate[i + 2] = sums[3] * GRID_HZ;
    for (let k = 0; k < 4; k += 1) sums[k] = 0;
    out.shock[at] = state[SHOCK];
    state[SHOCK] = 0;
    out.quality[at] = quality;
  };

  /** Brings the row just loaded onto the grid; returns how many ticks there are now. */
  const take = (batch: OrientationBatch, row: number, out: Columns, before: number): number => {
    const t = batch.timeS[row];
    let count = before;
    if (batch.quality[row] > quality) quality = batch.quality[row];
    if (batch.filled[row] > filled) filled = batch.filled[row];
    const startS = state[TIME];
    const intervalS = t - startS;
    const lost = intervalS > LOSS_S;
    let from = 0;
    while (tick / GRID_HZ <= t) {
      const to = (tick / GRID_HZ - startS) / intervalS;
      integrate(from, to, intervalS);
      from = to;
      emit(out, count, to);
      out.filled[count] = lost ? 1 : filled;
      quality = batch.quality[row];
      filled = batch.filled[row];
      count += 1;
      tick += 1;
    }
    integrate(from, 1, intervalS);
    return count;
  };

  const step = (batch: OrientationBatch): MotionBatch => {
    const rows = batch.count;
    const endS = rows === 0 ? state[TIME] : batch.timeS[rows - 1];
    const startTick = started ? tick : rows === 0 ? 0 : Math.floor(batch.timeS[0] * GRID_HZ) + 1;
    const out = createColumns(Math.max(0, lastTickUntil(endS) + 1 - startTick));
    let count = 0;
    for (let row = 0; row < rows; row += 1) {
      load(batch, row);
      noteShock(batch, row);
      if (started) count = take(batch, row, out, count);
      else {
        started = true;
        tick = startTick;
      }
      state[TIME] = batch.timeS[row];
      const free = last;
      last = now;
      now = free;
    }
    const motion = { count, firstTick: tick - count, ...out };
    return count === out.vertical.length ? motion : sliceMotion(motion, 0, count);
  };

  const save = (): GridStateSnapshot => ({
    started,
    tick,
    timeS: state[TIME],
    last: [...last],
    sums: [...sums],
    rawAcc: [...rawAcc],
    shock: state[SHOCK],
    quality,
    filled,
  });
  const restore = (s: GridStateSnapshot): void => {
    ({ started, tick, quality, filled } = s);
    state[TIME] = s.timeS;
    state[SHOCK] = s.shock;
    last.set(s.last);
    sums.set(s.sums);
    rawAcc.set(s.rawAcc);
  };
  return { step, save, restore };
};
