/** Session time turned into time on the wall. */
import { Observable } from 'rxjs';

export interface Pace {
  /** Seconds of session in a second of clock; `Infinity` for as fast as it goes. */
  readonly speed: number;
  /** Completes the source early. */
  readonly stop: AbortSignal;
}

/** At full speed, how many items go out before the event loop has its turn, so that Ctrl-C is heard. */
const BURST = 64;
const MS = 1000;

/**
 * Emits every item when its time has come. Times count from the first item. A listener that falls behind gets
 * what is overdue at once: a sensor does not wait either.
 */
export const paced = <T>(items: readonly T[], timeOfS: (item: T) => number, pace: Pace): Observable<T> =>
  new Observable((subscriber) => {
    if (items.length === 0) {
      subscriber.complete();
      return undefined;
    }
    const startedMs = performance.now();
    const startS = timeOfS(items[0]);
    let timer: NodeJS.Timeout | undefined;
    let next = 0;
    const dueInMs = (item: T): number =>
      startedMs + ((timeOfS(item) - startS) / pace.speed) * MS - performance.now();

    const turn = (): void => {
      for (let sent = 0; sent < BURST && next < items.length && dueInMs(items[next]) <= 0; sent += 1) {
        subscriber.next(items[next++]);
      }
      if (next === items.length) subscriber.complete();
      else timer = setTimeout(turn, dueInMs(items[next]));
    };
    const stop = (): void => {
      clearTimeout(timer);
      subscriber.complete();
    };
    pace.stop.addEventListener('abort', stop, { once: true });
    if (pace.stop.aborted) stop();
    else turn();
    return () => {
      clearTimeout(timer);
      pace.stop.removeEventListener('abort', stop);
    };
  });
