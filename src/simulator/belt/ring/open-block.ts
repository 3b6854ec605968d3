/** The block that is being filled; it lies in RAM until it is full. */
import { IMU_WIDTH } from '../../../domain/sample.ts';
import { type Block, MAX_SAMPLES } from '../../../devices/protocol/index.ts';
import type { SampleRun } from '../sampler.ts';

export class OpenBlock {
  readonly #samples = new Int16Array(MAX_SAMPLES * IMU_WIDTH);
  #count = 0;
  #index = 0;
  #firstTickUs = 0;
  #lastTickUs = 0;
  #flags = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  get isFull(): boolean {
    return this.#count >= MAX_SAMPLES;
  }

  get index(): number {
    return this.#index;
  }

  /** The index after its last sample. */
  get nextIndex(): number {
    return this.#index + this.#count;
  }

  begin(index: number, tickUs: number, flags: number): void {
    this.#count = 0;
    this.#index = index;
    this.#firstTickUs = tickUs;
    this.#flags = flags;
  }

  add(run: SampleRun, i: number): void {
    for (let axis = 0; axis < IMU_WIDTH; axis++) {
      this.#samples[this.#count * IMU_WIDTH + axis] = run.raw[i * IMU_WIDTH + axis];
    }
    this.#flags |= run.flags[i];
    this.#lastTickUs = run.tickUs[i];
    this.#count++;
  }

  clear(): void {
    this.#count = 0;
  }

  block(stream: number): Block {
    return {
      message: 'block',
      stream,
      index: this.#index,
      tick: this.#firstTickUs,
      span: this.#lastTickUs - this.#firstTickUs,
      count: this.#count,
      flags: this.#flags,
      samples: this.#samples.slice(0, this.#count * IMU_WIDTH),
    };
  }
}
