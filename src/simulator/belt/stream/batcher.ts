/** Collects samples until a frame is due (SPEC 9.1, batching). */
import { IMU_WIDTH } from '../../../domain/sample.ts';
import { FRAME_FLAG, MAX_SAMPLES, samplesPerFrame } from '../../../devices/protocol/index.ts';
import type { SampleRun } from '../sampler.ts';

/** Samples of one frame, not encoded yet: its flags depend on what was sent before it. */
export interface Batch {
  /** Whole index of the first sample. */
  readonly index: number;
  /** Whole clock of the first sample, µs. */
  readonly tickUs: number;
  readonly flags: number;
  /** Row-major, 6 per sample. */
  readonly samples: Int16Array;
  /** True time at which it was complete, ms. */
  readonly readyMs: number;
}

/**
 * Samples in a frame. A frame of so many is full, or one sample more would wait longer than `maxBatchMs`: the table of
 * SPEC 9.1.
 */
export const batchSize = (rateHz: number, maxBatchMs: number, valueBytes: number): number =>
  Math.max(1, Math.min(samplesPerFrame(valueBytes), Math.floor((rateHz * maxBatchMs) / 1000)));

export class Batcher {
  readonly #samples = new Int16Array(MAX_SAMPLES * IMU_WIDTH);
  readonly #ready: (batch: Batch) => void;
  #count = 0;
  #index = 0;
  #tickUs = 0;
  #trueMs = 0;
  #flags = 0;

  constructor(ready: (batch: Batch) => void) {
    this.#ready = ready;
  }

  get waiting(): number {
    return this.#count;
  }

  /** Flags of the samples that wait. */
  get flags(): number {
    return this.#count === 0 ? 0 : this.#flags;
  }

  /** True time of the first sample that waits, ms. */
  get firstMs(): number {
    return this.#count === 0 ? Infinity : this.#trueMs;
  }

  add(run: SampleRun, size: number, nowMs: number): void {
    if (this.#count > 0 && run.firstIndex !== this.#index + this.#count) this.flush(nowMs);
    for (let i = 0; i < run.count; i++) {
      // Samples of two clocks must not share a frame: its tick would be wrong for one of them.
      if ((run.flags[i] & FRAME_FLAG.clockStep) !== 0) this.flush(nowMs);
      if (this.#count === 0) this.#begin(run, i);
      const to = this.#count * IMU_WIDTH;
      for (let axis = 0; axis < IMU_WIDTH; axis++) this.#samples[to + axis] = run.raw[i * IMU_WIDTH + axis];
      this.#flags |= run.flags[i];
      this.#count++;
      if (this.#count >= size) this.flush(nowMs);
    }
  }

  flush(nowMs: number): void {
    if (this.#count === 0) return;
    const samples = this.#samples.slice(0, this.#count * IMU_WIDTH);
    this.#count = 0;
    this.#ready({ index: this.#index, tickUs: this.#tickUs, flags: this.#flags, samples, readyMs: nowMs });
  }

  clear(): void {
    this.#count = 0;
  }

  #begin(run: SampleRun, i: number): void {
    this.#index = run.firstIndex + i;
    this.#tickUs = run.tickUs[i];
    this.#trueMs = run.trueMs[i];
    this.#flags = 0;
  }
}
