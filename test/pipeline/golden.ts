/** The part of a session that must not change unnoticed, rounded so that harmless changes of arithmetic do not show. */
import type { SessionEvent } from '../../src/domain/event.ts';
import { makeLifter, simulate } from '../../src/simulator/index.ts';
import { cut, eventsOf, optionsFor, told } from './support.ts';

export const GOLDEN_FILE = new URL('golden.json', import.meta.url);

export interface GoldenRep {
  readonly liftOffS: number;
  readonly lockoutS: number;
  readonly touchdownS: number | null;
  readonly meanVelocityMps: number;
  readonly peakVelocityMps: number;
  readonly romM: number;
  readonly excursionDeg: number | null;
  readonly flags: readonly string[];
}

export interface Golden {
  readonly sets: readonly (readonly GoldenRep[])[];
  readonly alerts: readonly string[];
  readonly liveReps: number;
}

const to = (digits: number, value: number): number => Number(value.toFixed(digits));
const orNull = (digits: number, value: number | null): number | null =>
  value === null ? null : to(digits, value);

const summary = (events: readonly SessionEvent[]): Golden => ({
  sets: told(events, 'set').map(({ set }) =>
    set.reps.map((rep) => ({
      liftOffS: to(2, rep.liftOffS),
      lockoutS: to(2, rep.lockoutS),
      touchdownS: orNull(2, rep.touchdownS),
      meanVelocityMps: to(2, rep.meanVelocityMps),
      peakVelocityMps: to(2, rep.peakVelocityMps),
      romM: to(3, rep.romM),
      excursionDeg: orNull(1, rep.lumbar.excursionDeg),
      flags: rep.flags.toSorted(),
    })),
  ),
  alerts: told(events, 'alert').map(
    ({ alert }) => `${alert.kind} ${alert.severity} ${alert.set}.${alert.rep}`,
  ),
  liveReps: told(events, 'rep-live').length,
});

/** Replays the recording: seven heavy deadlifts of one lifter, two of which round. */
export const replayGolden = async (): Promise<Golden> => {
  const session = simulate({
    lifter: makeLifter(12),
    scenario: 'rounding',
    seed: 3,
    sampleRateHz: 100,
    reps: 7,
    loadFraction: 0.85,
  });
  return summary(await eventsOf(cut(session.belt, [32]), optionsFor(session)));
};
