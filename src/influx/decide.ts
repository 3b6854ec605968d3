/**
 * What becomes of the lines of a request, and what is sent next: a pure step from one state to the next.
 *
 * A refused request is bisected: half of its lines, then half of those, until one line stands alone and is dead or all are
 * stored. What InfluxDB had already stored of a refused request is sent again and overwrites itself. After a dead line
 * requests grow again from one line, doubling, so that many wrong lines in a row cost little.
 */
import type { Outcome } from './answer.ts';
import type { WriterParams } from './params.ts';
import type { Problem } from './problem.ts';

export interface DrainState {
  /** Most lines of the next request. */
  readonly limit: number;
  /** Among so many lines at the head of the queue is one that InfluxDB refuses; 0 if none is known. */
  readonly suspects: number;
  /** Failures since the last answer that spoke about lines. */
  readonly failures: number;
  /** Lines refused since the last one that was stored. */
  readonly refused: number;
}

export interface Decision {
  readonly state: DrainState;
  /** What to do with the lines that were sent. `dead` is one line. */
  readonly lines: 'sent' | 'dead' | 'keep';
  /** Before the next request, ms. */
  readonly waitMs: number;
  /** What stands in the way, `null` if nothing does. */
  readonly problem: Problem | null;
}

export const initialState = ({ maxLines }: WriterParams): DrainState => ({
  limit: maxLines,
  suspects: 0,
  failures: 0,
  refused: 0,
});

/** Most lines of the next request. */
export const linesToSend = ({ limit, suspects }: DrainState): number =>
  suspects === 0 ? limit : Math.min(limit, Math.ceil(suspects / 2));

/** "Equal jitter": at least half of the time, so that a server that comes back is not met by all belts at once. */
const jittered = (ms: number, random: number): number => Math.round(ms / 2 + (ms / 2) * random);

const backoffMs = (params: WriterParams, failures: number, random: number): number =>
  jittered(Math.min(params.longestBackoffMs, params.firstBackoffMs * 2 ** (failures - 1)), random);

const stored = (params: WriterParams, state: DrainState, count: number): Decision => {
  const suspects = Math.max(0, state.suspects - count);
  const limit = Math.min(params.maxLines, state.limit * 2);
  return {
    state: { limit, suspects, failures: 0, refused: 0 },
    lines: 'sent',
    waitMs: 0,
    problem: null,
  };
};

const halved = (state: DrainState, count: number): Decision => ({
  state: { ...state, limit: Math.ceil(count / 2), suspects: count, failures: 0 },
  lines: 'keep',
  waitMs: 0,
  problem: null,
});

const dead = (params: WriterParams, state: DrainState, reason: string, random: number): Decision => {
  const refused = state.refused + 1;
  const all = refused >= params.refusedInARow;
  return {
    state: { limit: 1, suspects: 0, failures: 0, refused: all ? 0 : refused },
    lines: 'dead',
    waitMs: all ? jittered(params.deniedMs, random) : 0,
    problem: all ? { type: 'refuses-all', reason } : null,
  };
};

/**
 * @param count how many lines were sent, at least 1
 * @param random from 0 to 1, for the jitter
 */
export const decide = (
  params: WriterParams,
  state: DrainState,
  count: number,
  outcome: Outcome,
  random: number,
): Decision => {
  switch (outcome.type) {
    case 'stored':
      return stored(params, state, count);
    case 'refused':
      return count > 1 ? halved(state, count) : dead(params, state, outcome.reason, random);
    case 'denied':
      return {
        state,
        lines: 'keep',
        waitMs: jittered(params.deniedMs, random),
        problem: { type: outcome.denial, reason: outcome.reason },
      };
    default:
      return failed(params, state, outcome, random);
  }
};

/** Nothing came of it; the next try is the same. */
export const failed = (
  params: WriterParams,
  state: DrainState,
  { reason, retryAfterS }: { readonly reason: string; readonly retryAfterS: number | null },
  random: number,
): Decision => {
  const failures = state.failures + 1;
  const askedMs = Math.min(retryAfterS ?? 0, params.longestRetryAfterS) * 1000;
  return {
    state: { ...state, failures },
    lines: 'keep',
    // What the server asks for is the least; the jitter comes on top.
    waitMs: askedMs + backoffMs(params, askedMs > 0 ? 1 : failures, random),
    // A connection that was closed while it was idle is not worth a word.
    problem: failures === 1 ? null : { type: 'unreachable', reason },
  };
};
