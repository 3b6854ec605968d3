/** A session as the records it is kept in. */
import type { TrainingRecord } from '../../domain/record.ts';
import type { SessionContent } from '../../store/training.ts';

export const recordsOf = ({ sets, reps, alerts }: SessionContent): TrainingRecord[] => [
  ...sets.map((record) => ({ type: 'set' as const, record })),
  ...reps.map((record) => ({ type: 'rep' as const, record })),
  ...alerts.map((record) => ({ type: 'alert' as const, record })),
];
