/** Servers of tests: on a free port of the loopback interface, nowhere else. */
import { once } from 'node:events';
import type { Server } from 'node:http';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Resolves once the server listens. Closing cuts what is still connected. */
export const listenOnLoopback = async (server: Server): Promise<Listening> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
};
