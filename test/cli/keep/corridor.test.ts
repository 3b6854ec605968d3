import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EARLIER_DEFAULTS, earlierCorridor } from '../../../src/cli/keep/corridor.ts';
import type { Rep } from '../../../src/domain/rep.ts';
import { RISE_SHARES } from '../../../src/signal/lumbar/curve.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { rep, repRecord } from '../../influx/records.ts';

const DAY_US = 86_400e6;
const NOW_US = 1_700_000_000_000_000;

/** A rep in which nothing was found. */
const clean: Rep = {
  ...rep,
  lumbar: { method: 'proxy', excursionDeg: 0.5, onsetS: null, severity: 'none' },
  flags: [],
};
const unjudged: Rep = { ...clean, lumbar: { ...clean.lumbar, excursionDeg: null } };

let store: Store;
beforeEach(() => {
  store = openStore(':memory:');
  store.people.add({ slug: repRecord.athlete, name: 'Anna' });
});
afterEach(() => store.close());

interface Lifted {
  readonly daysAgo: number;
  readonly count: number;
  /** Pitch of all of them, degrees. */
  readonly deg: number;
  readonly as?: Rep;
  readonly simulated?: boolean;
}

const lift = ({ daysAgo, count, deg, as = clean, simulated = false }: Lifted): void => {
  const startedUs = NOW_US - daysAgo * DAY_US;
  const id = `${daysAgo}-${deg}-${simulated ? 'virtual' : 'real'}`;
  const began = { endedUs: startedUs + 1, timeZone: 'UTC', software: 'test', recording: null };
  store.sessions.add({ ...began, id, startedUs, simulated });
  const curve = RISE_SHARES.map(() => deg);
  for (let index = 1; index <= count; index += 1) {
    const record = {
      ...repRecord,
      sessionId: id,
      liftOffUs: startedUs + index,
      rep: { ...as, index },
      curve,
    };
    store.keep([{ type: 'rep', record }], []);
  }
};

const corridor = (changed: Partial<Parameters<typeof earlierCorridor>[1]> = {}) =>
  earlierCorridor(store, {
    athlete: 'Anna',
    exercise: 'conventional-deadlift',
    simulated: false,
    nowUs: NOW_US,
    ...changed,
  });

describe('the corridor of earlier sessions', () => {
  it('runs where the clean reps of the lifter and the lift ran', () => {
    lift({ daysAgo: 7, count: 3, deg: 10 });
    lift({ daysAgo: 3, count: 4, deg: 12 });
    expect(corridor()).toMatchObject({ reps: 7, centreDeg: RISE_SHARES.map(() => 12) });
    expect(corridor({ exercise: 'squat' })).toBeNull();
    expect(corridor({ athlete: 'Ben' })).toBeNull();
  });

  it('does not exist where too few reps were clean', () => {
    lift({ daysAgo: 3, count: 2, deg: 10 });
    expect(corridor()).toBeNull();
  });

  it.each(['rounding', 'gap', 'degraded', 'slip', 'mounting-uncertain'] as const)(
    'knows nothing of reps with the flag "%s"',
    (flag) => {
      lift({ daysAgo: 7, count: 3, deg: 10 });
      lift({ daysAgo: 3, count: 5, deg: 30, as: { ...clean, flags: [flag] } });
      expect(corridor()).toMatchObject({ reps: 3, centreDeg: RISE_SHARES.map(() => 10) });
    },
  );

  it('knows reps that nobody could judge only where there are too few others', () => {
    lift({ daysAgo: 7, count: 5, deg: 30, as: unjudged });
    lift({ daysAgo: 3, count: 2, deg: 10 });
    expect(corridor()?.reps).toBe(7);
    lift({ daysAgo: 2, count: 1, deg: 10 });
    expect(corridor()).toMatchObject({ reps: 3, centreDeg: RISE_SHARES.map(() => 10) });
  });

  it('knows nothing of curves that were read elsewhere', () => {
    lift({ daysAgo: 3, count: 3, deg: 10 });
    const record = { ...repRecord, sessionId: '3-10-real', rep: { ...clean, index: 9 }, curve: [30, 30] };
    store.keep([{ type: 'rep', record }], []);
    expect(corridor()).toMatchObject({ reps: 3, centreDeg: RISE_SHARES.map(() => 10) });
  });

  it('never mixes virtual lifters with real ones', () => {
    lift({ daysAgo: 3, count: 4, deg: 30, simulated: true });
    expect(corridor()).toBeNull();
    lift({ daysAgo: 3, count: 3, deg: 10 });
    expect(corridor()?.centreDeg[0]).toBe(10);
    expect(corridor({ simulated: true })?.centreDeg[0]).toBe(30);
  });

  it('is made of the newest, and of several days', () => {
    for (const daysAgo of [1, 2, 3, 4]) lift({ daysAgo, count: 20, deg: 10 * daysAgo });
    const { mostReps, mostOfSession } = EARLIER_DEFAULTS;
    // Eight of each of the last three days: the oldest has no part in it.
    expect([mostReps, mostOfSession]).toEqual([24, 8]);
    expect(corridor()).toMatchObject({ reps: 24, centreDeg: RISE_SHARES.map(() => 20) });
  });

  it('forgets what is older than a quarter of a year', () => {
    lift({ daysAgo: 91, count: 5, deg: 10 });
    expect(corridor()).toBeNull();
    lift({ daysAgo: 89, count: 3, deg: 20 });
    expect(corridor()?.reps).toBe(3);
  });
});
