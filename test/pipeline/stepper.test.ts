import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { withStepper } from '../../src/pipeline/stepper.ts';

const scheduler = (): TestScheduler =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected));

/** Tells every value with the one before it, and what is left at the end. */
const pairs = () => {
  let last = '-';
  return {
    step: (value: string): string[] => {
      const pair = last + value;
      last = value;
      return value === 'x' ? [] : [pair];
    },
    finish: (): string[] => [`${last}.`],
  };
};

describe('a stepper in a stream', () => {
  it('answers in the same frame, and tells what is left when the source completes', () => {
    scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(' -a-b-x--|');
      const expected = '   -p-q----(r|)';
      expectObservable(source.pipe(withStepper(pairs))).toBe(expected, { p: '-a', q: 'ab', r: 'x.' });
      expectSubscriptions(source.subscriptions).toBe('^-------!');
    });
  });

  it('keeps what is left to itself when the source fails or nobody listens any more', () => {
    scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold('-a-#');
      expectObservable(failing.pipe(withStepper(pairs))).toBe('-p-#', { p: '-a' });
      const endless = cold('-a-b-a');
      expectObservable(endless.pipe(withStepper(pairs)), '^--!').toBe('-p--', { p: '-a' });
      expectSubscriptions(endless.subscriptions).toBe('^--!');
    });
  });

  it('remembers nothing of other subscriptions', () => {
    scheduler().run(({ hot, expectObservable }) => {
      const stream = hot('-a-b-a|').pipe(withStepper(pairs));
      expectObservable(stream).toBe('-p-q-r(s|)', {
        p: '-a',
        q: 'ab',
        r: 'ba',
        s: 'a.',
      });
      expectObservable(stream, '--^').toBe('---q-r(s|)', { q: '-b', r: 'ba', s: 'a.' });
    });
  });

  it('passes a fault of the stepper on as an error', () => {
    scheduler().run(({ cold, expectObservable }) => {
      const broken = withStepper(() => ({
        step: (value: string): string[] => {
          if (value === 'b') throw 'broken';
          return [value];
        },
      }));
      expectObservable(cold('a-b-c|').pipe(broken)).toBe('a-#', undefined, 'broken');
    });
  });
});
