/** A progress bar for long readings, on a terminal only. */
import type { SingleBar } from 'cli-progress';

/** Shorter waits need no bar. */
const PATIENCE_MS = 2000;

export interface Progress {
  update(bytes: number, sizeBytes: number | null): void;
  stop(): void;
}

const NONE: Progress = { update: () => {}, stop: () => {} };

const MEGA = 1e6;

/** A bar that appears after two seconds if there is still something to wait for. */
export const createProgress = async (name: string): Promise<Progress> => {
  if (!process.stderr.isTTY) return NONE;
  const startedMs = Date.now();
  const { default: bars } = await import('cli-progress');
  let bar: SingleBar | null = null;
  return {
    update(bytes, sizeBytes) {
      // The length of a pipe is not known, and a bar without an end tells nothing.
      if (sizeBytes === null || Date.now() - startedMs < PATIENCE_MS) return;
      if (bar === null) {
        const format = `${name.slice(-32)} [{bar}] {percentage} % of {megabytes} MB, {eta_formatted} left`;
        bar = new bars.SingleBar({
          format,
          stream: process.stderr,
          clearOnComplete: true,
          hideCursor: true,
          barsize: 20,
        });
        bar.start(sizeBytes, bytes, { megabytes: Math.round(sizeBytes / MEGA) });
      }
      bar.update(bytes);
    },
    stop() {
      bar?.stop();
    },
  };
};
