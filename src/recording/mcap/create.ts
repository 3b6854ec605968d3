/** Finds a name for a new recording and begins it. */
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionSettings } from './contents.ts';
import { withDeadline } from './deadline.ts';
import { createFile, type RecordingFile } from './disk.ts';
import { unwritable } from './file-error.ts';
import { recordingName } from './file-name.ts';
import type { RecordingStart } from './opening.ts';
import { type RecordingWriter, startRecording, WRITER_DEFAULTS, type WriterParams } from './writer.ts';

export interface RecordingPlace {
  /** Directory for recordings; it must exist. */
  readonly folder: string;
  readonly start: RecordingStart;
  readonly settings: SessionSettings;
  readonly params?: WriterParams;
}

/** Two sessions may begin in one second; more than this many is a fault. */
const MOST_ATTEMPTS = 100;

const createUnderName = async (
  place: RecordingPlace,
  deadlineMs: number,
): Promise<{ readonly file: RecordingFile; readonly path: string }> => {
  // Settings without a lifter are refused when they are written.
  const lifter = place.settings.lifters.at(0);
  for (let attempt = 1; ; attempt += 1) {
    const name = recordingName(place.start.startedAt, lifter?.athlete ?? '', lifter?.exercise ?? '', attempt);
    const path = join(place.folder, name);
    try {
      return { file: await withDeadline(path, deadlineMs, createFile(path)), path };
    } catch (cause) {
      const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
      if (!isTaken || attempt === MOST_ATTEMPTS) throw unwritable(path, cause);
    }
  }
};

/**
 * Creates a recording named after its session. When this resolves, its header and the settings are on the disk.
 * Throws a `BeltlineError` when that cannot be: whether to train without a recording is for the lifter to decide.
 */
export const createRecording = async (place: RecordingPlace): Promise<RecordingWriter> => {
  const params = place.params ?? WRITER_DEFAULTS;
  const { file, path } = await createUnderName(place, params.deadlineMs);
  try {
    return await startRecording(file, path, place.start, place.settings, params);
  } catch (cause) {
    // An empty file under the name of a session would only puzzle. It was created here, so it is nobody else's.
    const removed = Promise.allSettled([file.close(), unlink(path)]);
    await withDeadline(path, params.deadlineMs, removed).catch(() => {});
    throw unwritable(path, cause);
  }
};
