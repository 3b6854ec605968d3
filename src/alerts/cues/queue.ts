/**
 * Findings that wait for their moment: held for a while, in the shadow of the motor, or behind a cue just given. They are
 * taken in the order in which their moments come, and dropped when they do not hold any more.
 */
import type { CueKind } from '../../domain/cue.ts';
import { type Candidate, channelOf, rank } from './candidate.ts';

export interface CueQueue {
  add(candidate: Candidate): void;
  /**
   * Takes the next one whose moment has come by a time, s: the earliest, and of those the most important.
   * @param momentOf when it may be told, s
   */
  take(
    untilS: number,
    momentOf: (candidate: Candidate) => number,
  ): { candidate: Candidate; atS: number } | null;
  /** Drops what does not hold any more. */
  drop(gone: (candidate: Candidate) => boolean): void;
}

/** True for findings of a kind. */
export const isKind =
  (kind: CueKind) =>
  ({ reason }: Candidate): boolean =>
    reason.kind === kind;

export const createCueQueue = (): CueQueue => {
  let waiting: Candidate[] = [];
  return {
    add: (candidate) => {
      // The newest word on a matter is the one to tell, unless an older one is graver.
      const channel = channelOf(candidate.reason);
      const same = waiting.find((other) => channelOf(other.reason) === channel);
      if (same !== undefined && rank(same) > rank(candidate)) return;
      waiting = [...waiting.filter((other) => other !== same), candidate];
    },
    take: (untilS, momentOf) => {
      const [next] = waiting
        .map((candidate) => ({ candidate, atS: momentOf(candidate) }))
        .filter(({ atS }) => atS <= untilS)
        .toSorted((a, b) => a.atS - b.atS || rank(b.candidate) - rank(a.candidate));
      if (next === undefined) return null;
      waiting = waiting.filter((other) => other !== next.candidate);
      return next;
    },
    drop: (gone) => {
      waiting = waiting.filter((candidate) => !gone(candidate));
    },
  };
};
