import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endingOf } from '../../../src/cli/history/ending.ts';
import { historyOf } from '../../../src/cli/page/history.ts';
import type { SessionRecord } from '../../../src/domain/record.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { alertRecord, healthRecord, repRecord } from '../../influx/records.ts';

const MINUTE_US = 60e6;
const BEGAN_US = 1_700_000_000_000_000;
/** Long after everything began. */
const NOW_US = BEGAN_US + 60 * MINUTE_US;

const sessionAt = (id: string, startedUs: number, endedUs: number | null = null): SessionRecord => ({
  id,
  startedUs,
  endedUs,
  timeZone: 'UTC',
  software: 'beltline test',
  simulated: false,
  recording: null,
});
const first = sessionAt('first', BEGAN_US);

let store: Store;
beforeEach(() => {
  store = openStore(':memory:');
  store.people.add({ slug: repRecord.athlete, name: 'Anna' });
  store.begin(first);
});
afterEach(() => store.close());

const keepRep = (liftOffUs: number): void =>
  store.keep([{ type: 'rep', record: { ...repRecord, sessionId: 'first', liftOffUs } }], []);
const keepHealth = (atUs: number): void =>
  store.keep([{ type: 'device-health', record: { ...healthRecord, atUs } }], []);

describe('a session', () => {
  it('that was ended is over, however lately', () => {
    expect(endingOf(store, { ...first, endedUs: NOW_US }, NOW_US)).toBe('ended');
  });

  it('that has just begun runs; of one in which nothing happens nobody can tell', () => {
    expect(endingOf(store, first, BEGAN_US + MINUTE_US)).toBe('running');
    expect(endingOf(store, first, NOW_US)).toBe('not-ended');
  });

  it.each<[string, (atUs: number) => void]>([
    ['a rep', keepRep],
    [
      'an alert',
      (atUs) => store.keep([{ type: 'alert', record: { ...alertRecord, sessionId: 'first', atUs } }], []),
    ],
    ['the health of a sensor', keepHealth],
  ])('runs for as long as %s was kept lately', (_, keep) => {
    keep(NOW_US - 2 * MINUTE_US);
    expect(endingOf(store, first, NOW_US)).toBe('running');
    expect(endingOf(store, first, NOW_US + 1)).toBe('not-ended');
  });

  it('does not run because a sensor is heard in a later one', () => {
    store.begin(sessionAt('second', BEGAN_US + MINUTE_US));
    keepHealth(NOW_US);
    expect(endingOf(store, first, NOW_US)).toBe('not-ended');
    expect(endingOf(store, sessionAt('second', BEGAN_US), NOW_US)).toBe('running');
  });

  it('does not run because a sensor was heard before it began, nor in the future', () => {
    keepHealth(BEGAN_US - 1);
    expect(endingOf(store, first, NOW_US)).toBe('not-ended');
    keepRep(NOW_US + 3 * MINUTE_US);
    expect(endingOf(store, first, NOW_US)).toBe('not-ended');
  });
});

it('the page is told which sessions are over, and which is known to run', () => {
  keepRep(BEGAN_US);
  store.begin(sessionAt('second', BEGAN_US + 1, BEGAN_US + MINUTE_US));
  store.begin(sessionAt('third', NOW_US - 1));
  const history = historyOf(store, () => NOW_US);
  expect(history.sessions().map(({ id, ended, running }) => [id, ended, running])).toEqual([
    ['third', false, true],
    ['second', true, false],
    ['first', false, false],
  ]);
  expect(history.session('first')).toMatchObject({ ended: false, running: false });
});
