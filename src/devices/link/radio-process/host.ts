/**
 * Serves a radio with noble: messages in, messages out. Runs in the radio process, or in the service itself for tests
 * and benches. Knows what noble does wrong, so that nobody else has to.
 */
import { RadioError, type AdapterState } from '../radio.ts';
import { toAdvertisement } from './advertisement.ts';
import { plain } from './bytes.ts';
import { createHostLinks } from './host-links.ts';
import { HOST_DEFAULTS, type HostParams } from './host-params.ts';
import type { FromHost, Request, ToHost } from './messages.ts';
import { monotonicMs } from './monotonic.ts';
import { confirmsCancel, type Noble, type NoblePeripheral } from './noble.ts';
import { createPeers, type Peer } from './peers.ts';
import { reasonOf } from '../reason.ts';
import { createScanner } from './scanner.ts';

export interface Host {
  handle(message: ToHost): void;
  /** Takes connections and scan down, within {@link HostParams.discardMs}. */
  close(): Promise<void>;
}

const ADAPTER: Readonly<Record<string, AdapterState>> = {
  poweredOn: 'on',
  poweredOff: 'off',
  unauthorized: 'unauthorised',
  unsupported: 'absent',
};

export const createHost = (
  noble: Noble,
  send: (message: FromHost) => void,
  params: HostParams = HOST_DEFAULTS,
): Host => {
  let wanted = false;

  // While somebody is connected that is worth more than what is missing.
  const wornOut = (text: string): void => {
    if (links.count === 0) send({ type: 'worn-out', text });
  };
  const peers = createPeers({
    confirmsCancel: confirmsCancel(noble),
    onStuck: () => wornOut('noble makes no connection any more.'),
  });
  const scanner = createScanner(noble, () => wornOut('noble does not know whether it scans.'), params);
  const links = createHostLinks(peers, scanner, send, params, wornOut);

  const tell = (peer: Peer): void => {
    const atMs = monotonicMs();
    if (!wanted || atMs - peer.toldMs < params.hearEveryMs) return;
    peer.toldMs = atMs;
    send({ type: 'advertisement', advertisement: toAdvertisement(peer.peripheral, atMs) });
  };

  const onDiscover = (peripheral: NoblePeripheral): void => {
    scanner.heard();
    tell(peers.hear(peripheral));
    if (peers.count >= params.heardMost) wornOut(`${peers.count} devices were heard.`);
  };

  // A connected device does not advertise, so a connection that came by itself is told as if it did.
  const offerOrphans = (): void => {
    for (const [peer, sinceMs] of peers.orphans) {
      if (monotonicMs() - sinceMs < params.orphanMs) tell(peer);
      else void peers.disconnect(peer, params.discardMs).catch(() => {});
    }
  };
  const orphanTimer = setInterval(offerOrphans, params.orphanEveryMs);

  const absent = (text: string): void => {
    send({ type: 'warning', text });
    send({ type: 'adapter', adapter: 'absent' });
  };
  const adapterTimer = setTimeout(
    () => absent('No Bluetooth adapter answered. `beltline doctor` says what is missing.'),
    params.adapterMs,
  );

  const onState = (state: string): void => {
    clearTimeout(adapterTimer);
    const adapter = ADAPTER[state] ?? 'unknown';
    scanner.adapter(adapter === 'on');
    send({ type: 'adapter', adapter });
    if (adapter !== 'on') peers.abandonAll(`The Bluetooth adapter is ${adapter}.`);
  };

  const onWarning = (text: unknown): void => send({ type: 'warning', text: reasonOf(text).slice(0, 1000) });

  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => (closing ??= takeDown());
  const takeDown = async (): Promise<void> => {
    clearTimeout(adapterTimer);
    clearInterval(orphanTimer);
    scanner.close();
    const orphans = [...peers.orphans.keys()].map((peer) => peers.disconnect(peer, params.discardMs));
    await Promise.allSettled([links.closeAll(), ...orphans]);
    noble.removeListener('discover', onDiscover);
    noble.removeListener('stateChange', onState);
    noble.removeListener('warning', onWarning);
    noble.stop?.();
  };

  /** What a request yields; `connect` has answered by itself. */
  const serve = async (request: Request): Promise<Uint8Array | null | undefined> => {
    const { deadlineMs } = request;
    switch (request.type) {
      case 'connect':
        await links.connect(request);
        return undefined;
      case 'disconnect':
        await links.disconnect(request.link, deadlineMs);
        return null;
      case 'subscribe':
        await links.get(request.link).subscribe(request, deadlineMs);
        return null;
      case 'read':
        return plain(await links.get(request.link).read(request, deadlineMs));
      case 'write':
        await links.get(request.link).write(request, request.bytes, request.response, deadlineMs);
        return null;
      default:
        await close();
        return null;
    }
  };

  const answer = async (request: Request): Promise<void> => {
    const number = request.request;
    try {
      const bytes = await serve(request);
      if (bytes !== undefined) send({ type: 'done', request: number, bytes });
    } catch (error) {
      const code = error instanceof RadioError ? error.code : 'radio';
      send({ type: 'failed', request: number, code, message: reasonOf(error) });
    }
  };

  noble.on('discover', onDiscover);
  noble.on('warning', onWarning);
  // Listening for the state is what makes noble start.
  noble.on('stateChange', onState);

  return {
    handle: (message) => {
      if (message.type === 'scan') {
        wanted = message.on;
        scanner.want(wanted);
      } else if ('request' in message) void answer(message);
    },
    close,
  };
};
