/**
 * A radio whose noble runs in the process of the service: for tests and benches on a virtual radio. Real adapters get
 * a process of their own, since noble may block or end the process it runs in.
 */
import type { Radio } from '../radio.ts';
import { createRadioClient, type RadioClient } from './client.ts';
import { createHost } from './host.ts';
import { HOST_DEFAULTS, type HostParams } from './host-params.ts';
import type { Noble } from './noble.ts';

export const createInProcessRadio = (
  noble: Noble,
  params: HostParams = HOST_DEFAULTS,
): Radio & Pick<RadioClient, 'warnings'> => {
  const client = createRadioClient();
  // Messages arrive later here too, as between processes.
  const host = createHost(noble, (message) => setImmediate(() => client.receive(message)), params);
  client.attach({ send: (message) => setImmediate(() => host.handle(message)) });
  return {
    ...client,
    close: async () => {
      await client.shutDown(params.discardMs);
      client.detach('The radio was closed.', 'unknown');
      client.complete();
    },
  };
};
