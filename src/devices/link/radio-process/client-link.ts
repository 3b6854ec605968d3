/** A connection as the service has it, over messages to the host. */
import { Subject } from 'rxjs';
import {
  RadioError,
  type CharacteristicRef,
  type RadioConnection,
  type RadioNotification,
} from '../radio.ts';
import { plain } from './bytes.ts';
import type { Answer, Asked } from './client.ts';
import type { FromHost } from './messages.ts';
import { withResolvers } from '../with-resolvers.ts';

export interface ClientLink {
  readonly connection: RadioConnection;
  notify(message: Extract<FromHost, { type: 'notification' }>): void;
  end(reason: string): void;
}

const gone = (reason: string): RadioError => new RadioError('not-connected', reason);

const refOf = ({ service, characteristic }: CharacteristicRef): CharacteristicRef => ({
  service,
  characteristic,
});

export const createConnection = (
  { link, mtu, characteristics }: Extract<FromHost, { type: 'connected' }>,
  ask: (asked: Asked) => Promise<Answer>,
): ClientLink => {
  const notifications = new Subject<RadioNotification>();
  let ended: string | null = null;
  const { promise: closed, resolve: close } = withResolvers<string>();

  /** Asks, unless the link has ended; an end meanwhile fails what is under way at once. */
  const request = async (asked: Asked): Promise<Uint8Array> => {
    if (ended !== null) throw gone(ended);
    const answer = await Promise.race([
      ask(asked),
      closed.then((reason): never => {
        throw gone(reason);
      }),
    ]);
    return answer.type === 'done' && answer.bytes !== null ? plain(answer.bytes) : new Uint8Array(0);
  };

  return {
    connection: {
      mtu,
      characteristics,
      notifications: notifications.asObservable(),
      closed,
      subscribe: async (where, deadlineMs) => {
        await request({ type: 'subscribe', link, ...refOf(where), deadlineMs });
      },
      read: (where, deadlineMs) => request({ type: 'read', link, ...refOf(where), deadlineMs }),
      write: async (where, bytes, { response }, deadlineMs) => {
        await request({ type: 'write', link, ...refOf(where), bytes, response, deadlineMs });
      },
      disconnect: async (deadlineMs) => {
        if (ended === null) await ask({ type: 'disconnect', link, deadlineMs }).catch(() => {});
      },
    },
    notify: ({ service, characteristic, bytes, atMs }) =>
      notifications.next({ service, characteristic, bytes: plain(bytes), atMs }),
    end: (reason) => {
      ended = reason;
      close(reason);
      notifications.complete();
    },
  };
};
