/**
 * The devices noble has heard, and what their connections do unasked: end, or come back. (After a lost link the Linux
 * kernel connects again by itself, and noble then says "already connected".)
 */
import { RadioError } from '../radio.ts';
import { withDeadline } from './deadline.ts';
import { monotonicMs } from './monotonic.ts';
import type { NoblePeripheral } from './noble.ts';
import { reasonOf } from '../reason.ts';

/** Connection interval 15 ms, no latency, supervision timeout 4 s; noble's own 420 ms ends links at every turn. */
const CONNECTION = { minInterval: 12, maxInterval: 12, latency: 0, timeout: 400 };

/** How long the controller may take to confirm that it gives up on a connection. */
const CANCEL_MS = 250;

export interface Peer {
  /** noble's present object for the device. */
  peripheral: NoblePeripheral;
  /** When it was last passed on as heard, ms. */
  toldMs: number;
  /** Is the connection wanted, made or being made? */
  held: boolean;
  /** Called when the connection ends. */
  onEnd: (reason: string) => void;
}

export interface Peers {
  readonly count: number;
  get(id: string): Peer | undefined;
  /** Takes notice of a peripheral that was heard. */
  hear(peripheral: NoblePeripheral): Peer;
  /** Makes the connection, or takes over one that came by itself. */
  connect(peer: Peer, ms: number): Promise<void>;
  /** Ends the connection; resolves when it is down, rejects by the deadline. */
  disconnect(peer: Peer, ms: number): Promise<void>;
  /** The adapter lost its power, and noble does not say what became of the connections. */
  abandonAll(reason: string): void;
  /** Connected peers that nobody holds, and since when, ms. */
  readonly orphans: ReadonlyMap<Peer, number>;
}

const toRadioError = (error: unknown, what: string): RadioError =>
  error instanceof RadioError
    ? error
    : new RadioError('radio', `${what}: ${reasonOf(error)}`, { cause: error });

export interface PeersOptions {
  /** noble passes on what the controller says to a connection that was taken back. */
  readonly confirmsCancel: boolean;
  /** noble will make no connection any more. */
  readonly onStuck: () => void;
}

export const createPeers = (options: PeersOptions): Peers => {
  const peers = new Map<string, Peer>();
  const watched = new WeakSet<NoblePeripheral>();
  const orphans = new Map<Peer, number>();

  const end = (peer: Peer, reason: string): void => {
    orphans.delete(peer);
    peer.held = false;
    peer.onEnd(reason);
  };

  /** Listens to a peripheral for good, once a connection to it was asked for. */
  const watch = (peer: Peer): void => {
    const { peripheral } = peer;
    if (watched.has(peripheral)) return;
    watched.add(peripheral);
    peripheral.on('disconnect', (reason: unknown) => {
      if (peer.peripheral === peripheral) end(peer, `The link ended (${reasonOf(reason)}).`);
    });
    peripheral.on('connect', (error?: unknown) => {
      const stands = error === undefined || error === null;
      if (stands && peer.peripheral === peripheral && !peer.held) orphans.set(peer, monotonicMs());
    });
  };

  /**
   * Takes back a connection that was not made in time. noble makes no other one until the controller confirms that;
   * if it does not, noble never makes one again.
   */
  const cancel = async (peripheral: NoblePeripheral): Promise<void> => {
    peripheral.cancelConnect();
    if (!options.confirmsCancel) return;
    const confirmed = new Promise<void>((resolve) => peripheral.once('connect', () => resolve()));
    await withDeadline(confirmed, CANCEL_MS, 'Taking the connection back').catch(options.onStuck);
  };

  const establish = async ({ peripheral }: Peer, ms: number): Promise<void> => {
    const made = new Promise<void>((resolve, reject) =>
      peripheral.connect(CONNECTION, (error) =>
        // "Already connected" is what was wanted.
        error === undefined || error === null || peripheral.state === 'connected' ? resolve() : reject(error),
      ),
    );
    try {
      await withDeadline(made, ms, 'Connecting');
    } catch (error) {
      if (error instanceof RadioError) await cancel(peripheral);
      throw toRadioError(error, 'The connection could not be made');
    }
  };

  return {
    get count() {
      return peers.size;
    },
    orphans,
    get: (id) => peers.get(id),
    hear: (peripheral) => {
      const known = peers.get(peripheral.id);
      if (known !== undefined) {
        known.peripheral = peripheral;
        return known;
      }
      const peer: Peer = { peripheral, toldMs: -Infinity, held: false, onEnd: () => {} };
      peers.set(peripheral.id, peer);
      return peer;
    },
    connect: async (peer, ms) => {
      watch(peer);
      orphans.delete(peer);
      peer.held = true;
      if (peer.peripheral.state === 'connected') return;
      try {
        await establish(peer, ms);
      } catch (error) {
        peer.held = false;
        throw error;
      }
    },
    disconnect: async (peer, ms) => {
      const down = new Promise<void>((resolve) => {
        const { onEnd } = peer;
        peer.onEnd = (reason) => {
          onEnd(reason);
          resolve();
        };
      });
      try {
        peer.peripheral.disconnect();
        await withDeadline(down, ms, 'The end of the connection');
      } catch (error) {
        end(peer, 'The link was given up.');
        throw toRadioError(error, 'The connection could not be ended');
      } finally {
        peer.onEnd = () => {};
      }
    },
    abandonAll: (reason) => {
      for (const peer of peers.values()) {
        if (!peer.held && !orphans.has(peer)) continue;
        // Else noble takes it for connected for ever.
        peer.peripheral.disconnect();
        end(peer, reason);
      }
    },
  };
};
