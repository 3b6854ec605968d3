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
} from './hci/packets.ts';
import { CHANNEL, createReassembler, toFragments } from './l2cap.ts';
import { REASON } from './reasons.ts';
import { parameterAccepted, readParameterRequest, type ParameterRequest } from './signalling.ts';
import type { Cancel, Timers } from './timers.ts';

/**
 * What the Linux kernel does by itself on an adapter that raw sockets share with it. noble works on a raw socket, so
 * this happens behind its back: parameter requests of peripherals are answered, and a lost link may be set up again
 * without anybody having asked.
 */
export interface Kernel {
  readonly fromController: (packet: Buffer) => void;
  /** A packet that a raw socket writes. True: the kernel is at it already, the controller must not see it again. */
  readonly absorbs: (packet: Buffer) => boolean;
  readonly stop: () => void;
}

export interface KernelOptions {
  readonly timers: Timers;
  readonly write: (packet: Buffer) => void;
  /** Time from the loss of a link to the new attempt, ms; `null`: none. */
  readonly reconnectAfterMs: number | null;
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

export const createKernel = ({ timers, write, reconnectAfterMs }: KernelOptions): Kernel => {
  /** The command that connected each peer, by its address. */
  const connectCommands = new Map<string, Buffer>();
  const peers = new Map<number, string>();
  /** Who is being connected, and by whom. */
  let attempt: { readonly peer: string; readonly byKernel: boolean } | null = null;
  let planned: Cancel | null = null;

  const stop = (): void => {
    planned?.();
    planned = null;
    attempt = null;
    peers.clear();
  };

  const reconnect = (peer: string): void => {
    const packet = connectCommands.get(peer);
    planned = null;
    if (packet === undefined || attempt !== null) return;
    attempt = { peer, byKernel: true };
    write(packet);
  };

  const onLost = (peer: string | undefined, reason: number): void => {
    if (reconnectAfterMs === null || peer === undefined || reason !== REASON.timeout) return;
    planned?.();
    planned = timers.after(reconnectAfterMs, () => reconnect(peer));
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

  const onEvent = (packet: Buffer): void => {
    const complete = readConnectionComplete(packet);
    if (complete !== null) attempt = null;
    if (complete?.status === REASON.success) peers.set(complete.handle, complete.peer);
    const gone = readDisconnection(packet);
    if (gone === null) return;
    onLost(peers.get(gone.handle), gone.reason);
    peers.delete(gone.handle);
  };

  const onConnect = (peer: string, packet: Buffer): boolean => {
    if (attempt?.byKernel && attempt.peer === peer) return true;
    connectCommands.set(peer, packet);
    attempt ??= { peer, byKernel: false };
    return false;
  };

  return {
    fromController: (packet) => {
      if (packet[0] === PACKET.acl) onData(packet);
      else onEvent(packet);
    },
    absorbs: (packet) => {
      const read = readCommand(packet);
      if (read === null) return false;
      if (read.opcode === COMMAND.reset) stop();
      const peerAt = PEER_AT.get(read.opcode);
      if (peerAt === undefined) return false;
      return onConnect(read.parameters.subarray(peerAt, peerAt + 6).toString('hex'), packet);
    },
    stop,
  };
};
