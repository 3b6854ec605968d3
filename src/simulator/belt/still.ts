/** CAL_STILL: the bias of a gyroscope at rest (SPEC 15). */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { SampleRun } from './sampler.ts';

/** How long it averages, s. */
const STILL_S = 2;
/** A rate further than this from the mean is a movement, µdps. */
const MOVING_UDPS = 2_000_000;
/** A mean further than this from 0 is a turn, not a bias, µdps: the range of `gyr_bias_udps`. */
const MAX_BIAS_UDPS = 20_000_000;
const GYR = 3;

export type StillResult = { readonly gyrBiasUdps: readonly number[] } | 'moving';

/** Averages the next two seconds of samples. */
export class StillMeasurement {
  readonly #wanted: number;
  readonly #gyrUdps: number;
  readonly #sum = new Float64Array(GYR);
  readonly #min = new Float64Array(GYR).fill(Infinity);
  readonly #max = new Float64Array(GYR).fill(-Infinity);
  #count = 0;

  constructor(rateHz: number, gyrUdps: number) {
    this.#wanted = Math.round(rateHz * STILL_S);
    this.#gyrUdps = gyrUdps;
  }

  /** The result once there were enough samples. */
  add(run: SampleRun): StillResult | null {
    for (let i = 0; i < run.count && this.#count < this.#wanted; i++) {
      this.#count++;
      for (let axis = 0; axis < GYR; axis++) {
        const value = run.raw[i * IMU_WIDTH + GYR + axis] * this.#gyrUdps;
        this.#sum[axis] += value;
        this.#min[axis] = Math.min(this.#min[axis], value);
        this.#max[axis] = Math.max(this.#max[axis], value);
      }
    }
    return this.#count < this.#wanted ? null : this.#result();
  }

  #result(): StillResult {
    const mean = Array.from(this.#sum, (sum) => sum / this.#count);
    return mean.some((value, axis) => this.#moved(value, axis))
      ? 'moving'
      : { gyrBiasUdps: mean.map(Math.round) };
  }

  #moved(mean: number, axis: number): boolean {
    const stray = Math.max(this.#max[axis] - mean, mean - this.#min[axis]);
    return stray > MOVING_UDPS || Math.abs(mean) > MAX_BIAS_UDPS;
  }
}
