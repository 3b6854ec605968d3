/** The device as a driver's `start` sees it: its channels by name, every request with a deadline. */
import { filter, firstValueFrom, map, type Observable, share, timeout } from 'rxjs';
import type { DevicePort, DeviceWrite, Driver } from '../driver.ts';
import type { LinkParams } from './link-params.ts';
import { RadioError, type CharacteristicRef, type RadioConnection } from './radio.ts';

/** One notification, or a value read, by the driver's name of its channel. */
export interface ChannelBytes {
  readonly channel: string;
  readonly bytes: Uint8Array;
  /** Radio clock, ms. */
  readonly atMs: number;
}

const same = (a: CharacteristicRef, b: CharacteristicRef): boolean =>
  a.service === b.service && a.characteristic === b.characteristic;

const missing = (channel: string): RadioError =>
  new RadioError('no-characteristic', `The sensor lacks the characteristic "${channel}".`);

/** What the connection notifies, by channel; what is in no channel of the driver is left out. */
export const channelBytes = (driver: Driver, connection: RadioConnection): Observable<ChannelBytes> => {
  const channels = Object.entries(driver.channels);
  return connection.notifications.pipe(
    map(({ bytes, atMs, ...where }) => ({
      channel: channels.find(([, ref]) => same(ref, where))?.[0],
      bytes,
      atMs,
    })),
    filter((heard): heard is ChannelBytes => heard.channel !== undefined),
    share(),
  );
};

export interface PortOptions {
  readonly driver: Driver;
  readonly connection: RadioConnection;
  readonly heard: Observable<ChannelBytes>;
  readonly params: Pick<LinkParams, 'requestMs' | 'replyMs'>;
  /** A value was read; the decoder gets it like a notification. */
  readonly onRead: (channel: string, bytes: Uint8Array) => void;
}

export const createDevicePort = ({ driver, connection, heard, params, onRead }: PortOptions): DevicePort => {
  const refOf = (channel: string): CharacteristicRef => {
    const ref = driver.channels[channel];
    if (ref === undefined) throw missing(channel);
    return ref;
  };

  const write = async ({ channel, bytes, response }: DeviceWrite): Promise<void> =>
    connection.write(refOf(channel), bytes, { response }, params.requestMs);

  const replyTo = (channel: string, isReply: (bytes: Uint8Array) => boolean): Promise<Uint8Array> =>
    firstValueFrom(
      heard.pipe(
        filter((answer) => answer.channel === channel && isReply(answer.bytes)),
        map(({ bytes }) => bytes),
        timeout({
          first: params.replyMs,
          with: () => {
            throw new RadioError('deadline', `No reply on "${channel}" within ${params.replyMs} ms.`);
          },
        }),
      ),
    ).catch((error: unknown) => {
      throw error instanceof RadioError
        ? error
        : new RadioError('not-connected', 'The link ended before the reply.', { cause: error });
    });

  return {
    mtu: connection.mtu,
    has: (channel) => connection.characteristics.some((found) => same(found, refOf(channel))),
    subscribe: async (channel) => connection.subscribe(refOf(channel), params.requestMs),
    read: async (channel) => {
      const bytes = await connection.read(refOf(channel), params.requestMs);
      onRead(channel, bytes);
      return bytes;
    },
    write,
    ask: async (question, replyOn, isReply) => {
      // Listens before it asks: the reply may be there before the write is acknowledged.
      const reply = replyTo(replyOn, isReply);
      reply.catch(() => {});
      await write(question);
      return reply;
    },
  };
};
