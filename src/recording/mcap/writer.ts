/** A live session into a file, so that a crash at any moment costs no more than the last chunk. */
import type { Observable } from 'rxjs';
import { BeltlineError } from '../../domain/error.ts';
import { fromNanoseconds, isSessionTime, toNanoseconds } from '../../domain/session-time.ts';
import { createChannels } from './channels.ts';
import { type ChunkParams, createChunkedFile } from './chunked-file.ts';
import { type RecordingItem, type SessionSettings, settingsSchema, timeOf } from './contents.ts';
import { withDeadline } from './deadline.ts';
import type { RecordingFile } from './disk.ts';
import { checkedJson, encodeItem } from './encode.ts';
import { unwritable } from './file-error.ts';
import { MAX_MESSAGE_BYTES } from './format.ts';
import { type RecordingStart, writeOpening } from './opening.ts';
import { createTrouble, type RecordingProblem } from './trouble.ts';

export interface WriterParams extends ChunkParams {
  /** Longest wait for the disk when opening and when closing, ms. Default 5000. */
  readonly deadlineMs: number;
}

export const WRITER_DEFAULTS: WriterParams = {
  chunkS: 1,
  chunkBytes: 256 * 2 ** 10,
  queueBytes: 16 * 2 ** 20,
  deadlineMs: 5000,
};

export interface RecordingStatus {
  readonly file: string;
  /** Messages on the disk; a crash cannot take them. */
  readonly safeMessages: number;
  /** Messages that are not and will not be in the file. */
  readonly lostMessages: number;
  /** Bytes on the disk. */
  readonly bytes: number;
  /** Bytes that wait for the disk. */
  readonly waitingBytes: number;
}

export interface RecordingResult extends RecordingStatus {
  /** Whether everything that was handed over is in the file, and its index too. */
  readonly complete: boolean;
  /** What kept something from the disk at the end; `null` also when messages were lost earlier. */
  readonly error: BeltlineError | null;
}

export interface RecordingWriter {
  /** Completes on close. */
  readonly problems: Observable<RecordingProblem>;
  /**
   * Takes an item. Returns at once, never throws and never waits for the disk; the caller may reuse its bytes.
   * Times must be quantised, or the replay would not give the same numbers. Ignored after close.
   */
  write(item: RecordingItem): void;
  /** Session time passed: lets a chunk close while no device speaks. */
  tick(atS: number): void;
  status(): RecordingStatus;
  /** Writes what is left and the index. Resolves by the deadline, and never rejects. */
  close(): Promise<RecordingResult>;
}

const notQuantised = (atS: number): BeltlineError =>
  new BeltlineError('internal', `the time ${atS} s was rounded: it was not quantised at its source.`);

const checkSize = (data: Uint8Array): void => {
  if (data.length <= MAX_MESSAGE_BYTES) return;
  throw new BeltlineError('internal', `a message of ${data.length} bytes is too long to be recorded.`);
};

/** Begins a recording on an empty file; `path` is for messages. Rejects when the disk does not take the opening. */
export const startRecording = async (
  file: RecordingFile,
  path: string,
  start: RecordingStart,
  settings: SessionSettings,
  params: WriterParams = WRITER_DEFAULTS,
): Promise<RecordingWriter> => {
  const channels = createChannels();
  const trouble = createTrouble(path);
  const chunks = createChunkedFile(file, path, trouble, params);
  /** 0 is the message with the settings. */
  let sequence = 1;
  let closing: Promise<RecordingResult> | null = null;

  /** Every item takes a number, also one that is lost: a reader sees the hole. */
  const nextSequence = (): number => {
    const next = sequence;
    sequence = (sequence + 1) >>> 0;
    return next;
  };
  const add = (item: RecordingItem, number: number): void => {
    const atS = timeOf(item);
    if (!isSessionTime(atS)) throw new BeltlineError('internal', `no session has the time ${atS} s.`);
    const { to, data } = encodeItem(channels, item);
    checkSize(data);
    const atNs = toNanoseconds(atS);
    chunks.add(to, number, atNs, data);
    if (fromNanoseconds(atNs) !== atS) trouble.refused(notQuantised(atS), 0);
  };
  const status = (): RecordingStatus => ({
    file: path,
    safeMessages: chunks.safeMessages,
    lostMessages: trouble.lostMessages,
    bytes: chunks.bytes,
    waitingBytes: chunks.waitingBytes,
  });
  const end = async (): Promise<RecordingResult> => {
    const work = withDeadline(path, params.deadlineMs, chunks.end(sequence));
    const error = await work.catch((cause: unknown) => unwritable(path, cause));
    trouble.end();
    const now = status();
    return { ...now, complete: error === null && now.lostMessages === 0, error };
  };

  const first = checkedJson(settingsSchema, settings);
  checkSize(first);
  const begun = chunks.begin(writeOpening(start), channels.session('settings'), first);
  await withDeadline(path, params.deadlineMs, begun);
  return {
    problems: trouble.problems,
    write(item) {
      if (closing !== null) return;
      const number = nextSequence();
      try {
        add(item, number);
      } catch (cause) {
        trouble.refused(cause, 1);
      }
    },
    tick: (atS) => chunks.tick(atS),
    status,
    close: () => (closing ??= end()),
  };
};
