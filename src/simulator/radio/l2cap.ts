import { u16 } from './hci/packets.ts';
import type { Fragment } from './link.ts';

/** Fixed channels of LE links (Core Spec Vol 3 Part A 2.1). */
export const CHANNEL = { att: 0x0004, signalling: 0x0005, security: 0x0006 } as const;

export interface Frame {
  readonly channel: number;
  readonly payload: Buffer;
}

/** Length and channel, two bytes each (Vol 3 Part A 3.1). */
const HEADER = 4;

/** Cuts a frame into packets of at most `longest` bytes, in order. */
export const toFragments = ({ channel, payload }: Frame, longest: number): readonly Fragment[] => {
  const frame = Buffer.concat([u16(payload.length), u16(channel), payload]);
  const fragments: Fragment[] = [];
  for (let at = 0; at < frame.length; at += longest) {
    fragments.push({ start: at === 0, bytes: frame.subarray(at, at + longest) });
  }
  return fragments;
};

/** Puts frames together again. Packets that fit nowhere are dropped, as Vol 3 Part A 7.2.1 asks. */
export const createReassembler = (): ((fragment: Fragment) => Frame | null) => {
  let parts: Uint8Array[] = [];
  let received = 0;
  const reset = (): void => {
    parts = [];
    received = 0;
  };
  return ({ start, bytes }) => {
    if (start) reset();
    else if (parts.length === 0) return null;
    parts.push(bytes);
    received += bytes.length;
    if (received < HEADER) return null;
    const frame = Buffer.concat(parts);
    const length = HEADER + frame.readUInt16LE(0);
    if (received < length) return null;
    const isWhole = received === length;
    reset();
    if (!isWhole) return null;
    return { channel: frame.readUInt16LE(2), payload: frame.subarray(HEADER) };
  };
};
