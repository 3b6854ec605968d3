/** The connections of one link by attempt: made, started by the driver, taken down. Each tells the machine how it went. */
import { isBeltlineError } from '../../domain/error.ts';
import type { DeviceInfo } from '../driver.ts';
import type { ChannelBytes } from './device-port.ts';
import type { LinkParams } from './link-params.ts';
import { createLiveLink, type LiveLink } from './live-link.ts';
import type { LinkHappening } from './machine-loop.ts';
import { RadioError, type Radio } from './radio.ts';
import { reasonOf } from './reason.ts';
import type { WantedDevice } from './wanted.ts';

export interface Connections {
  /** A connection is being made. */
  readonly busy: boolean;
  of(attempt: number): LiveLink | undefined;
  connect(attempt: number, id: string): Promise<void>;
  start(attempt: number): Promise<void>;
  disconnect(attempt: number, ms: number): Promise<void>;
}

export interface ConnectionEvents {
  readonly happen: (what: LinkHappening) => void;
  readonly onBytes: (attempt: number, bytes: ChannelBytes) => void;
  /** The driver has started the device; says whether it is the wanted one. */
  readonly onStarted: (attempt: number, info: DeviceInfo) => void;
  /** A connection was made or not; {@link Connections.busy} has changed. */
  readonly onSettled: () => void;
}

export const createConnections = (
  radio: Radio,
  { driver, settings }: WantedDevice,
  params: LinkParams,
  events: ConnectionEvents,
): Connections => {
  const { happen } = events;
  const links = new Map<number, LiveLink>();
  const pending = new Set<number>();

  const checkChannels = ({ port }: LiveLink): void => {
    for (const [channel, { optional }] of Object.entries(driver.channels)) {
      if (optional !== true && !port.has(channel))
        throw new RadioError('no-characteristic', `The sensor lacks the characteristic "${channel}".`);
    }
  };

  const make = async (attempt: number, id: string): Promise<LinkHappening> => {
    try {
      const connection = await radio.connect(id, params.connectMs);
      const link = createLiveLink(driver, connection, params, {
        onBytes: (bytes) => events.onBytes(attempt, bytes),
        onClosed: (message) => happen({ type: 'lost', attempt, reason: 'disconnected', message }),
        onDeaf: () =>
          happen({
            type: 'lost',
            attempt,
            reason: 'deaf',
            message: 'The sensor no longer takes what it is told.',
          }),
        nowMs: () => radio.nowMs(),
      });
      links.set(attempt, link);
      return { type: 'connected', attempt };
    } catch (error) {
      return { type: 'not-connected', attempt, message: reasonOf(error) };
    }
  };

  return {
    get busy() {
      return pending.size > 0;
    },
    of: (attempt) => links.get(attempt),
    connect: async (attempt, id) => {
      pending.add(attempt);
      const result = await make(attempt, id);
      pending.delete(attempt);
      happen(result);
      events.onSettled();
    },
    start: async (attempt) => {
      const link = links.get(attempt);
      if (link === undefined) return;
      try {
        checkChannels(link);
        events.onStarted(attempt, await driver.start(link.port, settings));
      } catch (error) {
        const message = isBeltlineError(error) ? error.describe() : reasonOf(error);
        happen({ type: 'not-started', attempt, trouble: { reason: 'not-started', message } });
      }
    },
    disconnect: async (attempt, ms) => {
      // A connection that is still being made answers when it is.
      if (pending.has(attempt)) return;
      const link = links.get(attempt);
      link?.silence();
      await link?.connection.disconnect(ms);
      links.delete(attempt);
      happen({ type: 'dropped', attempt });
    },
  };
};
