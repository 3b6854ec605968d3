/** The lifter's corridor from earlier sessions. */
import { lastValueFrom, type Observable, toArray, filter, map } from 'rxjs';
import type { SessionEvent } from '../domain/event.ts';
import type { Rep } from '../domain/rep.ts';
import { buildCorridor, type CorridorBaseline } from '../signal/lumbar/corridor.ts';
import { LUMBAR_DEFAULTS } from '../signal/lumbar/parameters.ts';
import type { LiftOffCurve } from '../signal/lumbar/curve.ts';

/** What makes a rep unfit for a baseline. */
const SPOILS = ['rounding', 'gap', 'degraded', 'slip', 'mounting-uncertain'] as const;

/** True for a rep whose curve may be part of a corridor. */
export const fitForBaseline = ({ flags }: Pick<Rep, 'flags'>): boolean =>
  !flags.some((flag) => SPOILS.some((spoil) => spoil === flag));

const cleanCurve = (event: SessionEvent): LiftOffCurve | null =>
  event.type === 'rep' && fitForBaseline(event.rep) ? event.curve : null;

/** Corridor from the clean reps of the events of earlier sessions; `null` where there were too few. */
export const learnBaseline = (events: Observable<SessionEvent>): Promise<CorridorBaseline | null> =>
  lastValueFrom(
    events.pipe(
      map(cleanCurve),
      filter((curve) => curve !== null),
      toArray(),
      map((curves) => buildCorridor(curves, LUMBAR_DEFAULTS)),
    ),
  );
