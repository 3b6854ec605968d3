/** Where the bytes of a recording come from: a file, or standard input. */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { BeltlineError } from '../../domain/error.ts';

export interface ByteSource {
  /** Name for messages. */
  readonly name: string;
  /** `null` where it cannot be known: a pipe. */
  readonly sizeBytes: number | null;
  /** Fills `into` from `offset`; 0 at the end. */
  read(into: Uint8Array, offset: number): Promise<number>;
  close(): Promise<void>;
}

const CAUSES: Readonly<Record<string, readonly [message: string, cure: string]>> = {
  ENOENT: ['there is no such file.', 'Check the path.'],
  ENOTDIR: ['there is no such file.', 'Check the path.'],
  EACCES: ['you are not allowed to read this file.', 'Change its permissions.'],
  EPERM: ['you are not allowed to read this file.', 'Change its permissions.'],
  EISDIR: ['this is a directory, not a recording.', 'Name a file in it.'],
  EMFILE: ['too many files are open.', 'Close other programs or analyse fewer files at once.'],
};

/** Turns an error of the file system into one that says what to do. */
export const unreadable = (file: string, cause: unknown, line?: number): BeltlineError => {
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : 'unknown error';
  const [message, cure] = CAUSES[code] ?? [
    `reading failed (${code}).`,
    'Check the disk or drive and copy the file again.',
  ];
  const place = line === undefined ? { file } : { file, line };
  return new BeltlineError('unreadable', message, { place, cure, cause });
};

/** Opens a file (or a named pipe) for reading from its start. */
export const openFile = async (file: string): Promise<ByteSource> => {
  try {
    const handle = await open(file, 'r');
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      await handle.close();
      throw Object.assign(new Error('directory'), { code: 'EISDIR' });
    }
    return {
      name: file,
      sizeBytes: stat.isFile() ? stat.size : null,
      // No position: a pipe has none, and a file goes on where it was.
      read: async (into, offset) => (await handle.read(into, offset, into.length - offset, null)).bytesRead,
      close: () => handle.close(),
    };
  } catch (cause) {
    throw unreadable(file, cause);
  }
};

/** Bytes that arrive in chunks of any size: a stream, or a list of buffers in tests. */
export const fromChunks = (
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): ByteSource => {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    name,
    sizeBytes: null,
    async read(into, offset) {
      while (rest.length === 0) {
        const next = await iterator.next();
        if (next.done === true) return 0;
        rest = next.value;
      }
      const length = Math.min(rest.length, into.length - offset);
      into.set(rest.subarray(0, length), offset);
      rest = rest.subarray(length);
      return length;
    },
    async close() {
      await iterator.return?.();
    },
  };
};

/** Standard input as a recording. */
export const openStandardInput = (input: Readable): ByteSource => fromChunks('standard input', input);
