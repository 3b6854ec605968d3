/** Values out of rows, checked: a column that is not what it was written as means a damaged or foreign file. */
import { BeltlineError } from '../domain/error.ts';
import type { Rep } from '../domain/rep.ts';
import type { Row } from './database.ts';

const wrong = (column: string): never => {
  throw new BeltlineError('bad-input', `the database holds something else than it should in "${column}".`, {
    cure: 'Put a copy of it aside, then import your last export into a new file.',
  });
};

export const textIn = (row: Row, column: string): string => {
  const value = row[column];
  return typeof value === 'string' ? value : wrong(column);
};

export const numberIn = (row: Row, column: string): number => {
  const value = row[column];
  return typeof value === 'number' ? value : wrong(column);
};

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : textIn(row, column);

export const numberOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : numberIn(row, column);

/** One of a list of words. */
export const oneOf = <T extends string>(row: Row, column: string, words: readonly T[]): T =>
  words.find((word) => word === row[column]) ?? wrong(column);

/** JSON that the store itself wrote, beside columns of the same transaction. @param is whether it is what was written */
export const jsonIn = <T>(row: Row, column: string, is: (value: unknown) => value is T): T => {
  try {
    const value: unknown = JSON.parse(textIn(row, column));
    return is(value) ? value : wrong(column);
  } catch {
    return wrong(column);
  }
};

/** A guard that asks for an object with some of its keys: enough to tell one kind of record from another. */
export const hasKeys =
  <T extends object>(...keys: readonly (keyof T & string)[]) =>
  (value: unknown): value is T =>
    typeof value === 'object' && value !== null && keys.every((key) => key in value);

export const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number');

export const isRep = hasKeys<Rep>('index', 'liftOffS', 'meanVelocityMps', 'lumbar', 'flags');
