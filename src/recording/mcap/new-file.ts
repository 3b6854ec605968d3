/** Files that are written in one go: complete in the end, or not there at all. */
import { unlink } from 'node:fs/promises';
import { createFile, writeAll } from './disk.ts';
import { unwritable } from './file-error.ts';

export interface NewFile {
  /** Bytes written so far. */
  readonly position: number;
  /** Appends; one call at a time. */
  append(bytes: Uint8Array): Promise<void>;
}

/**
 * Creates a file and lets `body` write it. Never overwrites; removes what it began if `body` fails. Errors of the disk
 * become a `BeltlineError`, those of `body` stay as they are.
 */
export const writeNewFile = async <T>(path: string, body: (file: NewFile) => Promise<T>): Promise<T> => {
  const file = await createFile(path).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  let position = 0;
  const append = async (bytes: Uint8Array): Promise<void> => {
    await writeAll(file, bytes, position).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    position += bytes.length;
  };
  try {
    const result = await body({
      get position() {
        return position;
      },
      append,
    });
    await file.close();
    return result;
  } catch (cause) {
    await Promise.allSettled([file.close(), unlink(path)]);
    throw cause;
  }
};
