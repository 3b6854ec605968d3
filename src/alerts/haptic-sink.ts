/**
 * Buzzes a device for the cues of a session. A sink: it never disturbs the signal, whatever the device does. What went
 * wrong comes out as data.
 *
 * A late buzz is worse than none, because the lifter would take it for the next thing that happens. So a cue that is too
 * old when its turn comes is dropped, and a device that does not answer in time is given up for this cue.
 */
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  from,
  map,
  type Observable,
  of,
  type OperatorFunction,
  timeout,
} from 'rxjs';
import { asyncScheduler, type SchedulerLike } from 'rxjs';
import type { Cue } from '../domain/cue.ts';
import type { Vibration } from '../domain/device.ts';
import { HAPTIC_CAPS, runningS, vibrationFor } from './haptic.ts';

export type HapticReport =
  /** The device took it. `delayS`: from the cue's own time until then. */
  | { readonly type: 'buzzed'; readonly cue: Cue; readonly delayS: number }
  /** Not sent: too old, no motor, or the motor has run for as long as it may. */
  | { readonly type: 'dropped'; readonly cue: Cue; readonly because: 'stale' | 'no-motor' | 'duty' }
  /** The device failed or did not answer in time. */
  | { readonly type: 'failed'; readonly cue: Cue; readonly error: string };

export interface HapticSinkOptions {
  /**
   * Sends a vibration; settles when the device has taken it. `ttlS`: after this the device should not start it any more.
   * `null` for a device without a motor.
   */
  readonly vibrate: ((vibration: Vibration, ttlS: number) => Promise<void>) | null;
  /** The session's clock, s: the one in which cues are told. */
  readonly nowS: () => number;
  /** How long the device may take, s. Default 0.3 [D]: twenty connection intervals. */
  readonly deadlineS?: number;
  /** Age from which a cue is stale, by its basis, s. Defaults 0.6 live, 3 final [D]. */
  readonly ttlS?: Readonly<Record<Cue['basis'], number>>;
  /** For tests. */
  readonly scheduler?: SchedulerLike;
}

const TTL_S: Readonly<Record<Cue['basis'], number>> = { live: 0.6, final: 3 };
const DEADLINE_S = 0.3;
const MS = 1000;

/** Keeps the motor within the share of time it may run. */
const createDuty = () => {
  let runs: { readonly atS: number; readonly forS: number }[] = [];
  return {
    allows: (atS: number, forS: number): boolean => {
      runs = runs.filter((run) => run.atS > atS - HAPTIC_CAPS.dutyWindowS);
      const ran = runs.reduce((sum, run) => sum + run.forS, 0);
      return ran + forS <= HAPTIC_CAPS.dutyShare * HAPTIC_CAPS.dutyWindowS;
    },
    add: (atS: number, forS: number): void => void runs.push({ atS, forS }),
  };
};

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Turns cues into vibrations, one after the other. Never errors; ends with its source. */
export const buzz = (options: HapticSinkOptions): OperatorFunction<Cue, HapticReport> => {
  const { vibrate, nowS, deadlineS = DEADLINE_S, ttlS = TTL_S, scheduler = asyncScheduler } = options;

  const send = (cue: Cue, duty: ReturnType<typeof createDuty>): Observable<HapticReport> => {
    const drop = (because: 'stale' | 'no-motor' | 'duty'): Observable<HapticReport> =>
      of({ type: 'dropped', cue, because });
    if (vibrate === null) return drop('no-motor');
    const now = nowS();
    const leftS = ttlS[cue.basis] - (now - cue.atS);
    if (leftS <= 0) return drop('stale');
    const vibration = vibrationFor(cue);
    const forS = runningS(vibration);
    if (!duty.allows(now, forS)) return drop('duty');
    duty.add(now, forS);
    return from(vibrate(vibration, leftS)).pipe(
      timeout({ first: deadlineS * MS, scheduler }),
      map((): HapticReport => ({ type: 'buzzed', cue, delayS: nowS() - cue.atS })),
    );
  };

  return (cues) =>
    defer(() => {
      const duty = createDuty();
      return cues.pipe(
        catchError(() => EMPTY),
        concatMap((cue) =>
          defer(() => send(cue, duty)).pipe(
            catchError((error: unknown) => of<HapticReport>({ type: 'failed', cue, error: textOf(error) })),
          ),
        ),
      );
    });
};
