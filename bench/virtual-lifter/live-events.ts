/** What was told live, beside what truly happened then. */
import type { SessionEvent } from '../../src/domain/event.ts';
import type { RepTruth, VirtualSession } from '../../src/simulator/index.ts';
import type { PairedRep } from './outcome.ts';

type SpeedEvent = Extract<SessionEvent, { type: 'warning'; kind: 'speed-drop' }>;

/** Lift-off may be told a little early, s. */
const EARLY_S = 0.1;
/** Lockout is known a little late, s. */
const LATE_S = 0.3;

const speedWarnings = (events: readonly SessionEvent[]): SpeedEvent[] =>
  events.filter((event) => event.type === 'warning' && event.kind === 'speed-drop');

/** What was told of a rep before its lift-off and before its lockout. */
export const liveFindings = (
  truth: RepTruth,
  events: readonly SessionEvent[],
): Pick<PairedRep, 'slowed' | 'setUp'> => {
  const slow = speedWarnings(events).find(
    ({ atS }) => atS >= truth.liftOffS - EARLY_S && atS <= truth.lockoutS,
  );
  const setUp = events.findLast((event) => event.type === 'set-up' && event.atS <= truth.liftOffS + EARLY_S);
  return {
    slowed: slow === undefined ? null : { cause: slow.cause, leadS: truth.lockoutS - slow.atS },
    setUp: setUp?.type === 'set-up' ? setUp.state : null,
  };
};

/** Warnings of speed in none of the pulls, failed ones included. */
export const strayWarnings = ({ truth }: VirtualSession, events: readonly SessionEvent[]): number => {
  const lifted = truth.sets.flatMap((set) =>
    set.reps.map(({ liftOffS, lockoutS }) => ({ startS: liftOffS, endS: lockoutS })),
  );
  const pulls = [...lifted, ...truth.missed];
  return speedWarnings(events).filter(
    ({ atS }) => !pulls.some((pull) => atS >= pull.startS - EARLY_S && atS <= pull.endS + LATE_S),
  ).length;
};
