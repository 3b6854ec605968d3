/** Pages without a screen: WebSockets that listen as a phone does. */
import { WebSocket } from 'ws';
import { PROTOCOL } from '../../src/web/contract.ts';

export interface Clients {
  /** Messages they were sent. */
  heard(): number;
  close(): void;
}

export const openClients = async (url: string, count: number): Promise<Clients> => {
  const { host, hash } = new URL(url);
  let messages = 0;
  const sockets = Array.from(
    { length: count },
    () => new WebSocket(`ws://${host}/live`, { origin: `http://${host}` }),
  );
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          socket.on('error', reject);
          socket.on('open', () =>
            socket.send(JSON.stringify({ type: 'hello', protocol: PROTOCOL, token: hash.slice(1) })),
          );
          socket.on('message', () => {
            messages += 1;
            resolve();
          });
        }),
    ),
  );
  return {
    heard: () => messages,
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
};
