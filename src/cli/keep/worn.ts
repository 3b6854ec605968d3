/** Who lifts what with which load on one belt, moment by moment: a finished rep belongs to the moment of its lift-off. */
import type { Exercise } from '../../domain/exercise.ts';
import type { SessionCommand } from '../session/inputs.ts';

export interface Wearing {
  readonly athlete: string;
  readonly exercise: Exercise;
  readonly loadKg: number | null;
}

export interface WearingHistory {
  /** Something was changed at this moment, s of session time. */
  change(command: SessionCommand, atS: number): void;
  at(atS: number): Wearing;
}

export const createWearing = (start: Wearing): WearingHistory => {
  const changes: { readonly fromS: number; readonly now: Wearing }[] = [{ fromS: -Infinity, now: start }];
  const put = (atS: number, what: Partial<Wearing>): void => {
    changes.push({ fromS: atS, now: { ...changes[changes.length - 1].now, ...what } });
  };
  return {
    change: (command, atS) => {
      if (command.type === 'load') put(atS, { loadKg: command.loadKg });
      if (command.type === 'exercise') put(atS, { exercise: command.exercise });
      if (command.type === 'athlete') put(atS, { athlete: command.athlete });
    },
    at: (atS) => (changes.findLast(({ fromS }) => fromS <= atS) ?? changes[0]).now,
  };
};
