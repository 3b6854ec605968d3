/** Whatever a server does short of lying: nothing good is lost, nothing but what it refuses is dead. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Answer } from '../../src/influx/answer.ts';
import { createDrain } from '../../src/influx/drain.ts';
import { WRITER_PARAMS } from '../../src/influx/params.ts';
import type { Post } from '../../src/influx/post.ts';
import { createMemoryOutbox } from './memory-outbox.ts';

/** What happens to one request. */
type Fate =
  /** It is read as it is: good lines are stored, wrong ones refused. */
  | 'read'
  /** As `read`, but the answer never arrives. */
  | 'unheard'
  /** As InfluxDB 3 without partial writes: nothing is stored if any line is wrong. */
  | 'all-or-nothing'
  /** Some lines are stored before it dies. */
  | 'half'
  | number;

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('read' as const, 'all-or-nothing' as const) },
  { weight: 2, arbitrary: fc.constantFrom('unheard' as const, 'half' as const) },
  { weight: 1, arbitrary: fc.constantFrom(401, 403, 404, 200, 302, 408, 429, 500, 503) },
);

const answer = (status: number): Answer => ({ status, reason: 'because', retryAfterS: null });

const isWrong = (text: string): boolean => text.startsWith('wrong');

const serverWith = (fates: readonly Fate[]) => {
  const stored = new Map<string, string>();
  let requests = 0;
  const store = (lines: readonly string[]): void => {
    for (const line of lines) stored.set(line.slice(line.lastIndexOf(' ')), line);
  };
  const post: Post = async (lines) => {
    const what = fates[requests] ?? 'read';
    requests += 1;
    if (typeof what === 'number') return answer(what);
    const wrong = lines.some(isWrong);
    if (what !== 'all-or-nothing' || !wrong)
      store(
        what === 'half'
          ? lines.filter((_, i) => i % 2 === 0 && !isWrong(lines[i]))
          : lines.filter((line) => !isWrong(line)),
      );
    if (what === 'unheard' || what === 'half') return answer(0);
    return answer(wrong ? 400 : 204);
  };
  return { post, stored };
};

it('stores every good line and buries every wrong one, with the last line of each point on top', async () => {
  const line = fc.record({ wrong: fc.boolean(), time: fc.nat({ max: 40 }), value: fc.nat() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 120 }),
      fc.array(fate, { maxLength: 60 }),
      async (lines, fates) => {
        const texts = lines.map(
          ({ wrong, time, value }) => `${wrong ? 'wrong' : 'm'},n=a x=${value} ${time}`,
        );
        const outbox = createMemoryOutbox();
        outbox.put(texts);
        const { post, stored } = serverWith(fates);
        const drain = createDrain({
          outbox,
          post,
          params: { ...WRITER_PARAMS, maxLines: 32 },
          random: () => 0,
        });
        const never = new AbortController().signal;
        while (!(await drain.step(never)).empty);
        const good = texts.filter((text) => !isWrong(text));
        expect(stored).toEqual(new Map(good.map((text) => [text.slice(text.lastIndexOf(' ')), text])));
        const buried = outbox.deadLines(texts.length).map((dead) => dead.line);
        expect(buried.every(isWrong)).toBe(true);
        // A wrong line that a later line of its point replaced within a request need not be tried.
        const last = new Map(texts.filter(isWrong).map((text) => [text.slice(text.lastIndexOf(' ')), text]));
        expect(buried).toEqual(expect.arrayContaining([...last.values()]));
        expect(outbox.counts().waiting).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});
