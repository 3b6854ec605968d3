/** Between the session, which never waits, and the disk, which takes its time. */
import type { Block } from './chunk.ts';

/** Blocks are written together up to this size: a slow disk catches up with one sync instead of many. */
const BATCH_BYTES = 2 ** 20;

export interface BlockQueue {
  /** Bytes that wait for their turn. */
  readonly bytes: number;
  /** Takes a block, or refuses it when the queue is full. One block always fits into an empty queue. */
  push(block: Block): boolean;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** `write` gets blocks in order, one batch at a time, and never rejects. */
export const createBlockQueue = (
  maxBytes: number,
  write: (blocks: readonly Block[]) => Promise<void>,
): BlockQueue => {
  const waiting: Block[] = [];
  let bytes = 0;
  let running: Promise<void> | null = null;

  const takeBatch = (): readonly Block[] => {
    let size = waiting[0].bytes.length;
    let count = 1;
    while (count < waiting.length && size + waiting[count].bytes.length <= BATCH_BYTES) {
      size += waiting[count].bytes.length;
      count += 1;
    }
    bytes -= size;
    return waiting.splice(0, count);
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await write(takeBatch());
    running = null;
  };
  return {
    get bytes() {
      return bytes;
    },
    push(block) {
      if (bytes > 0 && bytes + block.bytes.length > maxBytes) return false;
      waiting.push(block);
      bytes += block.bytes.length;
      running ??= run();
      return true;
    },
    idle: () => running ?? Promise.resolve(),
  };
};
