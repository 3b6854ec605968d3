/** What tests ask of a history. */
import type { RepRecord, SetRecord, TrainingRecord } from '../../../src/domain/record.ts';

/** Whether each number is larger than the one before. */
export const rising = (numbers: readonly number[]): boolean =>
  numbers.every((one, index) => index === 0 || one > numbers[index - 1]);

/** Name of a set among all sets. */
export const setIdOf = ({
  sessionId,
  device,
  set,
}: Pick<SetRecord, 'sessionId' | 'device' | 'set'>): string => `${sessionId}.${device}.${set}`;

/** Each set with its reps, in order. */
export const setsOf = (
  records: readonly TrainingRecord[],
): readonly { readonly summary: SetRecord; readonly reps: readonly RepRecord[] }[] => {
  const reps = new Map<string, RepRecord[]>();
  for (const { type, record } of records)
    if (type === 'rep') reps.set(setIdOf(record), [...(reps.get(setIdOf(record)) ?? []), record]);
  return records.flatMap(({ type, record }) =>
    type === 'set' ? [{ summary: record, reps: reps.get(setIdOf(record)) ?? [] }] : [],
  );
};
