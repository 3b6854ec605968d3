/** A file that grows by whole pieces: each is on the disk, or it is as if it had never been written. */
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a recording needs of a file. */
export interface RecordingFile {
  /** Writes at an offset; returns how many bytes were taken. */
  write(bytes: Uint8Array, offset: number): Promise<number>;
  /** Resolves when everything written is on the disk. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export const fromHandle = (handle: FileHandle): RecordingFile => ({
  write: async (bytes, offset) => (await handle.write(bytes, 0, bytes.length, offset)).bytesWritten,
  sync: () => handle.datasync(),
  truncate: (length) => handle.truncate(length),
  close: () => handle.close(),
});

/** Creates a file; fails with `EEXIST` rather than touch one that is there. */
export const createFile = async (path: string): Promise<RecordingFile> => {
  const file = fromHandle(await open(path, 'wx'));
  await syncDirectory(dirname(path));
  return file;
};

/** The name of a new file is on the disk only when its directory is. Where directories cannot be synced, it is left. */
const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, 'r').catch(() => null);
  await directory?.sync().catch(() => {});
  await directory?.close().catch(() => {});
};

/** Writes all of `bytes`; a disk may take them in parts. */
export const writeAll = async (file: RecordingFile, bytes: Uint8Array, offset: number): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    const taken = await file.write(bytes.subarray(done), offset + done);
    if (taken === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    done += taken;
  }
};

export interface Appender {
  /** Bytes that are on the disk. */
  readonly position: number;
  /** Resolves when all bytes are on the disk; rejects, with the file as it was, when that failed. */
  append(bytes: Uint8Array): Promise<void>;
}

/** One append at a time. */
export const createAppender = (file: RecordingFile): Appender => {
  let position = 0;
  /** Bytes of a failed append may lie beyond `position`. */
  let torn = false;
  const mend = async (): Promise<void> => {
    await file.truncate(position);
    torn = false;
  };
  return {
    get position() {
      return position;
    },
    async append(bytes) {
      if (torn) await mend();
      try {
        await writeAll(file, bytes, position);
        await file.sync();
      } catch (cause) {
        torn = true;
        // A full disk lets a file shrink. If not even that works, the next append tries again first.
        await mend().catch(() => {});
        throw cause;
      }
      position += bytes.length;
    },
  };
};
