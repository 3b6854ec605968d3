/** What the lifter should know about the reps of a set: once for what holds for all of them, else rep by rep. */
import type { Rep, RepFlag } from '../domain/rep.ts';
import { FLAG_WORDS } from '../domain/words.ts';

const notesOf = (rep: Rep, common: ReadonlySet<RepFlag>): string[] => [
  ...(rep.hipsFirst ? ['hips rose before the bar'] : []),
  ...rep.flags.filter((flag) => !common.has(flag)).map((flag) => FLAG_WORDS[flag]),
];

/** One note a line, unwrapped. */
export const repNotes = (reps: readonly Rep[]): string[] => {
  const first: readonly RepFlag[] = reps[0]?.flags ?? [];
  const common = new Set(
    reps.length < 2 ? [] : first.filter((flag) => reps.every((rep) => rep.flags.includes(flag))),
  );
  const all = [...common].map((flag) => FLAG_WORDS[flag]);
  return [
    ...(all.length === 0 ? [] : [`all reps: ${all.join('; ')}`]),
    ...reps.flatMap((rep) => {
      const notes = notesOf(rep, common);
      return notes.length === 0 ? [] : [`rep ${rep.index}: ${notes.join('; ')}`];
    }),
  ];
};
