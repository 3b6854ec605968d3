/** The store, as the page asks about earlier training. */
import type { RepRecord, SetRecord } from '../../domain/record.ts';
import { EXERCISES } from '../../domain/exercise.ts';
import { type Ending, endingOf } from '../history/ending.ts';
import type { SessionSummary } from '../../store/sessions.ts';
import type { Store } from '../../store/store.ts';
import type { SessionDetail, SessionListItem } from '../../web/contract.ts';
import type { TrainingHistory } from '../../web/server/history.ts';

const MOST_SESSIONS = 100;

const itemOf = (session: SessionSummary, ending: Ending): SessionListItem => ({
  id: session.id,
  startedAt: new Date(session.startedUs / 1000).toISOString(),
  simulated: session.simulated,
  ended: ending === 'ended',
  running: ending === 'running',
  athletes: session.athletes,
  exercises: EXERCISES.filter((name) => session.exercises.includes(name)),
  sets: session.sets,
  reps: session.reps,
  heaviestKg: session.heaviestKg,
});

const detailOf = (
  store: Store,
  session: SessionListItem,
  names: ReadonlyMap<string, string>,
): SessionDetail => {
  const { sets, reps } = store.training.contentOf(session.id);
  const of = (set: SetRecord): readonly RepRecord[] =>
    reps.filter((rep) => rep.set === set.set && rep.device === set.device);
  return {
    ...session,
    setsOf: sets.map((set) => ({
      athlete: names.get(set.athlete) ?? set.athlete,
      index: set.set,
      exercise: set.exercise,
      loadKg: set.loadKg,
      reps: of(set).map(({ rep }) => rep),
      velocityLossPct: set.velocityLossPct,
      closed: true,
    })),
  };
};

/** @param nowUs wall clock, Unix µs */
export const historyOf = (store: Store, nowUs = () => Date.now() * 1000): TrainingHistory => {
  const names = (): ReadonlyMap<string, string> =>
    new Map(store.people.all().map(({ slug, name }) => [slug, name]));
  const item = (session: SessionSummary): SessionListItem =>
    itemOf(session, endingOf(store, session, nowUs()));
  return {
    sessions: () => store.sessions.list({ limit: MOST_SESSIONS }).map(item),
    session: (id) => {
      const found = store.sessions.summary(id);
      return found === null ? null : detailOf(store, item(found), names());
    },
    lifts: () => {
      const known = names();
      return store.trends
        .lifts()
        .map(({ athlete, exercise }) => ({ athlete, name: known.get(athlete) ?? athlete, exercise }));
    },
    trends: (athlete, exercise) => {
      const lift = EXERCISES.find((name) => name === exercise);
      if (lift === undefined || !names().has(athlete)) return null;
      return { athlete, exercise: lift, points: store.trends.velocity(athlete, lift) };
    },
  };
};
