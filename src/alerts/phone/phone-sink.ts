/**
 * Sends notices to one destination, one after the other. A sink: it never disturbs the signal, whatever the network does.
 * What went wrong comes out as data.
 *
 * A phone is told late or not at all, never wrongly: what is too old when its turn comes is dropped, as is what comes
 * while too much waits. An attempt without an answer may have arrived, so a notice can come twice; its id tells.
 */
import {
  asyncScheduler,
  catchError,
  concatMap,
  defer,
  EMPTY,
  map,
  type Observable,
  of,
  type OperatorFunction,
  retry,
  type SchedulerLike,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { type PhoneAnswer, phoneOutcome } from './answer.ts';
import type { Destination } from './destination.ts';
import type { Notice } from './notice.ts';
import { type PhonePost, postNotice } from './post.ts';
import { requestFor } from './request.ts';

export type PhoneReport =
  /** The server took it. `delayS`: from the cue's own time until then. */
  | { readonly type: 'sent'; readonly notice: Notice; readonly delayS: number }
  /** Not sent: too old, or too many wait. */
  | { readonly type: 'dropped'; readonly notice: Notice; readonly because: 'stale' | 'crowded' }
  /** Every attempt failed, or there is no use in another one. */
  | { readonly type: 'failed'; readonly notice: Notice; readonly error: string };

export interface PhoneParams {
  /** How long the server may take for one attempt, s. */
  readonly deadlineS: number;
  /** Attempts for one notice. */
  readonly attempts: number;
  /** Wait before the second attempt, s; doubled before each further one. */
  readonly firstWaitS: number;
  /** Age from which a notice is worth nothing any more, s: by then the lifter has felt it, or racked the bar. */
  readonly ttlS: number;
  /** Notices that may wait for their turn. */
  readonly mostWaiting: number;
}

/** [D] */
export const PHONE_DEFAULTS: PhoneParams = {
  deadlineS: 5,
  attempts: 4,
  firstWaitS: 1,
  ttlS: 30,
  mostWaiting: 16,
};

export interface PhoneSinkOptions {
  readonly destination: Destination;
  /** Unix time, ms. */
  readonly nowMs: () => number;
  readonly params?: PhoneParams;
  /** For tests. */
  readonly post?: PhonePost;
  readonly scheduler?: SchedulerLike;
}

const MS = 1000;
/** The server may ask us to wait longer than a notice lives; then it is given up at once. */
class Busy extends Error {
  readonly retryAfterS: number;
  constructor(reason: string, retryAfterS: number | null) {
    super(reason);
    this.retryAfterS = retryAfterS ?? 0;
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Errs where it was not taken: with {@link Busy} where once more may help. */
const insist = (answer: PhoneAnswer): Observable<void> => {
  const outcome = phoneOutcome(answer);
  if (outcome.type === 'taken') return of(undefined);
  if (outcome.type === 'refused') return throwError(() => new Error(outcome.reason));
  return throwError(() => new Busy(outcome.reason, outcome.retryAfterS));
};

/** Turns notices into messages. Never errors; ends once its source has and all that waits was tried. */
export const phone = (options: PhoneSinkOptions): OperatorFunction<Notice, PhoneReport> => {
  const { destination, nowMs, params = PHONE_DEFAULTS, post = postNotice } = options;
  const { scheduler = asyncScheduler } = options;
  const ageS = ({ atMs }: Notice): number => (nowMs() - atMs) / MS;

  /** Waits before the next attempt, or gives up where that would come too late. */
  const wait = (notice: Notice, error: unknown, failures: number): Observable<unknown> => {
    if (!(error instanceof Busy)) return throwError(() => error);
    const waitS = Math.max(params.firstWaitS * 2 ** (failures - 1), error.retryAfterS);
    return ageS(notice) + waitS >= params.ttlS ? throwError(() => error) : timer(waitS * MS, scheduler);
  };

  const send = (notice: Notice): Observable<PhoneReport> => {
    if (ageS(notice) >= params.ttlS) return of({ type: 'dropped', notice, because: 'stale' });
    return defer(() => post(requestFor(destination, notice))).pipe(
      timeout({
        first: params.deadlineS * MS,
        scheduler,
        with: () => throwError(() => new Busy(`no answer within ${params.deadlineS} s`, null)),
      }),
      concatMap(insist),
      retry({ count: params.attempts - 1, delay: (error, failures) => wait(notice, error, failures) }),
      map((): PhoneReport => ({ type: 'sent', notice, delayS: ageS(notice) })),
    );
  };

  return (notices) =>
    defer(() => {
      let waiting = 0;
      const inTurn = (notice: Notice): Observable<PhoneReport> =>
        defer(() => {
          waiting -= 1;
          return send(notice);
        }).pipe(
          catchError((error: unknown) => of<PhoneReport>({ type: 'failed', notice, error: textOf(error) })),
        );
      return notices.pipe(
        catchError(() => EMPTY),
        map((notice) => {
          if (waiting >= params.mostWaiting)
            return of<PhoneReport>({ type: 'dropped', notice, because: 'crowded' });
          waiting += 1;
          return inTurn(notice);
        }),
        concatMap((report) => report),
      );
    });
};
