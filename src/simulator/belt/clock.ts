/** The crystal of a wrist watch. SPEC 7: the count is scaled to µs, so the clock moves in steps of 30.5 µs. */
const CRYSTAL_HZ = 32_768;
const US_PER_COUNT = 15_625 / 512;

export interface ClockOptions {
  /** How much faster than true time it runs, ppm. The SPEC allows ±50. */
  readonly driftPpm: number;
  /** What it reads at power-on, µs. A real belt begins with 0; a test of the wrap begins just before it. */
  readonly startUs: number;
}

/** The one clock of a belt: µs since boot, independent of the host and of true time. */
export class DeviceClock {
  #originMs: number;
  #originUs: number;
  #driftPpm: number;

  constructor(bootMs: number, options: ClockOptions) {
    this.#originMs = bootMs;
    this.#originUs = options.startUs;
    this.#driftPpm = options.driftPpm;
  }

  /** What the clock reads at a true time, whole µs. */
  us(trueMs: number): number {
    const counts = Math.floor((this.#unrounded(trueMs) * CRYSTAL_HZ) / 1e6);
    return Math.floor(counts * US_PER_COUNT);
  }

  get driftPpm(): number {
    return this.#driftPpm;
  }

  /** Warmer or colder: another drift from now on, without a step. */
  setDrift(driftPpm: number, nowMs: number): void {
    this.#originUs = this.#unrounded(nowMs);
    this.#originMs = nowMs;
    this.#driftPpm = driftPpm;
  }

  /** A fault: the clock source failed and was replaced by one that reads differently. */
  step(us: number): void {
    this.#originUs += us;
  }

  #unrounded(trueMs: number): number {
    return this.#originUs + (trueMs - this.#originMs) * 1000 * (1 + this.#driftPpm * 1e-6);
  }
}
