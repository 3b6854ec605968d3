/** Deadlines: noble often never settles, so nothing waits for it without one. */
import { RadioError } from '../radio.ts';

/** What `work` settles with, or a {@link RadioError} `deadline`; what comes later is dropped. */
export const withDeadline = <T>(work: Promise<T>, ms: number, what: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new RadioError('deadline', `${what} was not done within ${Math.round(ms)} ms.`)),
      Math.max(0, ms),
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
