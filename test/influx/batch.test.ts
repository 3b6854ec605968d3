/** Bounds of one request, and what of several lines of a point is sent. */
import { expect, it } from 'vitest';
import { type Batch, takeBatch } from '../../src/influx/batch.ts';

const batch = (texts: readonly string[], maxBytes: number): Batch =>
  takeBatch(
    texts.map((line, i) => ({ id: i + 1, line })),
    maxBytes,
  );
const ids = (texts: readonly string[], maxBytes: number): number[] =>
  batch(texts, maxBytes).lines.map(({ id }) => id);

it('takes all that fit, counted in bytes with their line feeds', () => {
  expect(ids(['m a=1 1', 'm a=1 2', 'm a=1 3'], 24)).toEqual([1, 2, 3]);
  expect(ids(['m a=1 1', 'm a=1 2', 'm a=1 3'], 23)).toEqual([1, 2]);
  expect(ids(['m a="é" 1', 'm a=1 2'], 18)).toEqual([1]);
});

it('takes a line that is too long on its own, so that it cannot block the others', () => {
  expect(ids(['m a=1 1', 'm a=1 2'], 1)).toEqual([1]);
  expect(batch([], 1)).toEqual({ lines: [], texts: [] });
});

it('sends the last line of each point, and is done with those before it', () => {
  const lines = [
    'm,t=a x=1,y="a b" 1',
    'm,t=b x=1 1',
    'm,t=a x=1 2',
    'm,t=a x=2 1',
    'm x=1 1',
    'nonsense',
    'm,t=a x=3 1',
  ];
  const { lines: done, texts } = batch(lines, 1e6);
  expect(done).toHaveLength(7);
  expect(texts).toEqual(['m,t=a x=3 1', 'm,t=b x=1 1', 'm,t=a x=1 2', 'm x=1 1', 'nonsense']);
});
