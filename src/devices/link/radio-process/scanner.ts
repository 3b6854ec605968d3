/**
 * Scanning with noble: on while somebody listens, off while a connection is made, started anew when the controller or
 * another program ended it without a word.
 */
import type { Noble } from './noble.ts';
import { withDeadline } from './deadline.ts';

export interface ScannerParams {
  /** noble does not answer when the controller is not in the state it thinks it is in. Default 1000. */
  readonly answerMs: number;
  /** Pause before a failed start is tried again. Default 1000. */
  readonly retryMs: number;
  /** A scan that hears nothing for so long is started anew. Default 10 000. */
  readonly quietMs: number;
}

export const SCANNER_DEFAULTS: ScannerParams = { answerMs: 1000, retryMs: 1000, quietMs: 10_000 };

export interface Scanner {
  /** Somebody listens, or nobody does. */
  want(wanted: boolean): void;
  /** Runs `work` while nothing is scanned. */
  pauseFor<T>(work: () => Promise<T>): Promise<T>;
  adapter(on: boolean): void;
  /** Something was heard. */
  heard(): void;
  close(): void;
}

/** `onStuck`: noble and the controller disagree on whether it scans, and may do so for ever. */
export const createScanner = (
  noble: Noble,
  onStuck: () => void,
  params: ScannerParams = SCANNER_DEFAULTS,
): Scanner => {
  let wanted = false;
  let powered = false;
  let pauses = 0;
  let closed = false;
  /** What noble was told last. */
  let scanning = false;
  /** The change under way; changes happen one after the other. */
  let change: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;

  const shouldScan = (): boolean => wanted && powered && pauses === 0 && !closed;

  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      // Duplicates are wanted: an advertisement must be fresh.
      noble.startScanning([], true, (error) =>
        error === undefined || error === null ? resolve() : reject(error),
      );
    });

  const stop = (): Promise<void> => new Promise((resolve) => noble.stopScanning(() => resolve()));

  const turn = async (on: boolean): Promise<void> => {
    scanning = on;
    watchQuiet();
    try {
      await withDeadline(on ? start() : stop(), params.answerMs, 'Scanning');
    } catch {
      // A stop without an answer is one all the same, but noble may not know it; a start may have failed.
      if (on) retryLater();
      else if (!closed) onStuck();
    }
  };

  const settle = (): Promise<void> => {
    change = change.then(() => {
      const on = shouldScan();
      return on === scanning ? undefined : turn(on);
    });
    return change;
  };

  const retryLater = (): void => {
    scanning = false;
    clearTimeout(retry);
    if (!closed) retry = setTimeout(() => void settle(), params.retryMs);
  };

  /** Ends a scan that hears nothing, and starts anew. */
  const refresh = (): void => {
    change = change.then(() => (scanning ? turn(false) : undefined));
    void settle();
  };

  const watchQuiet = (): void => {
    clearTimeout(quiet);
    if (scanning) quiet = setTimeout(refresh, params.quietMs);
  };

  // Another program, or the controller itself, ended the scan.
  const onStop = (): void => {
    if (scanning && shouldScan()) retryLater();
  };
  noble.on('scanStop', onStop);

  return {
    want: (on) => {
      wanted = on;
      void settle();
    },
    pauseFor: async (work) => {
      pauses++;
      try {
        await settle();
        return await work();
      } finally {
        pauses--;
        void settle();
      }
    },
    adapter: (on) => {
      powered = on;
      // Without power the scan is over, whatever noble says.
      if (!on) scanning = false;
      void settle();
    },
    heard: watchQuiet,
    close: () => {
      closed = true;
      clearTimeout(retry);
      clearTimeout(quiet);
      noble.removeListener('scanStop', onStop);
      if (scanning) noble.stopScanning(() => {});
    },
  };
};
