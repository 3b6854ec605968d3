/** Builders and readers of HCI packets. Everything is little-endian. */
import { EVENT, LE_EVENT, PACKET } from './opcodes.ts';

export const u8 = (value: number): Buffer => Buffer.from([value & 0xff]);

export const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
};

/** Vol 4 Part E 5.4.4. */
export const event = (code: number, ...parameters: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parameters);
  return Buffer.concat([Buffer.from([PACKET.event, code, body.length]), body]);
};

export const leEvent = (subevent: number, ...parameters: readonly Uint8Array[]): Buffer =>
  event(EVENT.leMeta, u8(subevent), ...parameters);

/** The host may have this many commands under way; the virtual controller answers each at once. */
const COMMAND_CREDITS = 1;

export const commandComplete = (opcode: number, ...parameters: readonly Uint8Array[]): Buffer =>
  event(EVENT.commandComplete, u8(COMMAND_CREDITS), u16(opcode), ...parameters);

export const commandStatus = (opcode: number, status: number): Buffer =>
  event(EVENT.commandStatus, u8(status), u8(COMMAND_CREDITS), u16(opcode));

export interface Command {
  readonly opcode: number;
  readonly parameters: Buffer;
}

/** `null` for bytes that are no whole command packet (Vol 4 Part E 5.4.1). */
export const readCommand = (packet: Buffer): Command | null => {
  if (packet.length < 4 || packet[0] !== PACKET.command) return null;
  const parameters = packet.subarray(4, 4 + packet[3]);
  return parameters.length === packet[3] ? { opcode: packet.readUInt16LE(1), parameters } : null;
};

export const command = (opcode: number, ...parameters: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parameters);
  return Buffer.concat([u8(PACKET.command), u16(opcode), u8(body.length), body]);
};

/** Packet boundary flag of ACL data (Vol 4 Part E 5.4.2): start of an L2CAP frame from the host, or from the radio. */
const BOUNDARY = { startFromHost: 0, continuation: 1, startFromRadio: 2 } as const;

export interface AclData {
  readonly handle: number;
  readonly start: boolean;
  readonly bytes: Buffer;
}

/** `null` for bytes that are no whole ACL packet. */
export const readAcl = (packet: Buffer): AclData | null => {
  if (packet.length < 5 || packet[0] !== PACKET.acl) return null;
  const word = packet.readUInt16LE(1);
  const length = packet.readUInt16LE(3);
  const bytes = packet.subarray(5, 5 + length);
  if (bytes.length !== length) return null;
  return { handle: word & 0x0fff, start: ((word >> 12) & 3) !== BOUNDARY.continuation, bytes };
};

const acl = (handle: number, boundary: number, bytes: Uint8Array): Buffer =>
  Buffer.concat([u8(PACKET.acl), u16(handle | (boundary << 12)), u16(bytes.length), bytes]);

export const aclFromRadio = (handle: number, start: boolean, bytes: Uint8Array): Buffer =>
  acl(handle, start ? BOUNDARY.startFromRadio : BOUNDARY.continuation, bytes);

export const aclFromHost = (handle: number, start: boolean, bytes: Uint8Array): Buffer =>
  acl(handle, start ? BOUNDARY.startFromHost : BOUNDARY.continuation, bytes);

/** One event, or `null` for bytes that are none. */
export const readEvent = (packet: Buffer): { readonly code: number; readonly parameters: Buffer } | null => {
  if (packet.length < 3 || packet[0] !== PACKET.event) return null;
  const parameters = packet.subarray(3, 3 + packet[2]);
  return parameters.length === packet[2] ? { code: packet[1], parameters } : null;
};

export interface ConnectionComplete {
  readonly status: number;
  readonly handle: number;
  /** Hexadecimal, as it stands in the packet. */
  readonly peer: string;
}

/** Reads either of the two events that tell how an attempt to connect ended (7.7.65.1, 7.7.65.10). */
export const readConnectionComplete = (packet: Buffer): ConnectionComplete | null => {
  const read = readEvent(packet);
  if (read === null || read.code !== EVENT.leMeta || read.parameters.length < 12) return null;
  const { parameters } = read;
  const known: readonly number[] = [LE_EVENT.connectionComplete, LE_EVENT.enhancedConnectionComplete];
  if (!known.includes(parameters[0])) return null;
  const peer = parameters.subarray(6, 12).toString('hex');
  return { status: parameters[1], handle: parameters.readUInt16LE(2), peer };
};

/** 7.7.5. */
export const readDisconnection = (
  packet: Buffer,
): { readonly handle: number; readonly reason: number } | null => {
  const read = readEvent(packet);
  if (read === null || read.code !== EVENT.disconnectionComplete || read.parameters.length < 4) return null;
  return { handle: read.parameters.readUInt16LE(1), reason: read.parameters[3] };
};
