/** How long the algorithm needs to be sure, in session time: the radio has no part in it. */
import { from, lastValueFrom, toArray } from 'rxjs';
import type { SessionEvent } from '../../src/domain/event.ts';
import { learnBaseline } from '../../src/pipeline/baseline.ts';
import { runSession } from '../../src/pipeline/session.ts';
import type { CorridorBaseline } from '../../src/signal/lumbar/corridor.ts';
import { makeLifter, simulate, type VirtualSession } from '../../src/simulator/index.ts';

export interface DetectionDelays {
  readonly liftOffMs: readonly number[];
  /** From the true lift-off of a rounded rep to the warning. */
  readonly warningMs: readonly number[];
}

/** An event belongs to a rep when it comes in this time before and after the true lift-off, s. */
const WINDOW_S = { before: 0.3, after: 1 };

const analyse = (session: VirtualSession, baseline: CorridorBaseline | null): Promise<SessionEvent[]> =>
  lastValueFrom(
    runSession(from([session.belt]), {
      exercise: session.exercise,
      placement: 'lumbar',
      athlete: session.athlete,
      beltRateHz: session.sampleRateHz,
      thoracicRateHz: null,
      baseline,
    }).pipe(toArray()),
  );

export const detectionDelays = async (
  lifters: number,
  record: (seed: number) => VirtualSession,
): Promise<DetectionDelays> => {
  const liftOffMs: number[] = [];
  const warningMs: number[] = [];
  for (let seed = 300; seed < 300 + lifters; seed += 1) {
    const clean: SessionEvent[] = [];
    for (const day of [11, 12]) {
      const warmUp = simulate({ lifter: makeLifter(seed), scenario: 'deadlift-dead-stop', seed: day });
      clean.push(...(await analyse(warmUp, null)));
    }
    const session = record(seed);
    const events = await analyse(session, await learnBaseline(from(clean)));
    for (const { liftOffS } of session.truth.sets.flatMap((set) => set.reps)) {
      const near = events.filter(
        ({ atS }) => atS > liftOffS - WINDOW_S.before && atS < liftOffS + WINDOW_S.after,
      );
      const lift = near.find((event) => event.type === 'lift-off');
      const warning = near.find((event) => event.type === 'warning');
      if (lift !== undefined) liftOffMs.push(1000 * (lift.atS - liftOffS));
      if (warning !== undefined) warningMs.push(1000 * (warning.atS - liftOffS));
    }
  }
  return { liftOffMs, warningMs };
};
