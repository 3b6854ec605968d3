/** Battery and faults, as a belt tells them by events and in Info (SPEC 8, 11). */
import { CHARGE, FAULT } from '../../devices/protocol/index.ts';
import type { Battery } from './battery.ts';
import type { Happening } from './events.ts';

export type FaultCode = (typeof FAULT)[keyof typeof FAULT];

/** Below this charge, per cent, fault 5 is active; below {@link EMPTY_PERCENT} the stream ends. */
const CRITICAL_PERCENT = 5;
const EMPTY_PERCENT = 1;
/** A fault, and the true time at which it appeared. */
interface ActiveFault {
  readonly detail: number;
  readonly sinceMs: number;
}

export class Status {
  readonly #battery: Battery;
  readonly #tell: (happening: Happening, atMs: number) => void;
  readonly #active = new Map<FaultCode, ActiveFault>();
  #toldPercent: number;

  constructor(battery: Battery, nowMs: number, tell: (happening: Happening, atMs: number) => void) {
    this.#battery = battery;
    this.#tell = tell;
    this.#toldPercent = battery.percent(nowMs);
  }

  /** True when the battery is too empty to go on. */
  isEmpty(nowMs: number): boolean {
    return this.#battery.percent(nowMs) <= EMPTY_PERCENT;
  }

  /** Tells a changed charge; true if it changed. */
  checkBattery(nowMs: number): boolean {
    const percent = this.#battery.percent(nowMs);
    if (percent === this.#toldPercent) return false;
    this.#tellBattery(nowMs);
    if (percent < CRITICAL_PERCENT) this.raise(FAULT.batteryCritical, 0, nowMs);
    else this.clear(FAULT.batteryCritical, nowMs);
    return true;
  }

  /** After subscription: the battery, and faults that are still active. */
  repeat(nowMs: number): void {
    this.#tellBattery(nowMs);
    for (const [code, { detail, sinceMs }] of this.#active) {
      this.#tell({ message: 'fault', code, active: 1, detail }, sinceMs);
    }
  }

  raise(code: FaultCode, detail: number, nowMs: number): void {
    if (this.#active.has(code)) return;
    this.#active.set(code, { detail, sinceMs: nowMs });
    this.#tell({ message: 'fault', code, active: 1, detail }, nowMs);
  }

  clear(code: FaultCode, nowMs: number): void {
    if (this.#active.delete(code)) this.#tell({ message: 'fault', code, active: 0, detail: 0 }, nowMs);
  }

  #tellBattery(nowMs: number): void {
    const percent = this.#battery.percent(nowMs);
    this.#toldPercent = percent;
    const millivolts = this.#battery.millivolts(nowMs);
    this.#tell({ message: 'battery', percent, charge: CHARGE.discharging, millivolts }, nowMs);
  }
}
