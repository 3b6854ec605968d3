import { EVENT, PACKET } from './opcodes.ts';

/** What a raw socket wants to see: Linux' `struct hci_filter`. A fresh one lets nothing through. */
export interface HciFilter {
  readonly types: number;
  /** Events 0 … 31 and 32 … 63. */
  readonly events: readonly [number, number];
  /** Only completions of this command; 0: of any. */
  readonly opcode: number;
}

export const closedFilter: HciFilter = { types: 0, events: [0, 0], opcode: 0 };

/** Type mask, two event masks, opcode: 14 bytes. */
const LENGTH = 14;

/** `null` for bytes the kernel would refuse. */
export const readFilter = (bytes: Buffer): HciFilter | null => {
  if (bytes.length < LENGTH) return null;
  const events = [bytes.readUInt32LE(4), bytes.readUInt32LE(8)] as const;
  return { types: bytes.readUInt32LE(0), events, opcode: bytes.readUInt16LE(12) };
};

const hasBit = (mask: number, bit: number): boolean => ((mask >>> bit) & 1) === 1;

/** The kernel looks at six bits of the event code only. */
const lowCode = (code: number): number => code & 63;

/** Where the opcode stands in the two events that answer commands. */
const opcodeOf = (packet: Buffer): number | null => {
  if (packet[1] === EVENT.commandComplete) return packet.readUInt16LE(4);
  return packet[1] === EVENT.commandStatus ? packet.readUInt16LE(5) : null;
};

/** `is_filtered_packet` of net/bluetooth/hci_sock.c, turned round: true lets the packet pass. */
export const passes = (filter: HciFilter, packet: Buffer): boolean => {
  if (!hasBit(filter.types, packet[0] & 31)) return false;
  if (packet[0] !== PACKET.event) return true;
  const code = lowCode(packet[1]);
  if (!hasBit(filter.events[code >> 5], code & 31)) return false;
  const opcode = filter.opcode === 0 ? null : opcodeOf(packet);
  return opcode === null || opcode === filter.opcode;
};
