import { linkParameterBytes } from './hci/connection-parameters.ts';
import { COMMAND, PACKET } from './hci/opcodes.ts';
import {
  aclFromHost,
  command,
  readAcl,
  readCommand,
  readConnectionComplete,
  readDisconnection,
  u16,
  type ConnectionComplete,
} from './hci/packets.ts';
import { CHANNEL, createReassembler, toFragments } from './l2cap.ts';
import { REASON } from './reasons.ts';
import { parameterAccepted, readParameterRequest, type ParameterRequest } from './signalling.ts';
import type { Cancel, Timers } from './timers.ts';

/**
 * What the Linux kernel does by itself on an adapter that raw sockets share with it. noble works on a raw socket, so
 * this happens behind its back: parameter requests of peripherals are answered, a lost link may be set up again without
 * anybody having asked, and links end when the process that wanted them is gone.
 */
export interface Kernel {
  readonly fromController: (packet: Buffer) => void;
  /** A packet that `writer` writes. True: the kernel is at it already, the controller must not see it again. */
  readonly absorbs: (packet: Buffer, writer: object) => boolean;
  /** A raw socket was closed, or its process died. */
  readonly closed: (writer: object) => void;
  readonly stop: () => void;
}

export interface KernelOptions {
  readonly timers: Timers;
  readonly write: (packet: Buffer) => void;
  /** Whether the controller is setting up a link; it does one at a time. */
  readonly isConnecting: () => boolean;
  /** Time from the loss of a link to the new attempt, ms; `null`: none. */
  readonly reconnectAfterMs: number | null;
  /** Time from the end of a socket to the end of the links it had set up, ms. */
  readonly dropAfterMs: number;
}

/** Who is, or is to be, at the other end, and which socket wanted it. */
interface Peer {
  /** Address as it stands in packets. */
  readonly address: string;
  readonly writer: object;
  /** The command that connected it. */
  readonly command: Buffer;
}

/** Where the address of the peer stands in the two commands that connect (Vol 4 Part E 7.8.12, 7.8.66). */
const PEER_AT: ReadonlyMap<number, number> = new Map([
  [COMMAND.leCreateConnection, 6],
  [COMMAND.leExtendedCreateConnection, 3],
]);

/** A connection update has two more fields, the lengths of events, which nobody cares about. */
const updateCommand = (handle: number, { parameters }: ParameterRequest): Buffer => {
  const bytes = linkParameterBytes(parameters);
  return command(COMMAND.leConnectionUpdate, u16(handle), bytes.subarray(0, 2), bytes, Buffer.alloc(4));
};

const disconnectCommand = (handle: number): Buffer =>
  command(COMMAND.disconnect, u16(handle), Buffer.from([REASON.remoteUser]));

export const createKernel = (options: KernelOptions): Kernel => {
  const { timers, write, isConnecting, reconnectAfterMs, dropAfterMs } = options;
  /** What connects each address, as it was asked for last. */
  const wanted = new Map<string, Peer>();
  const peers = new Map<number, Peer>();
  /** Whom the controller was last told to connect, and whether the kernel told it. */
  let last: { readonly peer: Peer; readonly byKernel: boolean } | null = null;
  const planned = new Set<Cancel>();

  const later = (delayMs: number, action: () => void): void => {
    const cancel = timers.after(delayMs, () => {
      planned.delete(cancel);
      action();
    });
    planned.add(cancel);
  };

  const stop = (): void => {
    for (const cancel of planned) cancel();
    planned.clear();
    peers.clear();
  };

  const isConnected = (address: string): boolean => {
    for (const peer of peers.values()) if (peer.address === address) return true;
    return false;
  };

  const reconnect = (peer: Peer): void => {
    if (isConnecting() || isConnected(peer.address)) return;
    last = { peer, byKernel: true };
    write(peer.command);
  };

  const answer = (handle: number, request: ParameterRequest): void => {
    const frame = { channel: CHANNEL.signalling, payload: parameterAccepted(request.identifier) };
    for (const { start, bytes } of toFragments(frame, 27)) write(aclFromHost(handle, start, bytes));
    write(updateCommand(handle, request));
  };

  const onData = (packet: Buffer): void => {
    const data = readAcl(packet);
    // Signalling frames are short enough for one packet.
    const frame = data?.start ? createReassembler()(data) : null;
    const request = frame?.channel === CHANNEL.signalling ? readParameterRequest(frame.payload) : null;
    if (data !== null && request !== null) answer(data.handle, request);
  };

  const onConnected = ({ status, handle, peer: address }: ConnectionComplete): void => {
    const peer = wanted.get(address);
    if (status === REASON.success && peer !== undefined) peers.set(handle, peer);
  };

  const onDisconnected = (handle: number, reason: number): void => {
    const peer = peers.get(handle);
    peers.delete(handle);
    if (peer === undefined || reconnectAfterMs === null || reason !== REASON.timeout) return;
    later(reconnectAfterMs, () => reconnect(peer));
  };

  const onEvent = (packet: Buffer): void => {
    const complete = readConnectionComplete(packet);
    if (complete !== null) onConnected(complete);
    const gone = readDisconnection(packet);
    if (gone !== null) onDisconnected(gone.handle, gone.reason);
  };

  return {
    fromController: (packet) => {
      if (packet[0] === PACKET.acl) onData(packet);
      else onEvent(packet);
    },
    absorbs: (packet, writer) => {
      const read = readCommand(packet);
      if (read?.opcode === COMMAND.reset) stop();
      const peerAt = read === null ? undefined : PEER_AT.get(read.opcode);
      if (read === null || peerAt === undefined) return false;
      const address = read.parameters.subarray(peerAt, peerAt + 6).toString('hex');
      if (isConnecting()) return last !== null && last.byKernel && last.peer.address === address;
      const peer = { address, writer, command: packet };
      wanted.set(address, peer);
      last = { peer, byKernel: false };
      return false;
    },
    closed: (writer) => {
      if (isConnecting() && last?.peer.writer === writer) write(command(COMMAND.leCreateConnectionCancel));
      for (const [handle, peer] of peers) {
        if (peer.writer !== writer) continue;
        later(dropAfterMs, () => {
          if (peers.get(handle) === peer) write(disconnectCommand(handle));
        });
      }
    },
    stop,
  };
};
