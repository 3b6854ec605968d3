/** Notes on the reps of a set, wrapped for a terminal. */
import type { Rep } from '../../domain/rep.ts';
import { repNotes } from '../../report/notes.ts';

const WIDTH = 80;
const INDENT = '      ';

/** Breaks a line at spaces; continuation lines are indented. */
const wrapped = (text: string): string[] => {
  const lines: string[] = [];
  let line = ' ';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${INDENT}${word}`;
    } else line += ` ${word}`;
  }
  return [...lines, line];
};

/** Lines under a set's table. */
export const noteLines = (reps: readonly Rep[]): string[] => repNotes(reps).flatMap(wrapped);
