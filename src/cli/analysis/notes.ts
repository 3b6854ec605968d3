/** Notes on the reps of a set, wrapped for a terminal. */
import type { Rep } from '../../domain/rep.ts';
import { repNotes } from '../../report/notes.ts';
import { wrapWords } from '../terminal/wrap.ts';

const wrapped = (text: string): string[] => wrapWords(text, ['  ', '      ']);

/** Lines under a set's table. */
export const noteLines = (reps: readonly Rep[]): string[] => repNotes(reps).flatMap(wrapped);
