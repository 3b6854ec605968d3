/** The vibration motor: when it is driven, and how it shakes the sensor. */
import type { Random } from '../random.ts';
import { STANDARD_GRAVITY } from '../../domain/sample.ts';
import { DEG } from '../ease.ts';

/** One stretch of true time in which the motor is driven. */
export interface Drive {
  readonly startMs: number;
  readonly endMs: number;
  /** 0 … 1. */
  readonly strength: number;
}

/** Frames carry the motor flag so long after the last drive (SPEC 12.3). */
export const MASK_MS = 60;
/** Drives older than this matter neither to the duty cap (10 s) nor to the shaking. */
const MEMORY_MS = 10_500;
/** Time constant with which a coin LRA starts and rings down, s. */
const RISE_S = 0.02;
/** A coin LRA of 10 mm makes 1.4 g on a sled of 100 g; the clip weighs 20 g but hangs on a body. Assumed. */
const PEAK_FORCE = 1.4 * STANDARD_GRAVITY;
/** It sits beside the sensor, so it also rocks the case. Assumed. */
const PEAK_RATE = 12 * DEG;

/** Stretches in which frames carry the motor flag. */
interface Mask {
  readonly startMs: number;
  endMs: number;
}

/**
 * Remembers its drives for ten seconds. The shaking is a sine at the resonance of the LRA, 175 Hz ± 3 %, so at 208 Hz
 * it appears in the samples folded down to about 33 Hz.
 */
export class Motor {
  readonly #hz: number;
  readonly #direction: Float64Array;
  #drives: Drive[] = [];
  #masks: Mask[] = [];
  #amplitude = 0;
  /** True: the driver does not answer, nothing moves. */
  broken = false;

  constructor(random: Random) {
    this.#hz = 175 * (1 + random.bounded(0, 0.01, 3));
    const direction = [random.gauss(0, 0.3), random.gauss(0, 0.3), 1, random.gauss(), random.gauss(), 0.3];
    const force = Math.hypot(direction[0], direction[1], direction[2]);
    const rate = Math.hypot(direction[3], direction[4], direction[5]);
    this.#direction = Float64Array.from(direction, (value, i) => value / (i < 3 ? force : rate));
  }

  /** Recent and planned drives, in order. */
  get drives(): readonly Drive[] {
    return this.#drives;
  }

  /** Plans the drives of one command, which do not overlap those before. */
  run(drives: readonly Drive[], nowMs: number): void {
    this.#forget(nowMs);
    if (drives.length === 0) return;
    this.#drives.push(...drives);
    this.#masks.push({ startMs: drives[0].startMs, endMs: drives[drives.length - 1].endMs + MASK_MS });
  }

  /** Stops at once. */
  stop(nowMs: number): void {
    this.#drives = this.#drives
      .filter(({ startMs }) => startMs < nowMs)
      .map((drive) => (drive.endMs > nowMs ? { ...drive, endMs: nowMs } : drive));
    const lastMs = this.#drives[this.#drives.length - 1]?.endMs ?? -Infinity;
    this.#masks = this.#masks.filter(({ startMs }) => startMs < nowMs);
    for (const mask of this.#masks) mask.endMs = Math.min(mask.endMs, lastMs + MASK_MS);
  }

  isRunning(atMs: number): boolean {
    return this.#strength(atMs) > 0;
  }

  /** From the first drive of a command, pauses included, until 60 ms after its last. */
  isMasked(atMs: number): boolean {
    for (const { startMs, endMs } of this.#masks) if (atMs >= startMs && atMs < endMs) return true;
    return false;
  }

  /** True when {@link shake} may be left out between the two times. */
  isQuiet(fromMs: number, toMs: number): boolean {
    if (this.#amplitude > 1e-4) return false;
    return !this.#drives.some(({ startMs, endMs }) => startMs <= toMs && endMs >= fromMs);
  }

  /**
   * Adds the shaking at `atMs` to a sample at `out[k]`; call it for every sample in order. `gain`: what the low-pass of the
   * sensor leaves of it, by frequency.
   */
  shake(atMs: number, periodMs: number, gain: (hz: number) => number, out: Float64Array, k: number): void {
    const target = this.#strength(atMs);
    this.#amplitude += (target - this.#amplitude) * (1 - Math.exp(-periodMs / 1000 / RISE_S));
    const swing = this.#amplitude * gain(this.#hz) * Math.sin((2 * Math.PI * this.#hz * atMs) / 1000);
    for (let axis = 0; axis < 6; axis++) {
      out[k + axis] += swing * this.#direction[axis] * (axis < 3 ? PEAK_FORCE : PEAK_RATE);
    }
  }

  #strength(atMs: number): number {
    if (this.broken) return 0;
    for (const { startMs, endMs, strength } of this.#drives) {
      if (atMs >= startMs && atMs < endMs) return strength;
    }
    return 0;
  }

  #forget(nowMs: number): void {
    this.#drives = this.#drives.filter(({ endMs }) => endMs > nowMs - MEMORY_MS);
    this.#masks = this.#masks.filter(({ endMs }) => endMs > nowMs - MEMORY_MS);
  }
}
