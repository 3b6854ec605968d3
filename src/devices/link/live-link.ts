/** One connection of a device while it stands: its port, what it notifies, its writes. */
import type { Subscription } from 'rxjs';
import type { DevicePort, DeviceWrite, Driver } from '../driver.ts';
import { channelBytes, createDevicePort, type ChannelBytes } from './device-port.ts';
import type { LinkParams } from './link-params.ts';
import type { RadioConnection } from './radio.ts';
import { createWriter, isDeaf, type Writer } from './writer.ts';

export interface LiveLink {
  readonly connection: RadioConnection;
  readonly port: DevicePort;
  readonly writer: Writer;
  /** The decoder hears no more of it. */
  silence(): void;
}

export interface LiveLinkEvents {
  readonly onBytes: (bytes: ChannelBytes) => void;
  readonly onClosed: (reason: string) => void;
  /** The device takes no writes any more. */
  readonly onDeaf: () => void;
  readonly nowMs: () => number;
}

export const createLiveLink = (
  driver: Driver,
  connection: RadioConnection,
  params: LinkParams,
  events: LiveLinkEvents,
): LiveLink => {
  const heard = channelBytes(driver, connection);
  const port = createDevicePort({
    driver,
    connection,
    heard,
    params,
    onRead: (channel, bytes) => events.onBytes({ channel, bytes, atMs: events.nowMs() }),
  });
  const write = async (wanted: DeviceWrite): Promise<void> => {
    try {
      await port.write(wanted);
    } catch (error) {
      if (isDeaf(wanted, error)) events.onDeaf();
      throw error;
    }
  };
  // A failing write is no end: decoders ask again.
  const writer = createWriter(write, () => {});
  const subscription: Subscription = heard.subscribe({ next: events.onBytes });
  void connection.closed.then(events.onClosed);
  return {
    connection,
    port: { ...port, write },
    writer,
    silence: () => {
      subscription.unsubscribe();
      writer.close();
    },
  };
};
