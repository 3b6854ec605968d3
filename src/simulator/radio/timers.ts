/** Takes back what was planned; harmless when it already ran. */
export type Cancel = () => void;

/** Where the radio gets its time from, so that tests can turn the clock by hand. */
export interface Timers {
  /** Monotonic time, ms. */
  readonly nowMs: () => number;
  /** Runs `action` once, `delayMs` from now. */
  readonly after: (delayMs: number, action: () => void) => Cancel;
  /** Runs `action` as soon as the callers on the stack are done, in order of planning. */
  readonly soon: (action: () => void) => Cancel;
}

/** The clock and event loop of this process. */
export const realTimers: Timers = {
  nowMs: () => performance.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  soon: (action) => {
    const immediate = setImmediate(action);
    return () => clearImmediate(immediate);
  },
};
