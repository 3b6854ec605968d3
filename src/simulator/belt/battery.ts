/** The battery: what is left of it, by the power budget of SPEC 18. */
import { interpolate } from '../ease.ts';

/** Mean currents, mA. */
export const CURRENT_MA = { streaming: 1.5, idle: 0.05, motor: 75 } as const;

/** A lithium polymer cell at rest: charge, share, against millivolts. */
const CHARGE = [0, 0.05, 0.2, 0.5, 0.8, 1];
const MILLIVOLTS = [3300, 3600, 3720, 3820, 4000, 4180];
const MS_PER_HOUR = 3_600_000;

export interface BatteryOptions {
  readonly capacityMah: number;
  /** Charge at power-on, per cent. */
  readonly percent: number;
  /** Empties so many times faster than a real one. */
  readonly haste: number;
}

export class Battery {
  readonly capacityMah: number;
  readonly #haste: number;
  #mah: number;
  #currentMa: number = CURRENT_MA.idle;
  #sinceMs: number;

  constructor(options: BatteryOptions, nowMs: number) {
    this.capacityMah = options.capacityMah;
    this.#haste = options.haste;
    this.#mah = (options.capacityMah * options.percent) / 100;
    this.#sinceMs = nowMs;
  }

  /** From now on so much flows. */
  draw(currentMa: number, nowMs: number): void {
    this.#settle(nowMs);
    this.#currentMa = currentMa;
  }

  /** What the motor takes beside it for so many ms. */
  drive(ms: number): void {
    this.#take(CURRENT_MA.motor, ms);
  }

  /** Whole per cent, 0 … 100. */
  percent(nowMs: number): number {
    this.#settle(nowMs);
    return Math.ceil((100 * this.#mah) / this.capacityMah);
  }

  millivolts(nowMs: number): number {
    this.#settle(nowMs);
    return Math.round(interpolate(CHARGE, MILLIVOLTS, this.#mah / this.capacityMah));
  }

  /** A test empties or fills it. */
  set(percent: number, nowMs: number): void {
    this.#settle(nowMs);
    this.#mah = (this.capacityMah * percent) / 100;
  }

  #settle(nowMs: number): void {
    this.#take(this.#currentMa, nowMs - this.#sinceMs);
    this.#sinceMs = nowMs;
  }

  #take(currentMa: number, ms: number): void {
    this.#mah = Math.max(0, this.#mah - (currentMa * this.#haste * ms) / MS_PER_HOUR);
  }
}
