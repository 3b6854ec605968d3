/** What truly happened in a belt, for counting what a recording misses and how late a cue came. */
import { IMU_WIDTH } from '../../domain/sample.ts';
import type { SampleRun } from './sampler.ts';

const FIRST_CAPACITY = 4096;

const grown = <T extends { set(from: T): void }>(larger: T, old: T): T => {
  larger.set(old);
  return larger;
};

/** Every sample a belt ever took, in order; columns of typed arrays because there are millions. */
export class SampleLog {
  #capacity = FIRST_CAPACITY;
  #count = 0;
  #stream = new Uint32Array(FIRST_CAPACITY);
  #index = new Uint32Array(FIRST_CAPACITY);
  #tickUs = new Float64Array(FIRST_CAPACITY);
  #trueMs = new Float64Array(FIRST_CAPACITY);
  #raw = new Int16Array(FIRST_CAPACITY * IMU_WIDTH);

  get count(): number {
    return this.#count;
  }

  stream(n: number): number {
    return this.#stream[n];
  }

  index(n: number): number {
    return this.#index[n];
  }

  /** By the belt's clock, whole µs since boot. */
  tickUs(n: number): number {
    return this.#tickUs[n];
  }

  /** By the clock of the world, ms: that of haptic arrivals. */
  trueMs(n: number): number {
    return this.#trueMs[n];
  }

  /** ax ay az gx gy gz in LSB. */
  raw(n: number): Int16Array {
    return this.#raw.subarray(n * IMU_WIDTH, (n + 1) * IMU_WIDTH);
  }

  /** Number of a sample in this log, −1 if it was never taken. */
  find(stream: number, index: number): number {
    let low = this.#stream.subarray(0, this.#count).indexOf(stream);
    let high = this.#stream.subarray(0, this.#count).lastIndexOf(stream);
    while (low >= 0 && low <= high) {
      const middle = (low + high) >> 1;
      if (this.#index[middle] === index) return middle;
      if (this.#index[middle] < index) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  add(stream: number, run: SampleRun): void {
    while (this.#count + run.count > this.#capacity) this.#grow();
    for (let i = 0; i < run.count; i++) {
      this.#stream[this.#count + i] = stream;
      this.#index[this.#count + i] = run.firstIndex + i;
      this.#tickUs[this.#count + i] = run.tickUs[i];
      this.#trueMs[this.#count + i] = run.trueMs[i];
    }
    this.#raw.set(run.raw.subarray(0, run.count * IMU_WIDTH), this.#count * IMU_WIDTH);
    this.#count += run.count;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#stream = grown(new Uint32Array(this.#capacity), this.#stream);
    this.#index = grown(new Uint32Array(this.#capacity), this.#index);
    this.#tickUs = grown(new Float64Array(this.#capacity), this.#tickUs);
    this.#trueMs = grown(new Float64Array(this.#capacity), this.#trueMs);
    this.#raw = grown(new Int16Array(this.#capacity * IMU_WIDTH), this.#raw);
  }
}

/** A write to the Haptic characteristic. */
export interface HapticArrival {
  /** True time of arrival in the belt, ms. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

/** What became of a haptic command. `command` is `null` for what the belt played by itself. */
export interface HapticEnd {
  readonly command: number | null;
  readonly outcome: number;
  readonly onMs: number;
  readonly atMs: number;
}

/** Hears of what happens as it happens. */
export interface TruthListener {
  arrived?(arrival: HapticArrival): void;
  ended?(end: HapticEnd): void;
}

export class BeltTruth {
  /** `null` when they were not to be kept. */
  readonly samples: SampleLog | null;
  readonly arrivals: HapticArrival[] = [];
  readonly hapticEnds: HapticEnd[] = [];
  /** Boots so far. */
  boots = 0;
  /** Links so far. */
  connections = 0;
  listener: TruthListener = {};

  constructor(keepsSamples: boolean) {
    this.samples = keepsSamples ? new SampleLog() : null;
  }

  hapticArrived(arrival: HapticArrival): void {
    this.arrivals.push(arrival);
    this.listener.arrived?.(arrival);
  }

  hapticEnded(end: HapticEnd): void {
    this.hapticEnds.push(end);
    this.listener.ended?.(end);
  }
}
