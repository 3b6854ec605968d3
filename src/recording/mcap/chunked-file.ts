/** A file of chunks: messages go in at once, chunks reach the disk when it is ready, the index comes last. */
import type { BeltlineError } from '../../domain/error.ts';
import { fromNanoseconds } from '../../domain/session-time.ts';
import type { OpenChannel } from './channels.ts';
import { type Block, createChunkCollector } from './chunk.ts';
import { createAppender, type RecordingFile } from './disk.ts';
import { unwritable } from './file-error.ts';
import type { OpeningBytes } from './opening.ts';
import { createBlockQueue } from './queue.ts';
import { createSummary } from './summary.ts';
import type { Trouble } from './trouble.ts';

export interface ChunkParams {
  /** Session time in one chunk, s: what a crash may cost. Shorter chunks sync more often. Default 1. */
  readonly chunkS: number;
  /** A chunk also closes at this size, bytes. Default 256 KiB. */
  readonly chunkBytes: number;
  /** Most that waits for a slow disk, bytes. Default 16 MiB: an hour of one belt, minutes of eight. */
  readonly queueBytes: number;
}

export interface ChunkedFile {
  /** Messages on the disk. */
  readonly safeMessages: number;
  /** Bytes on the disk, and those that wait for it. */
  readonly bytes: number;
  readonly waitingBytes: number;
  /** Writes the opening and a chunk with message 0, before anything else. Rejects when the disk does. */
  begin(opening: OpeningBytes, to: OpenChannel, data: Uint8Array): Promise<void>;
  /** Never waits and never throws. */
  add(to: OpenChannel, sequence: number, atNs: number, data: Uint8Array): void;
  /** Session time passed: closes a chunk that is old enough. */
  tick(atS: number): void;
  /**
   * Writes what is left and the index; `messages` is how many there should be. Resolves with what kept messages from
   * the disk at the end, if anything.
   */
  end(messages: number): Promise<BeltlineError | null>;
}

const join = (blocks: readonly Block[], before: readonly Uint8Array[] = []): Uint8Array =>
  Buffer.concat([...before, ...blocks.map((block) => block.bytes)]);

const messagesIn = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + block.messages, 0);

/** What cannot be written is told to `trouble` and left out; `path` is for messages. */
export const createChunkedFile = (
  file: RecordingFile,
  path: string,
  trouble: Trouble,
  params: ChunkParams,
): ChunkedFile => {
  /** Channels whose record is on the disk. */
  const known = new Set<OpenChannel>();
  const chunk = createChunkCollector((to) => known.has(to));
  const disk = createAppender(file);
  const summary = createSummary();
  let safeMessages = 0;

  const commit = (blocks: readonly Block[], position: number): void => {
    let at = position;
    for (const block of blocks) {
      summary.chunk(block, at);
      at += block.bytes.length;
      safeMessages += block.messages;
      for (const to of block.announces) known.add(to);
    }
  };
  const append = async (blocks: readonly Block[]): Promise<void> => {
    const position = disk.position;
    try {
      await disk.append(join(blocks));
    } catch (cause) {
      trouble.notWritten(cause, messagesIn(blocks));
      return;
    }
    commit(blocks, position);
    // Over only when the queue has room again, or a disk that is just too slow would be told of every second.
    if (queue.bytes <= params.queueBytes / 2) trouble.written();
  };
  const queue = createBlockQueue(params.queueBytes, append);

  const seal = (): void => {
    const block = chunk.take();
    if (block !== null && !queue.push(block)) trouble.tooSlow(block.messages);
  };
  const tick = (atS: number): void => {
    if (chunk.startS !== null && atS - chunk.startS >= params.chunkS) seal();
  };

  return {
    get safeMessages() {
      return safeMessages;
    },
    get bytes() {
      return disk.position;
    },
    get waitingBytes() {
      return queue.bytes;
    },
    async begin(opening, to, data) {
      chunk.add(to, 0, 0, data);
      const block = chunk.take();
      const blocks = block === null ? [] : [block];
      await disk.append(join(blocks, [opening.bytes]));
      summary.opening(opening);
      commit(blocks, opening.bytes.length);
    },
    add(to, sequence, atNs, data) {
      tick(fromNanoseconds(atNs));
      chunk.add(to, sequence, atNs, data);
      if (chunk.size >= params.chunkBytes) seal();
    },
    tick,
    async end(messages) {
      seal();
      await queue.idle();
      const before = trouble.error;
      try {
        await disk.append(summary.end(disk.position, [...known], messages));
        await file.close();
      } catch (cause) {
        await file.close().catch(() => {});
        return unwritable(path, cause);
      }
      return before;
    },
  };
};
