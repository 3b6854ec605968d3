/** One step of emptying the outbox: a request, and what becomes of its lines. */
import { outcomeOf } from './answer.ts';
import { takeBatch } from './batch.ts';
import { type Decision, decide, type DrainState, failed, initialState, linesToSend } from './decide.ts';
import type { Outbox, OutboxLine } from '../domain/outbox.ts';
import type { WriterParams } from './params.ts';
import type { Post } from './post.ts';
import type { Problem } from './problem.ts';

export interface DrainStep {
  /** Lines that are stored by now, lines that are dead. */
  readonly sent: number;
  readonly dead: number;
  /** Nothing waited. */
  readonly empty: boolean;
  /** Before the next step, ms. */
  readonly waitMs: number;
  readonly problem: Problem | null;
}

export interface Drain {
  /** Never throws. Only one at a time. @param signal gives up on the request; its lines then wait as before */
  step(signal: AbortSignal): Promise<DrainStep>;
}

export interface DrainParts {
  readonly outbox: Outbox;
  readonly post: Post;
  readonly params: WriterParams;
  /** From 0 to 1. */
  readonly random: () => number;
}

type Refusal = Parameters<Outbox['dead']>[1];

const NOTHING: DrainStep = { sent: 0, dead: 0, empty: false, waitMs: 0, problem: null };

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const idsOf = (lines: readonly OutboxLine[]): number[] => lines.map(({ id }) => id);

export const createDrain = ({ outbox, post, params, random }: DrainParts): Drain => {
  let state: DrainState = initialState(params);

  const apply = (
    lines: readonly OutboxLine[],
    { waitMs, problem, ...decision }: Decision,
    refusal: Refusal,
  ): DrainStep => {
    if (decision.lines === 'sent') outbox.sent(idsOf(lines));
    if (decision.lines === 'dead') outbox.dead(lines[0].id, refusal);
    // Only now: what the outbox does not know has not happened.
    ({ state } = decision);
    const count = {
      sent: decision.lines === 'sent' ? lines.length : 0,
      dead: decision.lines === 'dead' ? 1 : 0,
    };
    return { ...NOTHING, ...count, waitMs, problem };
  };

  const attempt = async (signal: AbortSignal): Promise<DrainStep> => {
    const { lines, texts } = takeBatch(outbox.next(linesToSend(state)), params.maxBytes);
    if (lines.length === 0) return { ...NOTHING, empty: true };
    const answer = await post(texts, signal);
    if (signal.aborted && answer.status === 0) return NOTHING;
    return apply(lines, decide(params, state, lines.length, outcomeOf(answer), random()), answer);
  };

  return {
    async step(signal) {
      try {
        return await attempt(signal);
      } catch (error) {
        const reason = reasonOf(error);
        const { waitMs, state: next } = failed(params, state, { reason, retryAfterS: null }, random());
        state = next;
        return { ...NOTHING, waitMs, problem: { type: 'outbox', reason } };
      }
    },
  };
};
