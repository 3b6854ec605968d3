/** A file as records: where each starts, how long it claims to be, and whether it is there at all. */
import { hasMcapPrefix, MCAP_MAGIC, Opcode } from '@mcap/core';
import { BeltlineError } from '../../domain/error.ts';
import type { ByteSource } from '../csv/source.ts';
import { MAX_RECORD_BYTES } from './format.ts';
import { createByteWindow } from './window.ts';

/** An opcode and a length of 64 bits. */
const PREFIX_BYTES = 9;
const FOOTER: number = Opcode.FOOTER;
const FOOTER_BYTES = 20;

/** A record worth looking at, complete and as it stands in the file. */
export interface Frame {
  readonly opcode: number;
  /** Offset of the record in the file. */
  readonly offset: number;
  /** The whole record. Valid until the next frame is asked for. */
  readonly bytes: Uint8Array;
  /** CRC-32 of the file up to this record. */
  readonly crcBefore: number;
}

/** How a file ends: properly, or in the middle of what starts at this offset. */
export interface FrameEnd {
  readonly opcode: null;
  readonly complete: boolean;
  readonly offset: number;
}

export interface FrameReader {
  next(): Promise<Frame | FrameEnd>;
  /** `true` if the rest of the file, which is then read, is empty or zeros: what a power failure leaves. */
  onlyZerosLeft(): Promise<boolean>;
}

/** A {@link BeltlineError} for bytes that cannot be what they claim. */
export const damaged = (file: string, offset: number, what: string, cause?: unknown): BeltlineError =>
  new BeltlineError('bad-input', `at byte ${offset}: ${what}`, {
    place: { file },
    cure: 'Copy the recording again from where it was made; everything before this byte could be read.',
    cause,
  });

/** Indexes are for random access; reading from start to end needs none of them. */
const WANTED: ReadonlySet<number> = new Set([
  Opcode.HEADER,
  Opcode.SCHEMA,
  Opcode.CHANNEL,
  Opcode.MESSAGE,
  Opcode.CHUNK,
  Opcode.METADATA,
  Opcode.DATA_END,
]);

const notMcap = (file: string): BeltlineError =>
  new BeltlineError('bad-input', 'this is not an MCAP file.', {
    place: { file },
    cure: 'Name what `beltline run` recorded (.mcap); CSV files are for `beltline analyze`.',
  });

const empty = (file: string): BeltlineError =>
  new BeltlineError('bad-input', 'the file is empty.', { place: { file }, cure: 'Record again.' });

const end = (offset: number, complete = false): FrameEnd => ({ opcode: null, complete, offset });

/** Reads records. Throws a `BeltlineError` for bytes that no recording has. */
export const createFrameReader = (source: ByteSource): FrameReader => {
  const file = source.name;
  const window = createByteWindow(source);
  let started = false;

  const readMagic = async (): Promise<boolean> => {
    started = true;
    const magic = await window.take(MCAP_MAGIC.length);
    if (magic !== null) {
      if (!hasMcapPrefix(new DataView(magic.buffer, magic.byteOffset, magic.byteLength))) throw notMcap(file);
      return true;
    }
    const first = await window.peek(1);
    if (first === null) throw empty(file);
    if (first[0] !== MCAP_MAGIC[0]) throw notMcap(file);
    return false;
  };
  /** Footer and magic must be the last bytes. */
  const readFooter = async (offset: number, length: number): Promise<FrameEnd> => {
    if (length !== FOOTER_BYTES) throw damaged(file, offset, `a footer of ${length} bytes.`);
    if (!(await window.skip(PREFIX_BYTES + length))) return end(offset);
    const magic = await window.take(MCAP_MAGIC.length);
    if (magic === null) return end(offset);
    if (MCAP_MAGIC.some((byte, i) => byte !== magic[i])) {
      throw damaged(file, offset, 'the end of the recording is not marked.');
    }
    if ((await window.peek(1)) !== null) {
      throw damaged(file, window.offset, 'more bytes follow the end of the recording.');
    }
    return end(window.offset, true);
  };

  return {
    onlyZerosLeft: () => window.onlyZerosLeft(),
    async next() {
      if (!started && !(await readMagic())) return end(0);
      for (;;) {
        const { offset, crc } = window;
        const prefix = await window.peek(PREFIX_BYTES);
        if (prefix === null) return end(offset);
        const opcode = prefix[0];
        const claimed = new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(1, true);
        // Opcode 0 is no record; file systems leave zeros where the power failed.
        if (opcode === 0) {
          if (await window.onlyZerosLeft()) return end(offset);
          throw damaged(file, offset, 'a record of type 0.');
        }
        const wanted = WANTED.has(opcode);
        const most = BigInt(wanted ? MAX_RECORD_BYTES : Number.MAX_SAFE_INTEGER);
        if (claimed > most) throw damaged(file, offset, `a record that claims ${claimed} bytes.`);
        const length = Number(claimed);
        if (opcode === FOOTER) return readFooter(offset, length);
        if (wanted) {
          const bytes = await window.take(PREFIX_BYTES + length);
          return bytes === null ? end(offset) : { opcode, offset, bytes, crcBefore: crc };
        }
        if (!(await window.skip(PREFIX_BYTES + length))) return end(offset);
      }
    },
  };
};
