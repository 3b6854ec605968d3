import type { Cancel, Timers } from '../radio/timers.ts';

export type { Cancel } from '../radio/timers.ts';

/** Where a belt gets true time from, so that tests can turn the clock by hand. */
export type BeltTime = Pick<Timers, 'nowMs' | 'after'>;

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
