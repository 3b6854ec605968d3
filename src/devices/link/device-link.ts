/** The link of one device: found, connected, started, watched and connected again, until it is closed. */
import { Observable, share } from 'rxjs';
import type { Vibration } from '../../domain/device.ts';
import { createDeviceRun, type DeviceRun } from './device-run.ts';
import type { LinkItem } from './link-item.ts';
import { LINK_DEFAULTS, type LinkParams } from './link-params.ts';
import { RadioError } from './radio.ts';
import type { SharedRadio } from './shared-radio.ts';
import type { WantedDevice } from './wanted.ts';
import { withResolvers } from './with-resolvers.ts';

export interface DeviceLink {
  /**
   * What happens, from the first subscription on; all subscribers share it. It closes with the last of them, and
   * completes when it is closed. It never fails: what goes wrong is in the reports.
   */
  readonly items: Observable<LinkItem>;
  /**
   * Lets the device vibrate; resolves when it has been told. Rejects with a `RadioError`, or with a `BeltlineError` if it
   * has no motor. @param ttlS after so many seconds it must not begin any more
   */
  vibrate(vibration: Vibration, ttlS?: number): Promise<void>;
  /** Takes the connection down; {@link items} completes when that is done. */
  close(): Promise<void>;
}

/** A buzz that somebody asked for by hand may take its time, s. */
const VIBRATE_S = 3;

/** Several links may run on one radio; each takes another device. */
export const openDeviceLink = (
  shared: SharedRadio,
  wanted: WantedDevice,
  params: LinkParams = LINK_DEFAULTS,
): DeviceLink => {
  let run: DeviceRun | null = null;
  let closed: Promise<void> = Promise.resolve();

  const items = new Observable<LinkItem>((subscriber) => {
    const end = withResolvers<void>();
    closed = end.promise;
    const mine = createDeviceRun({
      shared,
      wanted,
      params,
      emit: (item) => subscriber.next(item),
      onClosed: () => {
        if (run === mine) run = null;
        end.resolve();
        subscriber.complete();
      },
    });
    run = mine;
    mine.open();
    return () => mine.close();
  });

  return {
    items: items.pipe(share()),
    vibrate: async (vibration, ttlS = VIBRATE_S) => {
      if (run === null) throw new RadioError('not-connected', 'The link is not open.');
      return run.vibrate(vibration, ttlS);
    },
    close: () => {
      run?.close();
      return closed;
    },
  };
};
