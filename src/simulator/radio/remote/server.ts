import { createServer, type Socket } from 'node:net';
import type { Channel, VirtualAdapter } from '../adapter.ts';
import { createDecoder, encode, KIND, type Message, type WorldState } from './wire.ts';

export interface ServeOptions {
  /** Path of a Unix domain socket that does not exist yet. */
  readonly path: string;
  /**
   * HCI packets that wait for the process with noble before they are dropped without a word, as the kernel does when a
   * socket is not read. A real one held about 266 small ones.
   */
  readonly bufferedPackets?: number;
}

export interface RadioServer {
  /** Packets dropped because nobody read them in time. */
  readonly dropped: () => number;
  /** Hangs up on all processes. */
  readonly close: () => Promise<void>;
}

interface Served {
  readonly adapters: readonly VirtualAdapter[];
  readonly hasBluetooth: boolean;
}

const BUFFERED_PACKETS = 266;

const stateOf = ({ hasBluetooth, adapters }: Served): Buffer => {
  const state: WorldState = { hasBluetooth, up: adapters.map(({ isUp }) => isUp) };
  return encode(KIND.state, 0, Buffer.from(JSON.stringify(state)));
};

/** Serves one process until it hangs up. */
const serveOne = (world: Served, socket: Socket, bufferedPackets: number, onDropped: () => void): void => {
  const channels = new Map<number, Channel>();
  const decode = createDecoder();
  let unread = 0;

  const deliver = (channel: number, packet: Buffer): void => {
    if (unread >= bufferedPackets) return onDropped();
    unread++;
    socket.write(encode(KIND.packet, channel, packet));
  };
  const open = (channel: number, [adapter, isUser]: Buffer): void => {
    const opened = world.adapters[adapter]?.open(isUser === 1 ? 'user' : 'raw', (packet) =>
      deliver(channel, packet),
    );
    if (opened !== undefined) channels.set(channel, opened);
  };
  const close = (channel: number): void => {
    channels.get(channel)?.close();
    channels.delete(channel);
  };
  const handle = ({ kind, channel, payload }: Message): void => {
    if (kind === KIND.open) open(channel, payload);
    else if (kind === KIND.close) close(channel);
    else if (kind === KIND.write) channels.get(channel)?.write(payload);
    else if (kind === KIND.received) unread -= payload.readUInt32LE(0);
  };

  const stops = world.adapters.map((adapter) => adapter.onPower(() => socket.write(stateOf(world))));
  socket.on('data', (chunk: Buffer) => decode(chunk).forEach(handle));
  // A process that dies takes its channels with it; how it died is nobody's business here.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const stop of stops) stop();
    for (const channel of channels.keys()) close(channel);
  });
  socket.write(stateOf(world));
};

/** Lets other processes use the adapters; see `preload.ts` for their side. */
export const serveRadio = async (world: Served, options: ServeOptions): Promise<RadioServer> => {
  const sockets = new Set<Socket>();
  let dropped = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveOne(world, socket, options.bufferedPackets ?? BUFFERED_PACKETS, () => dropped++);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.path, resolve);
  });
  return {
    dropped: () => dropped,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
