import { describe, expect, it } from 'vitest';
import { BeltlineError, isBeltlineError } from '../../src/domain/error.ts';

describe('an error', () => {
  it('says where, what, and how to mend it', () => {
    const error = new BeltlineError('bad-input', 'time goes back.', {
      place: { file: 'a.csv', line: 7 },
      cure: 'Sort the rows.',
    });
    expect(error.describe()).toBe('a.csv:7: time goes back. Sort the rows.');
    expect(new BeltlineError('unreadable', 'is gone.', { place: { file: 'a.csv' } }).describe()).toBe(
      'a.csv: is gone.',
    );
    expect(new BeltlineError('usage', 'no file.').describe()).toBe('no file.');
  });

  it('keeps its code and its cause', () => {
    const cause = new TypeError('deep down');
    const error = new BeltlineError('internal', 'broken.', { cause });
    expect([error.code, error.cause, error.name]).toEqual(['internal', cause, 'BeltlineError']);
    expect(new BeltlineError('usage', 'x').cause).toBeUndefined();
  });

  it('is told apart from others', () => {
    expect(isBeltlineError(new BeltlineError('usage', 'x'))).toBe(true);
    expect(isBeltlineError(new Error('x'))).toBe(false);
    expect(isBeltlineError(null)).toBe(false);
  });
});
