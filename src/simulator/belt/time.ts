/** Takes back what was planned; harmless when it already ran. */
export type Cancel = () => void;

/** Where a belt gets true time from, so that tests can turn the clock by hand. The radio's timers are one. */
export interface BeltTime {
  /** Monotonic true time, ms. */
  readonly nowMs: () => number;
  /** Runs `action` once, `delayMs` from now. */
  readonly after: (delayMs: number, action: () => void) => Cancel;
}

/** Time for as long as one boot lasts: {@link stop} takes back all that was planned, and nothing is planned after it. */
export class BootTime implements BeltTime {
  readonly #time: BeltTime;
  readonly #planned = new Set<Cancel>();
  #stopped = false;

  constructor(time: BeltTime) {
    this.#time = time;
  }

  readonly nowMs = (): number => this.#time.nowMs();

  readonly after = (delayMs: number, action: () => void): Cancel => {
    if (this.#stopped) return () => {};
    const cancel = this.#time.after(Math.max(0, delayMs), () => {
      this.#planned.delete(cancel);
      action();
    });
    this.#planned.add(cancel);
    return () => {
      this.#planned.delete(cancel);
      cancel();
    };
  };

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#planned) cancel();
    this.#planned.clear();
  }
}
