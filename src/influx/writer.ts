/** The writer behind the outbox: sends what waits, one request after another, for as long as it is open. */
import { setTimeout as delay } from 'node:timers/promises';
import { createDrain, type Drain, type DrainParts, type DrainStep } from './drain.ts';
import type { Problem } from './problem.ts';

export interface WriterOptions extends DrainParts {
  /** Told when something begins to stand in the way, when that changes, and with `null` when it is over. */
  readonly onProblem: (problem: Problem | null) => void;
  /** Told with every request that stored or buried lines. */
  readonly onProgress?: (sent: number, dead: number) => void;
  /** Tests have a faster clock. */
  readonly sleep?: Sleep;
}

/** Resolves after so long, or at once when aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export interface Writer {
  /** There is something new: an empty outbox is looked at now. */
  poke(): void;
  /** Tries for at most so long, ms, to send what still waits, then stops. What could not be sent waits on. */
  close(graceMs: number): Promise<void>;
}

const sleepFor: Sleep = async (ms, signal) => {
  await delay(ms, undefined, { signal }).catch(() => undefined);
};

/** Tells a problem once, however often it is met. */
const createTeller = (tell: WriterOptions['onProblem']): ((step: DrainStep) => void) => {
  let told: Problem['type'] | null = null;
  return ({ problem, sent, empty }) => {
    // A refused request is neither an end nor a beginning of trouble.
    if (problem === null && sent === 0 && !empty) return;
    if (told === (problem?.type ?? null)) return;
    told = problem?.type ?? null;
    tell(problem);
  };
};

/** A step that is told. */
type Step = (signal: AbortSignal) => Promise<DrainStep>;

const toldSteps = (drain: Drain, { onProblem, onProgress }: WriterOptions): Step => {
  const tell = createTeller(onProblem);
  return async (signal) => {
    const step = await drain.step(signal);
    if (step.sent + step.dead > 0) onProgress?.(step.sent, step.dead);
    tell(step);
    return step;
  };
};

/** Waiting a little helps against an outage, not against a wrong token. */
const isHopeless = ({ problem }: DrainStep): boolean => problem !== null && problem.type !== 'unreachable';

/** Steps until nothing waits, only people can mend what is wrong, or the signal is aborted. */
const untilEmpty = async (step: Step, sleep: Sleep, stop: AbortSignal): Promise<void> => {
  while (!stop.aborted) {
    const done = await step(stop);
    if (done.empty || isHopeless(done)) return;
    if (done.waitMs > 0) await sleep(done.waitMs, stop);
  }
};

/** Sends what waits, once: until nothing waits, only people can mend what is wrong, or the signal is aborted. */
export const drainOnce = async (options: WriterOptions, stop: AbortSignal): Promise<void> =>
  untilEmpty(toldSteps(createDrain(options), options), options.sleep ?? sleepFor, stop);

/** Starts sending; whatever happens to InfluxDB, it goes on until it is closed. */
export const startWriter = (options: WriterOptions): Writer => {
  const { sleep = sleepFor, params } = options;
  const step = toldSteps(createDrain(options), options);
  /** No further step, and no step at all. */
  const [closing, giveUp] = [new AbortController(), new AbortController()];
  let idle = new AbortController();

  const untilClosing = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      idle = new AbortController();
      const { empty, waitMs } = await step(giveUp.signal);
      if (closing.signal.aborted) return;
      if (empty) await sleep(params.idleMs, idle.signal);
      else if (waitMs > 0) await sleep(waitMs, closing.signal);
    }
  };
  const running = untilClosing();

  return {
    poke: () => idle.abort(),
    async close(graceMs) {
      closing.abort();
      idle.abort();
      const timer = setTimeout(() => giveUp.abort(), graceMs);
      await running;
      await untilEmpty(step, sleep, giveUp.signal);
      clearTimeout(timer);
    },
  };
};
