/** The writer over a whole outage: what is sent, kept, buried and told. Its clock stands still; it only counts waits. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/influx/answer.ts';
import { WRITER_PARAMS } from '../../src/influx/params.ts';
import type { Post } from '../../src/influx/post.ts';
import type { Problem } from '../../src/influx/problem.ts';
import { drainOnce, type Sleep, startWriter, type WriterOptions } from '../../src/influx/writer.ts';
import { createMemoryOutbox, type MemoryOutbox } from './memory-outbox.ts';

const GRACE_MS = 10_000;

/** A server that stores line by line, what it refuses, and what it says to whole requests. */
interface Server {
  readonly post: Post;
  readonly stored: string[];
  /** Lines of each request. */
  readonly requests: number[];
}

const STORED: Answer = { status: 204, reason: '', retryAfterS: null };

const isWrong = (line: string): boolean => line.includes('wrong');

const serverThat = (says: (request: number, lines: readonly string[]) => Partial<Answer> | null): Server => {
  const stored: string[] = [];
  const requests: number[] = [];
  const post: Post = async (lines) => {
    requests.push(lines.length);
    const said = says(requests.length, lines);
    if (said !== null) return { ...STORED, ...said };
    // As InfluxDB 1.x and 2.x do it: good lines are stored, and the whole is refused.
    stored.push(...lines.filter((line) => !isWrong(line)));
    return lines.some(isWrong) ? { ...STORED, status: 400, reason: 'partial write: dropped=1' } : STORED;
  };
  return { post, stored, requests };
};

/** Answers never. */
const silent: Post = async (_, signal) =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ ...STORED, status: 0 }));
  });

interface Scene {
  readonly outbox: MemoryOutbox;
  readonly options: WriterOptions;
  readonly problems: (Problem['type'] | null)[];
  readonly waits: number[];
}

const sceneWith = (post: Post, lines: readonly string[], change: Partial<WriterOptions> = {}): Scene => {
  const outbox = createMemoryOutbox();
  outbox.put(lines);
  const [problems, waits]: [Scene['problems'], number[]] = [[], []];
  const sleep: Sleep = async (ms) => {
    waits.push(ms);
    await new Promise(setImmediate);
  };
  const options: WriterOptions = {
    outbox,
    post,
    params: WRITER_PARAMS,
    random: () => 1,
    sleep,
    onProblem: (problem) => problems.push(problem?.type ?? null),
    ...change,
  };
  return { outbox, options, problems, waits };
};

const points = (count: number): string[] => Array.from({ length: count }, (_, i) => `m x=1 ${i}`);
const forever = new AbortController().signal;

describe('emptying an outbox', () => {
  it('sends everything once, in order, in bounded requests', async () => {
    const server = serverThat(() => null);
    const { outbox, options, problems } = sceneWith(server.post, points(2500));
    await drainOnce(options, forever);
    expect(server.stored).toEqual(points(2500));
    expect(server.requests).toEqual([1000, 1000, 500]);
    expect(outbox.counts()).toEqual({ waiting: 0, dead: 0 });
    expect(problems).toEqual([]);
  });

  it('buries what is refused with the reason, and stores the rest', async () => {
    const server = serverThat(() => null);
    const lines = points(100).map((line, i) => (i % 30 === 7 ? `wrong ${line}` : line));
    const { outbox, options } = sceneWith(server.post, lines);
    await drainOnce(options, forever);
    expect(new Set(server.stored)).toEqual(new Set(lines.filter((line) => !line.includes('wrong'))));
    expect(outbox.deadLines(99).map(({ line, reason, status }) => ({ line, reason, status }))).toEqual(
      [7, 37, 67, 97].map((i) => ({ line: lines[i], reason: 'partial write: dropped=1', status: 400 })),
    );
    expect(outbox.counts().waiting).toBe(0);
  });

  it('waits out an outage, and tells its beginning and its end', async () => {
    const server = serverThat((request) => (request <= 4 ? { status: 0, reason: 'ECONNREFUSED' } : null));
    const { options, problems, waits } = sceneWith(server.post, points(10));
    await drainOnce(options, forever);
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    expect(problems).toEqual(['unreachable', null]);
    expect(server.stored).toEqual(points(10));
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [200, 'not-influx'],
  ])('keeps everything on %d and says so', async (status, type) => {
    const server = serverThat(() => ({ status }));
    const { outbox, options, problems } = sceneWith(server.post, points(10));
    await drainOnce(options, forever);
    expect(server.requests).toEqual([10]);
    expect(outbox.waiting()).toEqual(points(10));
    expect(problems).toEqual([type]);
  });

  it('splits what is too large', async () => {
    const server = serverThat((_, lines) => (lines.length > 300 ? { status: 413 } : null));
    const { outbox, options } = sceneWith(server.post, points(1000));
    await drainOnce(options, forever);
    expect(server.stored).toEqual(points(1000));
    expect(outbox.counts()).toEqual({ waiting: 0, dead: 0 });
  });

  it('does not mark what it could not mark, and sends it again', async () => {
    const server = serverThat(() => null);
    const { outbox, options, problems } = sceneWith(server.post, points(3));
    let full = true;
    const failing = {
      ...outbox,
      sent(ids: readonly number[]) {
        if (full) throw new Error('database or disk is full');
        outbox.sent(ids);
      },
    };
    await drainOnce({ ...options, outbox: failing }, forever);
    expect(problems).toEqual(['outbox']);
    expect(outbox.waiting()).toEqual(points(3));
    full = false;
    await drainOnce({ ...options, outbox: failing }, forever);
    expect(outbox.waiting()).toEqual([]);
    expect(server.stored).toEqual([...points(3), ...points(3)]);
  });
});

describe('a writer that stays', () => {
  it('sends what is put in later, and what waits when it is closed', async () => {
    const server = serverThat(() => null);
    const { outbox, options } = sceneWith(server.post, []);
    const writer = startWriter(options);
    outbox.put(points(2));
    writer.poke();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(server.stored).toEqual(points(2));
    outbox.put(['m x=1 9']);
    await writer.close(GRACE_MS);
    expect(server.stored).toEqual([...points(2), 'm x=1 9']);
  });

  it('goes on trying where only people can help', async () => {
    const server = serverThat((request) => (request < 3 ? { status: 401 } : null));
    const { options, problems, waits } = sceneWith(server.post, points(1));
    const writer = startWriter(options);
    for (let i = 0; i < 10; i += 1) await new Promise(setImmediate);
    expect(waits.slice(0, 2)).toEqual([60_000, 60_000]);
    expect(problems).toEqual(['unauthorized', null]);
    await writer.close(GRACE_MS);
  });

  it('ends in time when nobody answers, and everything still waits', async () => {
    const { outbox, options } = sceneWith(silent, points(5));
    const writer = startWriter(options);
    await writer.close(20);
    expect(outbox.waiting()).toEqual(points(5));
  });

  it('has one request under way at a time', async () => {
    let [now, most] = [0, 0];
    const post: Post = async () => {
      most = Math.max(most, (now += 1));
      await new Promise(setImmediate);
      now -= 1;
      return STORED;
    };
    const { options } = sceneWith(post, points(5000));
    const writer = startWriter(options);
    for (let i = 0; i < 5; i += 1) writer.poke();
    await writer.close(GRACE_MS);
    expect(most).toBe(1);
  });
});
