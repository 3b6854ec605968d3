/** Collects messages into a chunk: the unit that is on the disk as a whole or not at all. */
import { crc32 } from 'node:zlib';
import { McapChunkBuilder, McapRecordBuilder } from '@mcap/core';
import { fromNanoseconds } from '../../domain/session-time.ts';
import type { OpenChannel } from './channels.ts';

/** A finished chunk with its message indexes, ready to be appended anywhere. */
export interface Block {
  readonly bytes: Uint8Array;
  readonly messages: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  /** Length of the chunk record, then of its message indexes, bytes. */
  readonly chunkLength: bigint;
  readonly indexLength: bigint;
  readonly uncompressedSize: bigint;
  /** Where the message index of each channel starts, from the start of the block. */
  readonly indexOffsets: ReadonlyMap<number, bigint>;
  /** Messages by channel. */
  readonly counts: ReadonlyMap<number, bigint>;
  /** Channels whose record is in this chunk. */
  readonly announces: readonly OpenChannel[];
}

export interface ChunkCollector {
  /** Bytes collected so far. */
  readonly size: number;
  /** Time of the first message, s; `null` while there is none. */
  readonly startS: number | null;
  add(to: OpenChannel, sequence: number, atNs: number, data: Uint8Array): void;
  /** What was collected, and starts anew; `null` when there is nothing. */
  take(): Block | null;
}

/**
 * `isKnown` tells whether the record of a channel is on the disk already. If it is not, for the chunk that had it
 * may be lost yet, the next chunk that needs the channel brings it again.
 */
export const createChunkCollector = (isKnown: (to: OpenChannel) => boolean): ChunkCollector => {
  const builder = new McapChunkBuilder({ useMessageIndex: true });
  const records = new McapRecordBuilder();
  const announced = new Set<OpenChannel>();
  const counts = new Map<number, bigint>();
  let startNs: number | null = null;

  const announce = (to: OpenChannel): void => {
    if (announced.has(to) || isKnown(to)) return;
    if (to.schema !== null) builder.addSchema(to.schema);
    builder.addChannel(to.channel);
    announced.add(to);
  };

  const writeRecords = (): Omit<Block, 'messages' | 'counts' | 'announces'> => {
    const content = builder.buffer;
    const uncompressedSize = BigInt(content.length);
    const { messageStartTime, messageEndTime } = builder;
    const chunkLength = records.writeChunk({
      messageStartTime,
      messageEndTime,
      uncompressedSize,
      uncompressedCrc: crc32(content),
      compression: '',
      records: content,
    });
    const indexOffsets = new Map<number, bigint>();
    for (const index of builder.indices) {
      indexOffsets.set(index.channelId, BigInt(records.length));
      records.writeMessageIndex(index);
    }
    const bytes = records.buffer;
    const indexLength = BigInt(bytes.length) - chunkLength;
    const times = { startNs: messageStartTime, endNs: messageEndTime };
    return { bytes, ...times, chunkLength, indexLength, uncompressedSize, indexOffsets };
  };

  const reset = (): void => {
    builder.reset();
    records.reset();
    announced.clear();
    counts.clear();
    startNs = null;
  };

  return {
    get size() {
      return builder.byteLength;
    },
    get startS() {
      return startNs === null ? null : fromNanoseconds(startNs);
    },
    add(to, sequence, atNs, data) {
      startNs ??= atNs;
      announce(to);
      const { id } = to.channel;
      const logTime = BigInt(atNs);
      // The data is copied here; callers may reuse their buffer.
      builder.addMessage({ channelId: id, sequence, logTime, publishTime: logTime, data });
      counts.set(id, (counts.get(id) ?? 0n) + 1n);
    },
    take() {
      if (builder.numMessages === 0) return null;
      const messages = builder.numMessages;
      const block = { ...writeRecords(), messages, counts: new Map(counts), announces: [...announced] };
      reset();
      return block;
    },
  };
};
