import type { BeltTime } from '../../../src/simulator/belt/time.ts';

interface Planned {
  readonly atMs: number;
  readonly action: () => void;
}

/** True time that only moves when told to. */
export class FakeTime implements BeltTime {
  #nowMs = 0;
  readonly #planned = new Set<Planned>();

  readonly nowMs = (): number => this.#nowMs;

  readonly after = (delayMs: number, action: () => void): (() => void) => {
    const planned = { atMs: this.#nowMs + Math.max(0, delayMs), action };
    this.#planned.add(planned);
    return () => this.#planned.delete(planned);
  };

  /** Runs everything due in the next `ms`, in order of time. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#next(untilMs); next !== null; next = this.#next(untilMs)) {
      this.#planned.delete(next);
      this.#nowMs = next.atMs;
      next.action();
    }
    this.#nowMs = untilMs;
  }

  get waiting(): number {
    return this.#planned.size;
  }

  #next(untilMs: number): Planned | null {
    let first: Planned | null = null;
    for (const planned of this.#planned) {
      if (planned.atMs <= untilMs && (first === null || planned.atMs < first.atMs)) first = planned;
    }
    return first;
  }
}
