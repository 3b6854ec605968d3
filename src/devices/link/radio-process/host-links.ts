/** The links of a host: made one after the other, numbered, ended. */
import { RadioError, type CharacteristicRef } from '../radio.ts';
import { plain } from './bytes.ts';
import { createHostLink, type HostLink } from './host-link.ts';
import type { HostParams } from './host-params.ts';
import type { FromHost, Request } from './messages.ts';
import { monotonicMs } from './monotonic.ts';
import type { Peer, Peers } from './peers.ts';
import type { Scanner } from './scanner.ts';

type Connect = Extract<Request, { type: 'connect' }>;

export interface HostLinks {
  readonly count: number;
  get(number: number): HostLink;
  connect(request: Connect): Promise<void>;
  /** Settles when the link is down or given up. */
  disconnect(number: number, ms: number): Promise<void>;
  closeAll(): Promise<void>;
}

export const createHostLinks = (
  peers: Peers,
  scanner: Scanner,
  send: (message: FromHost) => void,
  params: HostParams,
  onStuck: (text: string) => void,
): HostLinks => {
  const links = new Map<number, { readonly peer: Peer; readonly link: HostLink }>();
  let lastNumber = 0;
  let unanswered = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const end = (number: number, reason: string): void => {
    const standing = links.get(number);
    if (standing === undefined) return;
    links.delete(number);
    standing.link.end(reason);
    send({ type: 'closed', link: number, reason });
  };

  /** Connects and discovers, or leaves nothing behind. */
  const open = async (peer: Peer, number: number, endMs: number): Promise<HostLink> => {
    const lost = new Promise<never>((_, reject) => {
      peer.onEnd = (reason) => reject(new RadioError('not-connected', reason));
    });
    lost.catch(() => {});
    await Promise.race([peers.connect(peer, endMs - monotonicMs()), lost]);
    const notify = (ref: CharacteristicRef, bytes: Uint8Array): void =>
      send({ type: 'notification', link: number, ...ref, bytes: plain(bytes), atMs: monotonicMs() });
    try {
      return await createHostLink(peer.peripheral, notify, endMs - monotonicMs(), lost);
    } catch (error) {
      if (peer.held) await peers.disconnect(peer, params.discardMs).catch(() => {});
      throw error;
    }
  };

  const connect = async ({ request, id, deadlineMs }: Connect, fromMs: number): Promise<void> => {
    const peer = peers.get(id);
    if (peer === undefined)
      throw new RadioError('radio', 'The sensor was not heard since the radio started.');
    const number = ++lastNumber;
    const link = await scanner.pauseFor(() => open(peer, number, fromMs + deadlineMs));
    links.set(number, { peer, link });
    peer.onEnd = (reason) => end(number, reason);
    unanswered = 0;
    const { mtu, characteristics } = link;
    send({ type: 'connected', request, link: number, mtu, characteristics });
  };

  /** noble gets into states in which it answers nothing any more. */
  const countUnanswered = (error: unknown): void => {
    if (!(error instanceof RadioError) || error.code !== 'deadline') return;
    unanswered++;
    if (unanswered >= params.unansweredMost) onStuck(`noble left ${unanswered} connections unanswered.`);
  };

  const disconnect = async (number: number, ms: number): Promise<void> => {
    const standing = links.get(number);
    if (standing === undefined) return;
    await peers.disconnect(standing.peer, ms).catch(countUnanswered);
    end(number, 'The link was closed.');
  };

  return {
    get count() {
      return links.size;
    },
    get: (number) => {
      const standing = links.get(number);
      if (standing === undefined) throw new RadioError('not-connected', 'The link has ended.');
      return standing.link;
    },
    connect: (request) => {
      const fromMs = monotonicMs();
      const mine = turn.then(() => connect(request, fromMs));
      turn = mine.catch(countUnanswered);
      return mine;
    },
    disconnect,
    closeAll: async () => {
      await Promise.all([...links.keys()].map((number) => disconnect(number, params.discardMs)));
    },
  };
};
