/**
 * Writes that nobody waits for: time syncs, requests for lost samples. One after the other, and none is the end of
 * anything, except that a device that takes nothing any more must be told.
 */
import type { DeviceWrite } from '../driver.ts';
import { RadioError } from './radio.ts';

export interface Writer {
  push(write: DeviceWrite): void;
  /** What still waits is dropped. */
  close(): void;
}

/** So many writes may wait; decoders ask again for what they did not get. */
const WAITING_MOST = 32;

/**
 * A write without response is done as soon as the radio has it, so one that is not means that the device has left an
 * earlier request unanswered and nothing gets through any more (ATT allows one request at a time).
 */
export const isDeaf = (write: DeviceWrite, error: unknown): boolean =>
  !write.response && error instanceof RadioError && error.code === 'deadline';

export const createWriter = (
  perform: (write: DeviceWrite) => Promise<void>,
  onFailure: (write: DeviceWrite, error: unknown) => void,
): Writer => {
  let waiting: DeviceWrite[] = [];
  let busy = false;

  const work = async (): Promise<void> => {
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await perform(next);
      } catch (error) {
        onFailure(next, error);
      }
    }
    busy = false;
  };

  return {
    push: (write) => {
      if (waiting.length >= WAITING_MOST) return;
      waiting.push(write);
      if (!busy) void work();
    },
    close: () => {
      waiting = [];
    },
  };
};
