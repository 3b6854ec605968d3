/** What the MCAP library reads in a record, within bounds that it does not set itself. */
import { crc32 } from 'node:zlib';
import { McapStreamReader, type TypedMcapRecord, type TypedMcapRecords } from '@mcap/core';
import { BeltlineError } from '../../domain/error.ts';
import { type Frame, damaged } from './frames.ts';
import { MAX_CHANNEL_TEXT, MAX_CHANNELS } from './format.ts';

export interface RecordParser {
  /** The record of a frame; for a chunk the chunk itself, then what is in it, one by one. */
  parse(frame: Frame): Generator<TypedMcapRecord>;
}

const textLength = ({ topic, metadata }: TypedMcapRecords['Channel']): number =>
  [...metadata].reduce((sum, [key, value]) => sum + key.length + value.length, topic.length);

/** Throws a `BeltlineError` for anything that is not as MCAP has it. */
export const createRecordParser = (file: string): RecordParser => {
  // Checksums of chunks are checked by the reader, which knows what to make of the last one of a torn file.
  const library = new McapStreamReader({ noMagicPrefix: true, includeChunks: true, validateCrcs: false });
  const channels = new Set<number>();

  const checkChannel = (channel: TypedMcapRecords['Channel'], offset: number): void => {
    channels.add(channel.id);
    if (channels.size > MAX_CHANNELS) throw damaged(file, offset, `more than ${MAX_CHANNELS} channels.`);
    if (textLength(channel) > MAX_CHANNEL_TEXT)
      throw damaged(file, offset, 'a channel with too long a name.');
  };
  const next = (offset: number): TypedMcapRecord | undefined => {
    try {
      return library.nextRecord();
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw damaged(file, offset, `${what.replace(/ \[(library=.*|no header)\]$/s, '')}.`, cause);
    }
  };
  return {
    *parse({ bytes, offset }) {
      library.append(bytes);
      for (let record = next(offset); record !== undefined; record = next(offset)) {
        if (record.type === 'Channel') checkChannel(record, offset);
        yield record;
      }
    },
  };
};

/** Refuses a compressed chunk: MCAP tools write them, Beltline does not. */
export const refuseCompressed = (
  file: string,
  { compression }: TypedMcapRecords['Chunk'],
  at: number,
): void => {
  if (compression === '') return;
  const name = JSON.stringify(compression.slice(0, 20));
  throw new BeltlineError('bad-input', `at byte ${at}: a chunk is compressed (${name}).`, {
    place: { file },
    cure: 'Use the recording as Beltline wrote it, or `mcap compress --compression none FILE -o NEW`.',
  });
};

/** Whether a chunk holds what was put into it. Our chunks always have a checksum; 0 stands for none. */
export const isSound = ({ uncompressedCrc, records }: TypedMcapRecords['Chunk']): boolean =>
  uncompressedCrc === 0 || crc32(records) === uncompressedCrc;
