/** Puts the blocks of a back-fill transfer together again from the payloads of its data messages (SPEC 14.4). */
import { type Block, blockLength, decodeBlock } from './block.ts';
import type { Decoded } from './decoded.ts';

export interface BlockAssembler {
  /**
   * Takes the next payload, in order and without repetitions, and returns the blocks it completes. After a malformed
   * block nothing more comes: where the next one begins is not known. The transfer is to be aborted, what is missing
   * to be asked for again.
   */
  push(payload: Uint8Array): readonly Decoded<Block>[];
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** The block that begins the bytes, and what follows it; `null` while it is not whole. */
const takeBlock = (bytes: Uint8Array): { read: Decoded<Block>; rest: Uint8Array } | null => {
  const length = blockLength(bytes);
  if (!length.ok) return length.code === 'short' ? null : { read: length, rest: bytes };
  if (bytes.length < length.value) return null;
  return { read: decodeBlock(bytes.subarray(0, length.value)), rest: bytes.subarray(length.value) };
};

/** One for each transfer. Holds less than one block between calls. */
export const createBlockAssembler = (): BlockAssembler => {
  let pending: Uint8Array = new Uint8Array();
  let broken = false;
  return {
    push(payload) {
      const blocks: Decoded<Block>[] = [];
      if (broken) return blocks;
      pending = joined(pending, payload);
      for (let next = takeBlock(pending); next !== null && !broken; next = takeBlock(pending)) {
        blocks.push(next.read);
        broken = !next.read.ok;
        pending = next.rest;
      }
      if (broken) pending = new Uint8Array();
      return blocks;
    },
  };
};
