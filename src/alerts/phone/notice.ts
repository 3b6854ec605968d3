/** One thing that is told away from the belt: a cue, whose it is, and in which words. */
import type { Cue } from '../../domain/cue.ts';
import { cueWords } from '../../domain/live-words.ts';

export interface Notice {
  /** Different for every cue, the same for every attempt to send it. */
  readonly id: string;
  /** Unix time of the cue, ms. */
  readonly atMs: number;
  readonly athlete: string;
  /** A virtual lifter: whoever reads it must know. */
  readonly simulated: boolean;
  readonly cue: Cue;
}

/** `lower back gave way` */
export const titleOf = ({ cue, simulated }: Notice): string =>
  `${simulated ? '(simulated) ' : ''}${cueWords(cue)}`;

/** `anna, set 2, rep 3` */
export const placeWords = ({ athlete, cue: { set, rep } }: Notice): string =>
  [athlete, set === null ? null : `set ${set}`, rep === null ? null : `rep ${rep}`]
    .filter((part) => part !== null)
    .join(', ');
