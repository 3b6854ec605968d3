/** The end of a recording: what indexed readers look up instead of reading everything. */
import { crc32 } from 'node:zlib';
import { McapRecordBuilder, Opcode, type Statistics } from '@mcap/core';
import type { OpenChannel } from './channels.ts';
import type { Block } from './chunk.ts';
import { END_NAME, METADATA_NAME } from './format.ts';
import { closingRecord, type OpeningBytes } from './opening.ts';

export interface Summary {
  /** Takes note of everything before the first chunk. */
  opening(opening: OpeningBytes): void;
  /** Takes note of a chunk that is on the disk, starting at `position`. */
  chunk(block: Block, position: number): void;
  /** The bytes that close a file of this length, which should hold so many messages. */
  end(position: number, channels: readonly OpenChannel[], messages: number): Uint8Array;
}

const FOOTER_CRC_BYTES = 4;

const newStatistics = (): Statistics => ({
  messageCount: 0n,
  schemaCount: 0,
  channelCount: 0,
  attachmentCount: 0,
  metadataCount: 0,
  chunkCount: 0,
  messageStartTime: 0n,
  messageEndTime: 0n,
  channelMessageCounts: new Map(),
});

const count = (statistics: Statistics, block: Block): void => {
  const first = statistics.chunkCount === 0;
  const { messageStartTime: start, messageEndTime: end, channelMessageCounts: byChannel } = statistics;
  statistics.messageStartTime = first || block.startNs < start ? block.startNs : start;
  statistics.messageEndTime = first || block.endNs > end ? block.endNs : end;
  statistics.messageCount += BigInt(block.messages);
  statistics.chunkCount += 1;
  for (const [id, messages] of block.counts) byChannel.set(id, (byChannel.get(id) ?? 0n) + messages);
};

/** The footer closes the summary; its checksum covers the summary and the footer up to itself. */
const footer = (summary: Uint8Array, summaryStart: number, offsetsStart: number): Uint8Array => {
  const builder = new McapRecordBuilder();
  const places = { summaryStart: BigInt(summaryStart), summaryOffsetStart: BigInt(offsetsStart) };
  builder.writeFooter({ ...places, summaryCrc: 0 });
  const covered = builder.buffer.subarray(0, -FOOTER_CRC_BYTES);
  const summaryCrc = crc32(covered, crc32(summary));
  builder.reset();
  builder.writeFooter({ ...places, summaryCrc });
  builder.writeMagic();
  return builder.buffer;
};

/** Grows by about a hundred bytes a chunk: half a megabyte an hour. */
export const createSummary = (): Summary => {
  let dataCrc = 0;
  const statistics = newStatistics();
  const chunkIndexes = new McapRecordBuilder();
  const metadataIndexes = new McapRecordBuilder();

  const noteMetadata = (name: string, offset: number, length: number): void => {
    metadataIndexes.writeMetadataIndex({ name, offset: BigInt(offset), length: BigInt(length) });
    statistics.metadataCount += 1;
  };

  const groups = (channels: readonly OpenChannel[]): readonly (readonly [Opcode, McapRecordBuilder])[] => {
    const schemas = new McapRecordBuilder();
    for (const schema of new Set(channels.flatMap((open) => open.schema ?? []))) schemas.writeSchema(schema);
    const records = new McapRecordBuilder();
    for (const { channel } of channels) records.writeChannel(channel);
    const numbers = new McapRecordBuilder();
    const schemaCount = new Set(channels.flatMap((open) => open.schema ?? [])).size;
    numbers.writeStatistics({ ...statistics, schemaCount, channelCount: channels.length });
    return [
      [Opcode.SCHEMA, schemas],
      [Opcode.CHANNEL, records],
      [Opcode.STATISTICS, numbers],
      [Opcode.METADATA_INDEX, metadataIndexes],
      [Opcode.CHUNK_INDEX, chunkIndexes],
    ];
  };

  return {
    opening({ bytes, metadata }) {
      dataCrc = crc32(bytes);
      noteMetadata(METADATA_NAME, metadata.offset, metadata.length);
    },
    chunk(block, position) {
      dataCrc = crc32(block.bytes, dataCrc);
      count(statistics, block);
      const start = BigInt(position);
      chunkIndexes.writeChunkIndex({
        messageStartTime: block.startNs,
        messageEndTime: block.endNs,
        chunkStartOffset: start,
        chunkLength: block.chunkLength,
        messageIndexOffsets: new Map([...block.indexOffsets].map(([id, offset]) => [id, start + offset])),
        messageIndexLength: block.indexLength,
        compression: '',
        compressedSize: block.uncompressedSize,
        uncompressedSize: block.uncompressedSize,
      });
    },
    end(position, channels, messages) {
      const data = new McapRecordBuilder();
      data.writeMetadata(closingRecord(messages));
      noteMetadata(END_NAME, position, data.length);
      data.writeDataEnd({ dataSectionCrc: crc32(data.buffer, dataCrc) });
      const summaryStart = position + data.length;
      const offsets = new McapRecordBuilder();
      const parts: Uint8Array[] = [];
      let at = summaryStart;
      for (const [groupOpcode, records] of groups(channels)) {
        const [groupStart, groupLength] = [BigInt(at), BigInt(records.length)];
        if (records.length > 0) offsets.writeSummaryOffset({ groupOpcode, groupStart, groupLength });
        parts.push(records.buffer);
        at += records.length;
      }
      const summary = Buffer.concat([...parts, offsets.buffer]);
      return Buffer.concat([data.buffer, summary, footer(summary, summaryStart, at)]);
    },
  };
};
