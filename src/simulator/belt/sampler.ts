/** Takes samples at the sensor's own rate, and counts every instant whether it could be read or not (SPEC 7). */
import { IMU_WIDTH } from '../../domain/sample.ts';
import { FRAME_FLAG } from '../../devices/protocol/index.ts';
import type { Random } from '../random.ts';
import type { DeviceClock } from './clock.ts';
import type { Motor } from './motor.ts';
import type { Sensor } from './sensor.ts';
import type { Settings } from './settings.ts';

/** Most samples handed on at a time. */
const RUN = 32;

/** Samples with consecutive indices. The arrays are used again for the next run: copy what is to be kept. */
export interface SampleRun {
  count: number;
  firstIndex: number;
  /** True time of each sample, ms. */
  readonly trueMs: Float64Array;
  /** The same by the belt's clock, whole µs. */
  readonly tickUs: Float64Array;
  /** Row-major `count × 6`. */
  readonly raw: Int16Array;
  /** `FRAME_FLAG` bits of each sample: clipped, clock step, motor. */
  readonly flags: Uint8Array;
}

export interface SamplerOptions {
  /** Share by which the sensor's real rate is above its nominal one: up to ±0.02. */
  rateError: number;
  /** Largest error of a time stamp, µs; the SPEC allows 500. */
  readonly jitterUs: number;
}

/** What goes wrong in the sensor, on command. */
export interface SensorFaults {
  /** Instants pass, but nothing can be read; nobody is told. */
  silent: boolean;
}

export class Sampler {
  readonly #clock: DeviceClock;
  readonly #sensor: Sensor;
  readonly #motor: Motor;
  readonly #random: Random;
  readonly #options: SamplerOptions;
  readonly #faults: SensorFaults;
  readonly #run: SampleRun = {
    count: 0,
    firstIndex: 0,
    trueMs: new Float64Array(RUN),
    tickUs: new Float64Array(RUN),
    raw: new Int16Array(RUN * IMU_WIDTH),
    flags: new Uint8Array(RUN),
  };
  #settings: Settings | null = null;
  #nextMs = 0;
  #nextIndex = 0;
  #stepped = false;

  constructor(
    parts: { readonly clock: DeviceClock; readonly sensor: Sensor; readonly motor: Motor },
    options: SamplerOptions,
    faults: SensorFaults,
    random: Random,
  ) {
    this.#clock = parts.clock;
    this.#sensor = parts.sensor;
    this.#motor = parts.motor;
    this.#options = options;
    this.#faults = faults;
    this.#random = random;
  }

  get isRunning(): boolean {
    return this.#settings !== null;
  }

  /** Index of the next instant. */
  get nextIndex(): number {
    return this.#nextIndex;
  }

  /** True time of the instant `ahead` after the next one, ms. */
  instantMs(ahead: number): number {
    return this.#nextMs + ahead * this.#periodMs;
  }

  /** Switches the sensor on; the first instant is one period away. */
  start(settings: Settings, firstIndex: number, nowMs: number): void {
    this.#settings = settings;
    this.#nextIndex = firstIndex;
    this.#nextMs = nowMs + this.#periodMs;
  }

  stop(): void {
    this.#settings = null;
  }

  /** The clock was replaced: the next sample says so. */
  clockStepped(): void {
    this.#stepped = true;
  }

  /** Takes all samples whose time has come. */
  advance(nowMs: number, take: (run: SampleRun) => void): void {
    while (this.#settings !== null && this.#nextMs <= nowMs) {
      const due = Math.floor((nowMs - this.#nextMs) / this.#periodMs) + 1;
      const count = Math.min(RUN, due);
      const firstIndex = this.#nextIndex;
      const firstMs = this.#nextMs;
      this.#nextIndex += count;
      this.#nextMs += count * this.#periodMs;
      if (!this.#faults.silent) take(this.#measure(this.#settings, firstIndex, firstMs, count));
    }
  }

  get #periodMs(): number {
    return 1000 / ((this.#settings?.rateHz ?? 1) * (1 + this.#options.rateError));
  }

  #measure(settings: Settings, firstIndex: number, firstMs: number, count: number): SampleRun {
    const run = this.#run;
    const { jitterUs } = this.#options;
    run.count = count;
    run.firstIndex = firstIndex;
    this.#sensor.measure(settings, firstMs, this.#periodMs, count, run.raw, run.flags);
    for (let i = 0; i < count; i++) {
      const trueMs = firstMs + i * this.#periodMs;
      const jitter = jitterUs > 0 ? Math.round(this.#random.uniform(-jitterUs, jitterUs)) : 0;
      run.trueMs[i] = trueMs;
      run.tickUs[i] = Math.max(0, this.#clock.us(trueMs) + jitter);
      if (this.#motor.isMasked(trueMs)) run.flags[i] |= FRAME_FLAG.motor;
    }
    if (this.#stepped) run.flags[0] |= FRAME_FLAG.clockStep;
    this.#stepped = false;
    return run;
  }
}
