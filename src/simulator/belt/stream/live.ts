/** Live frames of one connection: batched, bounded, with anchors and gap flags (SPEC 9). */
import { IMU_WIDTH } from '../../../domain/sample.ts';
import { encodeStreamFrame, FRAME_FLAG, withEpoch } from '../../../devices/protocol/index.ts';
import type { SampleRun } from '../sampler.ts';
import { type Batch, Batcher } from './batcher.ts';

/** Live data is never later than this; what would be is left to the ring (SPEC 9.1). */
export const LIVE_QUEUE_MS = 250;
/** The SPEC wants one every 10 s or more often. */
const ANCHOR_MS = 9000;
/** An anchor comes before the first frame after so many indices that were not sent. */
const ANCHOR_INDICES = 16_384;
const TWO_16 = 2 ** 16;
const TWO_32 = 2 ** 32;

/** A stretch of indices. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

const countOf = (batch: Batch): number => batch.samples.length / IMU_WIDTH;

export class LiveStream {
  readonly #overflowed: (dropped: Stretch) => void;
  readonly #batcher = new Batcher((batch) => this.#push(batch));
  #queue: Batch[] = [];
  /** A frame whose anchor was just sent. */
  #promised: Batch | null = null;
  #dropped: { first: number; count: number } | null = null;
  #stream = 0;
  #epoch = 0;
  #size = 1;
  #isOpen = false;
  /** The index after the last one sent; `null` when the link has broken since. */
  #sentTo: number | null = null;
  /** Likewise on this connection; `null` before the first frame. */
  #anchoredTo: number | null = null;
  #anchorMs = -Infinity;
  /** A clock step whose frame was not sent: the next one tells of it, on whatever connection (SPEC 7). */
  #untoldStep = false;

  /** `overflowed` learns of samples dropped from the queue once the next frame is on its way. */
  constructor(overflowed: (dropped: Stretch) => void) {
    this.#overflowed = overflowed;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0 && this.#promised === null;
  }

  /** Samples still missing for a full frame. */
  get wanting(): number {
    return Math.max(1, this.#size - this.#batcher.waiting);
  }

  /** True time of the oldest sample that waits for company, ms; Infinity if none does. */
  get waitingSinceMs(): number {
    return this.#batcher.firstMs;
  }

  /** A new stream begins. */
  begin(stream: number, epoch: number, firstIndex: number): void {
    this.#clear();
    this.#stream = stream;
    this.#epoch = epoch;
    this.#sentTo = firstIndex;
    this.#anchoredTo = null;
  }

  /** Notifications were enabled: from now on the newest samples are sent, nothing old. */
  open(): void {
    this.#clear();
    this.#isOpen = true;
    this.#anchoredTo = null;
  }

  /** The link is gone, or notifications were disabled. What waited was not sent. */
  close(): void {
    if (this.#isOpen && !this.isEmpty) this.#sentTo = null;
    this.#clear();
    this.#isOpen = false;
  }

  setSize(size: number): void {
    this.#size = size;
  }

  add(run: SampleRun, nowMs: number): void {
    if (this.#isOpen) return this.#batcher.add(run, this.#size, nowMs);
    for (let i = 0; i < run.count; i++) this.#unsent(run.flags[i]);
  }

  /** Sends what waits although the frame is not full. */
  flush(nowMs: number): void {
    this.#batcher.flush(nowMs);
  }

  /** The next frame for the radio; `null` when there is none. */
  next(nowMs: number): Uint8Array | null {
    const promised = this.#promised;
    if (promised !== null) {
      this.#promised = null;
      return this.#encode(promised);
    }
    this.#dropOld(nowMs);
    const batch = this.#take();
    if (batch === null) return null;
    this.#tellDropped();
    if (!this.#needsAnchor(batch, nowMs)) return this.#encode(batch);
    this.#anchorMs = nowMs;
    this.#promised = batch;
    return this.#encodeAnchor(batch);
  }

  #push(batch: Batch): void {
    this.#dropOld(batch.readyMs);
    this.#queue.push(batch);
  }

  /** The next batch that is sent for sure, unless the link ends. */
  #take(): Batch | null {
    const batch = this.#queue.shift();
    if (batch === undefined) return null;
    const step = this.#untoldStep ? FRAME_FLAG.clockStep : 0;
    this.#untoldStep = false;
    return { ...batch, flags: batch.flags | step };
  }

  /** Samples with such flags will never be sent live. */
  #unsent(flags: number): void {
    if ((flags & FRAME_FLAG.clockStep) !== 0) this.#untoldStep = true;
  }

  #clear(): void {
    this.#unsent(this.#batcher.flags | (this.#promised?.flags ?? 0));
    for (const { flags } of this.#queue) this.#unsent(flags);
    this.#batcher.clear();
    this.#queue = [];
    this.#promised = null;
    this.#dropped = null;
  }

  #dropOld(nowMs: number): void {
    while (this.#queue.length > 0 && this.#queue[0].readyMs < nowMs - LIVE_QUEUE_MS) {
      const batch = this.#queue[0];
      this.#queue.shift();
      this.#unsent(batch.flags);
      if (this.#dropped !== null && this.#dropped.first + this.#dropped.count !== batch.index)
        this.#tellDropped();
      this.#dropped ??= { first: batch.index, count: 0 };
      this.#dropped.count += countOf(batch);
    }
  }

  #tellDropped(): void {
    if (this.#dropped !== null) this.#overflowed(this.#dropped);
    this.#dropped = null;
  }

  #needsAnchor(batch: Batch, nowMs: number): boolean {
    return (
      this.#anchoredTo === null ||
      batch.index - this.#anchoredTo >= ANCHOR_INDICES ||
      nowMs - this.#anchorMs >= ANCHOR_MS ||
      (batch.flags & FRAME_FLAG.clockStep) !== 0
    );
  }

  #flags(batch: Batch): number {
    const gap = batch.index === this.#sentTo ? 0 : FRAME_FLAG.gap;
    return withEpoch(batch.flags | gap, this.#epoch);
  }

  #encodeAnchor(batch: Batch): Uint8Array {
    const { index, tickUs } = batch;
    const flags = this.#flags(batch);
    return encodeStreamFrame({ message: 'anchor', flags, stream: this.#stream, index, tick: tickUs });
  }

  #encode(batch: Batch): Uint8Array {
    const flags = this.#flags(batch);
    this.#sentTo = batch.index + countOf(batch);
    this.#anchoredTo = this.#sentTo;
    const { samples } = batch;
    return encodeStreamFrame({
      message: 'imu6',
      flags,
      index: batch.index % TWO_16,
      tick: batch.tickUs % TWO_32,
      samples,
    });
  }
}
