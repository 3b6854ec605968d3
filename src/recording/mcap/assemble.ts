/** Records of a file to what happened in the session: identity first, then items, then how it ended. */
import type { Message, TypedMcapRecord } from '@mcap/core';
import { fromNanoseconds, isSessionTime } from '../../domain/session-time.ts';
import type { RecordingItem, SessionSettings } from './contents.ts';
import { createItemDecoder, type Decoded } from './decode.ts';
import { damaged, type Frame, type FrameEnd } from './frames.ts';
import { checkProfile, checkVersion, interrupted, wrongOpening } from './identity.ts';
import { END_NAME, METADATA_NAME } from './format.ts';
import { readClosing, readOpening, type RecordingStart } from './opening.ts';

/** Messages that were handed to the writer and are not in the file. */
export interface LostItem {
  readonly type: 'lost';
  /** Time of the last message before the hole, s. */
  readonly atS: number;
  readonly messages: number;
}

/** How a recording ends. */
export interface RecordingEnd {
  /**
   * `closed`: as it should. `index-missing`: all is there, but other programs will not find the index. `cut`: the
   * file breaks off; what followed its last whole chunk is not in it.
   */
  readonly state: 'closed' | 'index-missing' | 'cut';
  /** Where it ends or breaks off, bytes. */
  readonly atByte: number;
  /** Time of the last message, s. */
  readonly lastS: number;
  readonly messages: number;
  /** Messages that the writer lost, as far as the file tells. */
  readonly lostMessages: number;
  /** Messages of a kind that only a later version knows; they were left out. */
  readonly laterMessages: number;
}

export interface Assembler {
  readonly start: RecordingStart | null;
  /** Not `null` once the opening was read. */
  readonly settings: SessionSettings | null;
  /** The items that a record brings, in order. Throws a `BeltlineError`. */
  take(record: TypedMcapRecord, frame: Frame): readonly (RecordingItem | LostItem)[];
  /** How it ended. Throws a `BeltlineError` if nothing had begun. */
  end(at: FrameEnd): RecordingEnd;
}

/** Sequence numbers wrap at 2^32; a hole is never half of that. */
const HALF = 2 ** 31;
const NONE: readonly never[] = [];

export const createAssembler = (file: string): Assembler => {
  const decoder = createItemDecoder();
  let hasHeader = false;
  let start: RecordingStart | null = null;
  let settings: SessionSettings | null = null;
  let dataEnded = false;
  /** Number of the message that should come next. */
  let sequence = 0;
  let lastS = 0;
  let messages = 0;
  let lostMessages = 0;
  let laterMessages = 0;

  /** Items up to the one numbered `next`. */
  const hole = (next: number, { offset }: Frame): readonly LostItem[] => {
    const missing = (next - sequence) >>> 0;
    if (missing >= HALF) {
      throw damaged(file, offset, 'messages are not in the order in which they were recorded.');
    }
    lostMessages += missing;
    return missing === 0 ? NONE : [{ type: 'lost', atS: lastS, messages: missing }];
  };

  const decode = (message: Message, { offset }: Frame): Decoded => {
    const atS = fromNanoseconds(Number(message.logTime));
    if (!isSessionTime(atS)) throw damaged(file, offset, `a message at ${message.logTime} ns.`);
    try {
      return decoder.message(message);
    } catch (cause) {
      const what = cause instanceof Error ? cause.message : String(cause);
      throw damaged(file, offset, `a message that means nothing: ${what}.`, cause);
    }
  };

  const takeMessage = (message: Message, frame: Frame): readonly (RecordingItem | LostItem)[] => {
    if (start === null) throw wrongOpening(file, 'a message comes before the start of the session');
    const decoded = decode(message, frame);
    const lost = hole(message.sequence, frame);
    sequence = (message.sequence + 1) >>> 0;
    lastS = fromNanoseconds(Number(message.logTime));
    messages += 1;
    if (settings === null) {
      if (decoded.type !== 'settings') throw wrongOpening(file, 'the settings do not come first');
      settings = decoded.settings;
      return lost;
    }
    if (decoded.type !== 'later' && decoded.type !== 'settings') return [...lost, decoded];
    laterMessages += 1;
    return lost;
  };

  const takeMetadata = (
    record: Extract<TypedMcapRecord, { type: 'Metadata' }>,
    frame: Frame,
  ): readonly LostItem[] => {
    if (record.name === END_NAME) {
      const total = readClosing(record);
      if (total === null) throw damaged(file, frame.offset, 'a closing record that means nothing.');
      return hole(total, frame);
    }
    if (record.name !== METADATA_NAME || start !== null) return NONE;
    const opening = readOpening(record);
    if (opening === null) throw wrongOpening(file, 'its metadata means nothing');
    checkVersion(file, opening);
    ({ start } = opening);
    return NONE;
  };

  return {
    get start() {
      return start;
    },
    get settings() {
      return settings;
    },
    take(record, frame) {
      if (dataEnded) {
        // The summary repeats them.
        if (record.type === 'Schema' || record.type === 'Channel') return NONE;
        throw damaged(file, frame.offset, `a record follows the end of the data (${record.type}).`);
      }
      if (!hasHeader && record.type !== 'Header') throw wrongOpening(file, 'there is no header');
      switch (record.type) {
        case 'Header':
          checkProfile(file, record.profile);
          hasHeader = true;
          return NONE;
        case 'Metadata':
          return takeMetadata(record, frame);
        case 'Channel':
          try {
            decoder.channel(record);
          } catch (cause) {
            const what = cause instanceof Error ? cause.message : String(cause);
            throw damaged(file, frame.offset, `${what}.`, cause);
          }
          return NONE;
        case 'Message':
          return takeMessage(record, frame);
        case 'DataEnd':
          dataEnded = true;
          if (record.dataSectionCrc !== 0 && record.dataSectionCrc !== frame.crcBefore) {
            throw damaged(file, frame.offset, 'the checksum of the file is wrong; every chunk was sound.');
          }
          return NONE;
        default:
          return NONE;
      }
    },
    end(at) {
      if (settings === null) throw interrupted(file, at.offset);
      const state = at.complete ? 'closed' : dataEnded ? 'index-missing' : 'cut';
      return { state, atByte: at.offset, lastS, messages, lostMessages, laterMessages };
    },
  };
};
