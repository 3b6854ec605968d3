/** What an inexpensive sensor makes of the true motion: LSM6DS3TR-C class (ST data sheet DS11914). */
import { IMU_WIDTH, STANDARD_GRAVITY, type SampleBatch, type SensorRole } from '../domain/sample.ts';
import { clamp, DEG } from './ease.ts';
import { TRACK_HZ } from './track.ts';
import type { SensorMotion } from './motion.ts';
import type { Random } from './random.ts';

const G = STANDARD_GRAVITY;
/** ±8 g and ±1000 °/s on 16 bits. */
const ACC_LSB = 0.000244 * G;
const GYR_LSB = 0.035 * DEG;
const FULL_SCALE = 32767;

/** What may go wrong on the way to the host. */
export interface Delivery {
  /** Standard deviation of time-stamp jitter, s. */
  readonly jitterS: number;
  /** Stretches without samples, session time. */
  readonly gaps: readonly { readonly startS: number; readonly durationS: number }[];
}

/** The faults of one chip; drawn once per session because bias changes from day to day. */
export interface ChipFaults {
  readonly accBias: readonly number[];
  readonly gyrBias: readonly number[];
  readonly accScale: readonly number[];
  readonly gyrScale: readonly number[];
  /** Drift of the gyro bias over a minute, rad/s. */
  readonly gyrDrift: readonly number[];
  /** Real over nominal sampling rate. */
  readonly rate: number;
  /** Ticks run fast or slow against true time, share. */
  readonly tick: number;
  /** Noise density scale: 1 as in the data sheet, 0 an ideal sensor. */
  readonly noise: number;
}

export const drawChip = (random: Random, ideal: boolean): ChipFaults => {
  const three = (draw: () => number): number[] => (ideal ? [0, 0, 0] : [draw(), draw(), draw()]);
  return {
    accBias: three(() => random.bounded(0, 0.02) * G),
    gyrBias: three(() => random.bounded(0, 1.4, 2.1) * DEG),
    accScale: three(() => random.bounded(0, 0.005)),
    gyrScale: three(() => random.bounded(0, 0.005)),
    gyrDrift: three(() => random.bounded(0, 0.03) * DEG),
    rate: ideal ? 1 : 1 + random.bounded(0, 0.008),
    tick: ideal ? 0 : random.bounded(0, 30e-6),
    noise: ideal ? 0 : 1,
  };
};

/** Reads the motion as the chip does. `mounting`: patch → sensor frame is its transpose; row-major 3×3. */
export const readSensor = (
  motion: SensorMotion,
  sensor: SensorRole,
  nominalHz: number,
  mounting: Float64Array,
  chip: ChipFaults,
  delivery: Delivery,
  random: Random,
): SampleBatch => {
  const period = 1 / (nominalHz * chip.rate);
  const accNoise = chip.noise * 90e-6 * G * Math.sqrt(nominalHz / 2);
  const gyrNoise = chip.noise * 0.005 * DEG * Math.sqrt(nominalHz / 2);
  const endS = (motion.count - 2) / TRACK_HZ;
  const total = Math.floor((endS - period) / period);
  const timeS = new Float64Array(total);
  const imu = new Float64Array(total * IMU_WIDTH);
  const phase = random.uniform(0, period);
  const wander = [0, 0, 0];
  let count = 0;
  let lastStamp = -1;
  for (let n = 0; n < total; n++) {
    const t = phase + n * period;
    for (let axis = 0; axis < 3; axis++) {
      // A random walk that reaches the chip's drift after a minute.
      wander[axis] += chip.gyrDrift[axis] * random.gauss() * Math.sqrt(period / 60);
    }
    const stamp = t * (1 + chip.tick) + (delivery.jitterS > 0 ? random.gauss(0, delivery.jitterS) : 0);
    const lost = delivery.gaps.some((gap) => t >= gap.startS && t < gap.startS + gap.durationS);
    const noise = [0, 0, 0, 0, 0, 0];
    if (chip.noise > 0) for (let axis = 0; axis < 6; axis++) noise[axis] = random.gauss();
    if (lost) continue;
    const x = t * TRACK_HZ;
    const i = Math.floor(x);
    const s = x - i;
    for (let axis = 0; axis < 3; axis++) {
      let force = 0;
      let rate = 0;
      for (let row = 0; row < 3; row++) {
        const k = 3 * i + row;
        const m = mounting[3 * row + axis];
        force += m * (motion.force[k] * (1 - s) + motion.force[k + 3] * s);
        rate += m * (motion.rate[k] * (1 - s) + motion.rate[k + 3] * s);
      }
      force = force * (1 + chip.accScale[axis]) + chip.accBias[axis] + accNoise * noise[axis];
      rate =
        rate * (1 + chip.gyrScale[axis]) + chip.gyrBias[axis] + wander[axis] + gyrNoise * noise[axis + 3];
      if (chip.noise > 0) {
        force = clamp(Math.round(force / ACC_LSB), -FULL_SCALE, FULL_SCALE) * ACC_LSB;
        rate = clamp(Math.round(rate / GYR_LSB), -FULL_SCALE, FULL_SCALE) * GYR_LSB;
      }
      imu[count * IMU_WIDTH + axis] = force;
      imu[count * IMU_WIDTH + 3 + axis] = rate;
    }
    // Stamps keep rising even when jitter would swap two of them.
    lastStamp = Math.max(stamp, lastStamp + 1e-4, 0);
    timeS[count++] = lastStamp;
  }
  return { sensor, count, timeS: timeS.slice(0, count), imu: imu.slice(0, count * IMU_WIDTH) };
};
