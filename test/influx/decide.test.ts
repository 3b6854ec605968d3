/** From an answer to what is done about it; and that bisecting buries the wrong lines and no other. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, type Outcome, outcomeOf } from '../../src/influx/answer.ts';
import { decide, type DrainState, initialState, linesToSend } from '../../src/influx/decide.ts';
import { WRITER_PARAMS } from '../../src/influx/params.ts';

const answer = (status: number, retryAfterS: number | null = null): Answer => ({
  status,
  reason: 'because',
  retryAfterS,
});
const START = initialState(WRITER_PARAMS);
const BUSY: Outcome = { type: 'busy', reason: 'because', retryAfterS: null };
const REFUSED: Outcome = { type: 'refused', status: 400, reason: 'because' };

describe('an answer', () => {
  it.each([
    [204, 'stored'],
    [201, 'refused'],
    [400, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [0, 'busy'],
    [408, 'busy'],
    [425, 'busy'],
    [429, 'busy'],
    [500, 'busy'],
    [502, 'busy'],
    [503, 'busy'],
    [599, 'busy'],
    [401, 'denied'],
    [403, 'denied'],
    [404, 'denied'],
    [200, 'denied'],
    [302, 'denied'],
    [405, 'denied'],
  ])('with status %d means %s', (status, type) => {
    expect(outcomeOf(answer(status)).type).toBe(type);
  });

  it('says what was denied', () => {
    const denials = [401, 403, 404, 200].map((status) => {
      const outcome = outcomeOf(answer(status));
      return outcome.type === 'denied' ? outcome.denial : null;
    });
    expect(denials).toEqual(['unauthorized', 'forbidden', 'not-found', 'not-influx']);
  });
});

const waits = (count: number, outcome: Outcome, random: number): number[] => {
  let state = START;
  return Array.from({ length: count }, () => {
    const decision = decide(WRITER_PARAMS, state, 10, outcome, random);
    ({ state } = decision);
    return decision.waitMs;
  });
};

describe('waiting', () => {
  it('doubles with every failure up to a minute, and jitters over its upper half', () => {
    expect(waits(9, BUSY, 1)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(waits(3, BUSY, 0)).toEqual([250, 500, 1000]);
    expect(waits(2000, BUSY, 1).at(-1)).toBe(60_000);
  });

  it('begins anew after a success', () => {
    const tired: DrainState = { ...START, failures: 7 };
    const { state } = decide(WRITER_PARAMS, tired, 10, { type: 'stored' }, 1);
    expect(decide(WRITER_PARAMS, state, 10, BUSY, 1).waitMs).toBe(500);
  });

  it('is not told for a single failure', () => {
    const first = decide(WRITER_PARAMS, START, 10, BUSY, 1);
    expect(first.problem).toBeNull();
    expect(decide(WRITER_PARAMS, first.state, 10, BUSY, 1).problem).toEqual({
      type: 'unreachable',
      reason: 'because',
    });
  });

  it('heeds Retry-After in seconds, within limits', () => {
    expect(waits(2, { ...BUSY, retryAfterS: 30 }, 0)).toEqual([30_250, 30_250]);
    expect(waits(1, { ...BUSY, retryAfterS: 1e9 }, 0)).toEqual([900_250]);
  });

  it('is long where only people can mend it, and keeps every line', () => {
    const decision = decide(WRITER_PARAMS, START, 10, outcomeOf(answer(401)), 1);
    expect(decision).toEqual({
      state: START,
      lines: 'keep',
      waitMs: 60_000,
      problem: { type: 'unauthorized', reason: 'because' },
    });
  });
});

interface Emptied {
  readonly sent: readonly number[];
  readonly dead: readonly number[];
  readonly requests: number;
  readonly linesSent: number;
}

/** Sends numbers to a server that refuses some and stores nothing of a request with one of them. */
const empty = (lines: readonly number[], isWrong: (line: number) => boolean): Emptied => {
  let [state, queue, requests, linesSent] = [START, lines, 0, 0];
  const [sent, dead]: number[][] = [[], []];
  while (queue.length > 0) {
    const batch = queue.slice(0, linesToSend(state));
    requests += 1;
    linesSent += batch.length;
    const outcome: Outcome = batch.some(isWrong) ? REFUSED : { type: 'stored' };
    const decision = decide(WRITER_PARAMS, state, batch.length, outcome, 0);
    ({ state } = decision);
    if (decision.lines === 'keep') continue;
    (decision.lines === 'sent' ? sent : dead).push(...batch);
    queue = queue.slice(batch.length);
  }
  return { sent, dead, requests, linesSent };
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('bisecting', () => {
  it('buries exactly the wrong lines, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 3000 }), (wrong) => {
        const { sent, dead } = empty(numbers(wrong.length), (line) => wrong[line]);
        expect(dead).toEqual(numbers(wrong.length).filter((line) => wrong[line]));
        expect(sent).toEqual(numbers(wrong.length).filter((line) => !wrong[line]));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['one wrong line in a thousand', 10_000, 1000, 4],
    ['one in ten', 10_000, 10, 8],
    ['every other', 2000, 2, 8],
    ['all', 2000, 1, 3],
  ])('sends no line often for %s', (_, count, every, most) => {
    const { linesSent } = empty(numbers(count), (line) => line % every === 0);
    expect(linesSent / count).toBeLessThan(most);
  });

  it('stops a while and says so when a thousand lines in a row are refused', () => {
    let state = { ...START, limit: 1, refused: 998 };
    const step = (): ReturnType<typeof decide> => {
      const decision = decide(WRITER_PARAMS, state, 1, REFUSED, 1);
      ({ state } = decision);
      return decision;
    };
    expect(step()).toMatchObject({ waitMs: 0, problem: null });
    expect(step()).toMatchObject({ lines: 'dead', waitMs: 60_000, problem: { type: 'refuses-all' } });
    expect(step()).toMatchObject({ waitMs: 0, problem: null });
  });
});
