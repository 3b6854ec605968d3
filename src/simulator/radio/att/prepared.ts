import { AttError } from './errors.ts';
import { ATT_ERROR } from './opcodes.ts';

/** A long value of 512 bytes over the shortest MTU comes in 29 parts. */
const MOST_PARTS = 32;

interface Part {
  readonly handle: number;
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Parts of long writes, kept until the central says what to do with them (Core Spec Vol 3 Part F 3.4.6). */
export interface PreparedWrites {
  add(part: Part): void;
  /** Whole values by handle, in order of their first part; empties the queue. Throws where a part leaves a hole. */
  take(): ReadonlyMap<number, Buffer>;
  clear(): void;
}

export const createPreparedWrites = (): PreparedWrites => {
  let parts: Part[] = [];
  const join = (values: ReadonlyMap<number, Buffer>, { handle, offset, bytes }: Part): Buffer => {
    const before = values.get(handle) ?? Buffer.alloc(0);
    if (offset > before.length) throw new AttError(ATT_ERROR.invalidOffset);
    const after = before.subarray(offset + bytes.length);
    return Buffer.concat([before.subarray(0, offset), bytes, after]);
  };
  return {
    add: (part) => {
      if (parts.length >= MOST_PARTS) throw new AttError(ATT_ERROR.prepareQueueFull);
      parts.push(part);
    },
    take: () => {
      const taken = parts;
      parts = [];
      const values = new Map<number, Buffer>();
      for (const part of taken) values.set(part.handle, join(values, part));
      return values;
    },
    clear: () => {
      parts = [];
    },
  };
};
