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

/** The system's monotonic clock, the same in every process, ms. */
const systemMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** From the system's monotonic clock to one that runs `speed` times as fast; the two agree at `originMs`. */
export const fasterClock =
  (speed: number, originMs: number) =>
  (atMs: number): number =>
    originMs + speed * (atMs - originMs);

/**
 * Time that passes `speed` times as fast as the system's monotonic clock; the two agree at `originMs` of that clock, by
 * default now. Processes that agree on speed and origin have one clock. The event loop counts whole milliseconds, so a
 * delay ends up to about `speed` ms late; throws a `RangeError` for a speed that is no positive number.
 */
export const fasterTimers = (speed: number, originMs = systemMs()): Timers => {
  if (!(speed > 0 && speed < Infinity)) throw new RangeError(`Time cannot pass ${speed} times as fast.`);
  const played = fasterClock(speed, originMs);
  return {
    ...realTimers,
    nowMs: () => played(systemMs()),
    // Rounded up: a timer that fires before its time would find nothing to do.
    after: (delayMs, action) => realTimers.after(Math.ceil(delayMs / speed), action),
  };
};
