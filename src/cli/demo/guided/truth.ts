/** What the lifter of a world truly did, part by part, on the clock of the session. */
import type { SessionEvent } from '../../../domain/event.ts';
import type { RepTruth, VirtualSession } from '../../../simulator/index.ts';
import type { ProgrammePart } from '../../../simulator/world/index.ts';
import type { Outcome } from '../compare.ts';

const shifted = (rep: RepTruth, byS: number): RepTruth => ({
  ...rep,
  liftOffS: rep.liftOffS + byS,
  lockoutS: rep.lockoutS + byS,
  touchdownS: rep.touchdownS === null ? null : rep.touchdownS + byS,
});

const later = (session: VirtualSession, byS: number): VirtualSession => ({
  ...session,
  truth: {
    ...session.truth,
    sets: session.truth.sets.map((set) => ({ ...set, reps: set.reps.map((rep) => shifted(rep, byS)) })),
  },
});

/** A rep belongs to where it was lifted, however late it was told. */
const whenS = (event: SessionEvent): number => (event.type === 'rep' ? event.rep.liftOffS : event.atS);

export interface Seen {
  readonly parts: readonly ProgrammePart[];
  /** What each part goes by. */
  readonly names: readonly string[];
  /** All that was told, in session time. */
  readonly events: readonly SessionEvent[];
  /** Session time at which time began for the lifter, and the time now, s. */
  readonly zeroS: number;
  readonly nowS: number;
}

/** Parts that have begun. */
export const outcomesOf = ({ parts, names, events, zeroS, nowS }: Seen): readonly Outcome[] =>
  parts.flatMap((part, i) => {
    const startS = zeroS + part.startS;
    const endS = i + 1 < parts.length ? zeroS + parts[i + 1].startS : Infinity;
    if (startS > nowS) return [];
    const mine = events.filter((event) => whenS(event) >= startS && whenS(event) < endS);
    return [{ part: names[i], session: later(part.session, startS), events: mine, seenS: nowS }];
  });
