import type { Timers } from '../../../src/simulator/radio/index.ts';

export interface ManualTimers extends Timers {
  /** Lets so much time pass and runs what falls due, in order; what is planned meanwhile too. */
  readonly pass: (ms: number) => void;
  readonly planned: () => number;
}

/** A clock turned by hand. `lateMs` makes every timer run late, as on a busy machine. */
export const createManualTimers = (lateMs = 0): ManualTimers => {
  let nowMs = 0;
  let jobs: { readonly dueMs: number; readonly action: () => void }[] = [];
  const plan = (dueMs: number, action: () => void) => {
    const job = { dueMs, action };
    jobs.push(job);
    return () => {
      jobs = jobs.filter((other) => other !== job);
    };
  };
  const next = (untilMs: number) =>
    jobs.filter(({ dueMs }) => dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
  return {
    nowMs: () => nowMs,
    after: (delayMs, action) => plan(nowMs + delayMs + lateMs, action),
    soon: (action) => plan(nowMs, action),
    pass: (ms) => {
      const untilMs = nowMs + ms;
      for (let job = next(untilMs); job !== undefined; job = next(untilMs)) {
        const { dueMs, action } = job;
        jobs = jobs.filter((other) => other !== job);
        nowMs = Math.max(nowMs, dueMs);
        action();
      }
      nowMs = untilMs;
    },
    planned: () => jobs.length,
  };
};
