/** Bytes of a file one piece after the other, holding no more than the piece that is looked at. */
import { crc32 } from 'node:zlib';
import { type ByteSource, unreadable } from '../csv/source.ts';

const START_BYTES = 64 * 2 ** 10;

export interface ByteWindow {
  /** Offset of the next byte in the file. */
  readonly offset: number;
  /** CRC-32 of all bytes taken so far. */
  readonly crc: number;
  /** The next `count` bytes without taking them, or `null` if the file ends before. Valid until the next call. */
  peek(count: number): Promise<Uint8Array | null>;
  /** The next `count` bytes, or `null` if the file ends before. Valid until the next call. */
  take(count: number): Promise<Uint8Array | null>;
  /** Passes over `count` bytes; `false` if the file ends before. Needs no memory for them. */
  skip(count: number): Promise<boolean>;
  /** Reads to the end of the file; `true` if no byte is left but zeros. */
  onlyZerosLeft(): Promise<boolean>;
}

/** Errors of the disk become a `BeltlineError` that names the file. */
export const createByteWindow = (source: ByteSource): ByteWindow => {
  let buffer = new Uint8Array(START_BYTES);
  let start = 0;
  let end = 0;
  let offset = 0;
  let crc = 0;

  const read = async (): Promise<boolean> => {
    try {
      const length = await source.read(buffer, end);
      end += length;
      return length > 0;
    } catch (cause) {
      throw unreadable(source.name, cause);
    }
  };
  /** Makes room behind `end`. The buffer grows only as bytes come, whatever a length in the file claims. */
  const makeRoom = (count: number): void => {
    if (end < buffer.length) return;
    if (start === 0) {
      const larger = new Uint8Array(Math.min(Math.max(count, START_BYTES), 2 * buffer.length));
      larger.set(buffer);
      buffer = larger;
      return;
    }
    buffer.copyWithin(0, start, end);
    end -= start;
    start = 0;
  };
  /** Read through a function: linters cannot see that reading moves it. */
  const available = (): number => end - start;
  const fill = async (count: number): Promise<boolean> => {
    while (available() < count) {
      makeRoom(count);
      if (!(await read())) return false;
    }
    return true;
  };
  const advance = (count: number): Uint8Array => {
    const taken = buffer.subarray(start, start + count);
    crc = crc32(taken, crc);
    start += count;
    offset += count;
    return taken;
  };

  return {
    get offset() {
      return offset;
    },
    get crc() {
      return crc;
    },
    peek: async (count) => ((await fill(count)) ? buffer.subarray(start, start + count) : null),
    take: async (count) => ((await fill(count)) ? advance(count) : null),
    async skip(count) {
      for (let left = count; left > 0;) {
        if (!(await fill(1))) return false;
        left -= advance(Math.min(left, end - start)).length;
      }
      return true;
    },
    async onlyZerosLeft() {
      while (await fill(1)) {
        if (advance(end - start).some((byte) => byte !== 0)) return false;
      }
      return true;
    },
  };
};
