/** The inertial chip of a belt: from the motion of the clip to raw samples. */
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../domain/sample.ts';
import { FRAME_FLAG } from '../../devices/protocol/index.ts';
import { DEG } from '../ease.ts';
import type { ChipFaults } from '../imu.ts';
import type { Random } from '../random.ts';
import type { Motor } from './motor.ts';
import { scalesOf, type Settings } from './settings.ts';

/** What the clip that holds the sensor goes through. */
export interface ClipMotion {
  /**
   * Writes the true specific force (m/s²) and angular rate (rad/s), in the axes of the sensor, at `count` true times from
   * `firstMs` on every `periodMs`: row-major `count × 6`. Times rise from call to call.
   */
  read(firstMs: number, periodMs: number, count: number, out: Float64Array): void;
}

const MAX_RAW = 32_767;
const MIN_RAW = -32_768;
/** Noise densities, per √Hz (`reference` LSM6DS3TR-C). */
const ACC_NOISE = 90e-6 * STANDARD_GRAVITY;
const GYR_NOISE = 0.005 * DEG;

/** What the low-pass at half the sampling rate, of second order, leaves of a sine. */
const lowPass = (rateHz: number) => (hz: number) => 1 / Math.sqrt(1 + (hz / (rateHz / 2)) ** 4);

const isClipped = (raw: number): boolean => raw >= MAX_RAW || raw <= MIN_RAW;

const quantise = (value: number, lsb: number): number =>
  Math.max(MIN_RAW, Math.min(MAX_RAW, Math.round(value / lsb)));

/** Measures: bias, scale, noise, the shaking of the motor, and 16 bits at the ranges set. */
export class Sensor {
  readonly #motion: ClipMotion;
  readonly #motor: Motor;
  readonly #chip: ChipFaults;
  readonly #random: Random;
  readonly #wander = new Float64Array(3);
  #scratch = new Float64Array(0);

  constructor(motion: ClipMotion, motor: Motor, chip: ChipFaults, random: Random) {
    this.#motion = motion;
    this.#motor = motor;
    this.#chip = chip;
    this.#random = random;
  }

  /** Writes `count` raw samples and their clipping flags. */
  measure(
    settings: Settings,
    firstMs: number,
    periodMs: number,
    count: number,
    raw: Int16Array,
    flags: Uint8Array,
  ): void {
    if (this.#scratch.length < count * IMU_WIDTH) this.#scratch = new Float64Array(count * IMU_WIDTH);
    const values = this.#scratch;
    this.#motion.read(firstMs, periodMs, count, values);
    this.#addFaults(settings.rateHz, periodMs, count, values);
    if (!this.#motor.isQuiet(firstMs - periodMs, firstMs + count * periodMs)) {
      const gain = lowPass(settings.rateHz);
      for (let i = 0; i < count; i++) {
        this.#motor.shake(firstMs + i * periodMs, periodMs, gain, values, i * IMU_WIDTH);
      }
    }
    this.#convert(settings, count, values, raw, flags);
  }

  #addFaults(rateHz: number, periodMs: number, count: number, values: Float64Array): void {
    const { accBias, accScale, gyrBias, gyrScale, gyrDrift, noise } = this.#chip;
    const accNoise = noise * ACC_NOISE * Math.sqrt(rateHz / 2);
    const gyrNoise = noise * GYR_NOISE * Math.sqrt(rateHz / 2);
    const step = Math.sqrt(periodMs / 60_000);
    for (let i = 0; i < count; i++) {
      for (let axis = 0; axis < 3; axis++) {
        const a = i * IMU_WIDTH + axis;
        if (noise > 0) this.#wander[axis] += gyrDrift[axis] * step * this.#random.gauss();
        values[a] = values[a] * (1 + accScale[axis]) + accBias[axis];
        values[a + 3] = values[a + 3] * (1 + gyrScale[axis]) + gyrBias[axis] + this.#wander[axis];
        if (noise > 0) values[a] += accNoise * this.#random.gauss();
        if (noise > 0) values[a + 3] += gyrNoise * this.#random.gauss();
      }
    }
  }

  #convert(
    settings: Settings,
    count: number,
    values: Float64Array,
    raw: Int16Array,
    flags: Uint8Array,
  ): void {
    const { accNg, gyrUdps } = scalesOf(settings);
    const accLsb = accNg * 1e-9 * STANDARD_GRAVITY;
    const gyrLsb = gyrUdps * 1e-6 * DEG;
    for (let i = 0; i < count; i++) {
      let flag = 0;
      for (let axis = 0; axis < IMU_WIDTH; axis++) {
        const k = i * IMU_WIDTH + axis;
        raw[k] = quantise(values[k], axis < 3 ? accLsb : gyrLsb);
        if (isClipped(raw[k])) flag |= axis < 3 ? FRAME_FLAG.accClipped : FRAME_FLAG.gyrClipped;
      }
      flags[i] = flag;
    }
  }
}
