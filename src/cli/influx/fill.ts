/** `beltline influx fill`: all that was ever kept goes to InfluxDB, a new one for example. */
import type { TrainingRecord } from '../../domain/record.ts';
import { toLine } from '../../influx/points.ts';
import type { Store } from '../../store/store.ts';

const ALL = Number.MAX_SAFE_INTEGER;

const recordsOf = (store: Store, sessionId: string): TrainingRecord[] => {
  const { reps, sets, alerts } = store.training.contentOf(sessionId);
  return [
    ...reps.map((record) => ({ type: 'rep' as const, record })),
    ...sets.map((record) => ({ type: 'set' as const, record })),
    ...alerts.map((record) => ({ type: 'alert' as const, record })),
  ];
};

/** Puts everything into the outbox, oldest sessions first; returns how many points. What is there already is overwritten by the same. */
export const fill = (store: Store): number => {
  let count = 0;
  const put = (records: readonly TrainingRecord[]): void => {
    store.outbox.put(records.map(toLine));
    count += records.length;
  };
  const sessions = store.sessions.list({ limit: ALL }).toReversed();
  for (const { id } of sessions) put(recordsOf(store, id));
  put(store.training.health(0, ALL).map((record) => ({ type: 'device-health' as const, record })));
  return count;
};
