/** A recorded motion of one sensor, ready to be read at any time. */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { SensorMotion } from '../motion.ts';
import { TRACK_HZ } from '../track.ts';

/** At its ends gravity is averaged over so many samples of the film. */
const END_SAMPLES = 100;

/** Force and rate in the axes of the sensor at 1 kHz; single precision is far finer than 16 bits. */
export class FilmedMotion {
  readonly durationS: number;
  readonly #count: number;
  readonly #values: Float32Array;

  /** `mounting`: columns are the sensor's axes in the frame of the patch it is worn on, row-major. */
  constructor(motion: SensorMotion, mounting: Float64Array) {
    this.#count = motion.count;
    this.durationS = (motion.count - 1) / TRACK_HZ;
    this.#values = new Float32Array(motion.count * IMU_WIDTH);
    for (let i = 0; i < motion.count; i++) {
      for (let axis = 0; axis < 3; axis++) {
        let [force, rate] = [0, 0];
        for (let row = 0; row < 3; row++) {
          force += mounting[3 * row + axis] * motion.force[3 * i + row];
          rate += mounting[3 * row + axis] * motion.rate[3 * i + row];
        }
        this.#values[i * IMU_WIDTH + axis] = force;
        this.#values[i * IMU_WIDTH + 3 + axis] = rate;
      }
    }
  }

  /** Writes force and rate at `s` seconds after its beginning to `out[k…k+5]`. */
  read(s: number, out: Float64Array, k: number): void {
    const x = Math.max(0, Math.min(this.#count - 1.001, s * TRACK_HZ));
    const from = Math.floor(x) * IMU_WIDTH;
    const part = x - Math.floor(x);
    for (let axis = 0; axis < IMU_WIDTH; axis++) {
      const value = this.#values[from + axis];
      out[k + axis] = value + part * (this.#values[from + IMU_WIDTH + axis] - value);
    }
  }

  /** Mean specific force at its beginning or end. */
  gravity(end: 'first' | 'last'): Float64Array {
    const count = Math.min(END_SAMPLES, this.#count);
    const from = end === 'first' ? 0 : this.#count - count;
    const mean = new Float64Array(3);
    for (let i = from; i < from + count; i++) {
      for (let axis = 0; axis < 3; axis++) mean[axis] += this.#values[i * IMU_WIDTH + axis] / count;
    }
    return mean;
  }
}
