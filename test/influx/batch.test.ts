/** Bounds of one request. */
import { expect, it } from 'vitest';
import { takeBatch } from '../../src/influx/batch.ts';

const lines = (...texts: string[]) => texts.map((line, i) => ({ id: i + 1, line }));
const ids = (texts: string[], maxBytes: number): number[] =>
  takeBatch(lines(...texts), maxBytes).map(({ id }) => id);

it('takes all that fit, counted in bytes with their line feeds', () => {
  expect(ids(['m a=1 1', 'm a=1 2', 'm a=1 3'], 24)).toEqual([1, 2, 3]);
  expect(ids(['m a=1 1', 'm a=1 2', 'm a=1 3'], 23)).toEqual([1, 2]);
  expect(ids(['m a="é" 1', 'm a=1 2'], 18)).toEqual([1]);
});

it('takes a line that is too long on its own, so that it cannot block the others', () => {
  expect(ids(['m a=1 1', 'm a=1 2'], 1)).toEqual([1]);
  expect(takeBatch([], 1)).toEqual([]);
});

it('ends before a line that writes a point once more', () => {
  expect(ids(['m,t=a x=1,y="a b" 1', 'm,t=b x=1 1', 'm,t=a x=1 2', 'm,t=a x=2 1', 'm x=1 1'], 1e6)).toEqual([
    1, 2, 3,
  ]);
});
