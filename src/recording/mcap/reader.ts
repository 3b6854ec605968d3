/** A recording from its file, whole or torn, item by item in the order of the session. */
import { BeltlineError } from '../../domain/error.ts';
import { type ByteSource, openFile, openStandardInput } from '../csv/source.ts';
import { type Assembler, createAssembler, type LostItem, type RecordingEnd } from './assemble.ts';
import type { RecordingItem, SessionSettings } from './contents.ts';
import { createFrameReader, damaged, type FrameEnd } from './frames.ts';
import type { RecordingStart } from './opening.ts';
import { createRecordParser, isSound, refuseCompressed } from './records.ts';

export interface McapRecording {
  /** Name for messages. */
  readonly name: string;
  readonly start: RecordingStart;
  readonly settings: SessionSettings;
  /** `null` until the last item was read. */
  readonly end: RecordingEnd | null;
  /**
   * Everything after the settings, once, in exactly the order in which it was written. A torn file just ends; a
   * damaged one throws a `BeltlineError` after all that came before the damage.
   */
  items(): AsyncGenerator<RecordingItem | LostItem>;
  /** Frees the file; safe to call twice and at any time. */
  close(): Promise<void>;
}

/** Yields `null` when the opening was read, then every item; returns where the file ends. */
async function* read(
  source: ByteSource,
  assembler: Assembler,
): AsyncGenerator<RecordingItem | LostItem | null, FrameEnd> {
  const frames = createFrameReader(source);
  const parser = createRecordParser(source.name);
  let opened = false;
  for (;;) {
    const frame = await frames.next();
    if (frame.opcode === null) return frame;
    for (const record of parser.parse(frame)) {
      if (record.type === 'Chunk') {
        refuseCompressed(source.name, record, frame.offset);
        if (isSound(record)) continue;
        // The disk may not have taken all of the last chunk before the power failed.
        if (await frames.onlyZerosLeft()) return { opcode: null, complete: false, offset: frame.offset };
        throw damaged(source.name, frame.offset, 'the checksum of a chunk is wrong.');
      }
      yield* assembler.take(record, frame);
      if (opened || assembler.settings === null) continue;
      opened = true;
      yield null;
    }
  }
}

/** A recording from bytes of any origin. */
export const openMcapFrom = async (source: ByteSource): Promise<McapRecording> => {
  const assembler = createAssembler(source.name);
  const stream = read(source, assembler);
  let end: RecordingEnd | null = null;
  let consumed = false;
  try {
    const first = await stream.next();
    const { start, settings } = assembler;
    if (start === null || settings === null) {
      if (first.done === true) assembler.end(first.value);
      throw new BeltlineError('internal', 'a recording was opened without its settings.');
    }
    return {
      name: source.name,
      start,
      settings,
      get end() {
        return end;
      },
      async *items() {
        if (consumed) throw new BeltlineError('internal', `${source.name} was read twice.`);
        consumed = true;
        for (;;) {
          const next = await stream.next();
          if (next.done === true) {
            end = assembler.end(next.value);
            return;
          }
          if (next.value !== null) yield next.value;
        }
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
};

/** Opens a recording; `-` reads standard input. Throws a `BeltlineError` for a file that is none. */
export const openMcap = async (file: string): Promise<McapRecording> =>
  openMcapFrom(file === '-' ? openStandardInput(process.stdin) : await openFile(file));

/** What the person at the terminal should know of how a recording ends; `null` when all is well. */
export const describeEnd = (file: string, end: RecordingEnd): string | null => {
  const notes: string[] = [];
  if (end.state === 'cut') {
    notes.push(`ends early, at byte ${end.atByte} (${end.lastS.toFixed(1)} s): it was not closed`);
  }
  if (end.state === 'index-missing') notes.push('has no index, but nothing is missing');
  if (end.lostMessages > 0) notes.push(`lacks ${end.lostMessages} messages that the disk did not take`);
  if (end.laterMessages > 0) {
    notes.push(`holds ${end.laterMessages} messages of a later version, which were left out`);
  }
  return notes.length === 0 ? null : `${file} ${notes.join('; ')}.`;
};
