/** Which set and rep is going on, as far as can be known before it is closed. */
import type { Place } from './findings.ts';

export interface Whereabouts {
  /** A rep was closed. @param lockoutS its lockout, s */
  closeRep(set: number, rep: number, lockoutS: number): void;
  /** A set was closed. */
  closeSet(set: number): void;
  /** Where a rep belongs that is going on at this time, s. */
  running(atS: number): Place;
}

/**
 * @param restS time without a rep after which the next one opens a new set, s
 * @param onNewSet called once for every set that begins
 */
export const createWhereabouts = (restS: number, onNewSet: (set: number) => void): Whereabouts => {
  let closed = { set: 0, rep: 0, lockoutS: -Infinity };
  let set = 0;

  const begin = (index: number): void => {
    if (index === set) return;
    set = index;
    onNewSet(index);
  };

  return {
    closeRep: (index, rep, lockoutS) => {
      begin(index);
      closed = { set: index, rep, lockoutS };
    },
    closeSet: (index) => begin(index + 1),
    running: (atS) => {
      if (set === closed.set && atS - closed.lockoutS <= restS) return { set, rep: closed.rep + 1 };
      if (set === closed.set) begin(closed.set + 1);
      return { set, rep: 1 };
    },
  };
};
