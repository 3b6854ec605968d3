/**
 * What a process with noble and the process with the virtual adapters tell each other: length (4 bytes, little-endian,
 * of what follows), kind, channel, payload. Both are ours, on one machine, and of one version.
 */

/** `state`, `packet` and `full` go to the process with noble, the others come from it. */
export const KIND = {
  /** JSON: {@link WorldState}. */
  state: 0,
  /** One HCI packet from the adapter. */
  packet: 1,
  /** Payload: adapter, then 1 for a user channel. */
  open: 2,
  close: 3,
  /** One HCI packet to the adapter. */
  write: 4,
  /** So many packets (4 bytes) left the socket's buffer. */
  received: 5,
} as const;

/** What sockets must know without asking. */
export interface WorldState {
  readonly hasBluetooth: boolean;
  /** Whether `hci0`, `hci1` … are on. */
  readonly up: readonly boolean[];
}

export interface Message {
  readonly kind: number;
  readonly channel: number;
  readonly payload: Buffer;
}

const HEADER = 4 + 1 + 1;

export const encode = (kind: number, channel: number, payload: Uint8Array = Buffer.alloc(0)): Buffer => {
  const message = Buffer.alloc(HEADER + payload.length);
  message.writeUInt32LE(HEADER - 4 + payload.length, 0);
  message[4] = kind;
  message[5] = channel;
  message.set(payload, HEADER);
  return message;
};

/** Cuts a stream of bytes into messages. */
export const createDecoder = (): ((chunk: Buffer) => readonly Message[]) => {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    while (rest.length >= HEADER && rest.length >= 4 + rest.readUInt32LE(0)) {
      const end = 4 + rest.readUInt32LE(0);
      messages.push({ kind: rest[4], channel: rest[5], payload: rest.subarray(HEADER, end) });
      rest = rest.subarray(end);
    }
    return messages;
  };
};
