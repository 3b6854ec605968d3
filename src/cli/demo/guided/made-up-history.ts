/** Three months of made-up training in a store that is thrown away, so that trends have something to show. */
import { historyAthletes, trainingHistory } from '../../../simulator/history/index.ts';
import { openStore } from '../../../store/store.ts';
import { LIFTER } from './chapters.ts';

/** Which history; another seed is another one. */
const SEED = 7;
/** Nothing of it is younger than this, so that the session of the demo is the latest one, ms. */
const QUIET_MS = 12 * 3_600_000;

/** What the lifter of the demo lifts once at most, kg, in steps of plates. */
export const bestSingleKg = (): number => {
  const [athlete] = historyAthletes({ seed: SEED, athletes: 1 });
  return athlete.maxKg['conventional-deadlift'];
};

/** Makes the file. @returns how many sessions there are */
export const makeUpHistory = (file: string, nowMs: number): number => {
  const store = openStore(file);
  let sessions = 0;
  try {
    store.transaction(() => {
      store.people.slugFor(LIFTER);
      for (const { session, records } of trainingHistory({
        seed: SEED,
        untilUs: 1000 * (nowMs - QUIET_MS),
        athletes: 1,
      })) {
        store.sessions.add(session);
        store.keep(records, []);
        sessions += 1;
      }
    });
  } finally {
    store.close();
  }
  return sessions;
};
