/** Bytes to batches: block by block, memory bounded by one block whatever the size of the file. */
import type { BeltlineError } from '../../domain/error.ts';
import type { SampleBatch, SensorRole } from '../../domain/sample.ts';
import { byteOrderMark, emptyFile, parseHeader, refuseBinary } from './header.ts';
import { MAX_LINE_BYTES, NEWLINE } from './line.ts';
import { createRowParser, lineTooLong, type RowParser } from './rows.ts';
import { type ByteSource, unreadable } from './source.ts';

const BLOCK_BYTES = 256 * 1024;

export interface BlockOptions {
  readonly sensor: SensorRole;
  readonly batchRows: number;
  /** Told after every block how many bytes have been read in all. */
  readonly onBytes: (total: number) => void;
}

/**
 * Reads a CSV recording. Rows before a fault are delivered before the fault is thrown, so what a live session
 * would have seen is seen here too.
 */
export async function* readBlocks(source: ByteSource, options: BlockOptions): AsyncGenerator<SampleBatch> {
  // One byte to spare for the newline a file may lack at its end.
  const block = new Uint8Array(BLOCK_BYTES + 1);
  const room = block.subarray(0, BLOCK_BYTES);
  /** Bytes in `block` that are not parsed yet, always from its start. */
  let filled = 0;
  let total = 0;
  let rows: RowParser | null = null;
  for (let done = false; !done;) {
    let length: number;
    try {
      length = await source.read(room, filled);
    } catch (cause) {
      const last = rows?.flush() ?? null;
      if (last !== null) yield last;
      throw unreadable(source.name, cause, rows?.line ?? 1);
    }
    total += length;
    filled += length;
    options.onBytes(total);
    done = length === 0;
    if (done && filled > 0 && block[filled - 1] !== NEWLINE) block[filled++] = NEWLINE;
    const end = block.lastIndexOf(NEWLINE, Math.max(filled - 1, 0)) + 1;
    let start = 0;
    if (rows === null && end > 0) {
      const header = block.indexOf(NEWLINE);
      if (header > MAX_LINE_BYTES) throw headerTooLong(source.name, block);
      const layout = parseHeader(source.name, block.subarray(byteOrderMark(block), header));
      rows = createRowParser({ file: source.name, layout, ...options });
      start = header + 1;
    }
    if (rows !== null) {
      yield* rows.parse(block, start, Math.max(start, end));
      const last = done || rows.error !== null ? rows.flush() : null;
      if (last !== null) yield last;
      if (rows.error !== null) throw rows.error;
    }
    block.copyWithin(0, end, filled);
    filled -= end;
    if (filled > MAX_LINE_BYTES) {
      const last = rows?.flush() ?? null;
      if (last !== null) yield last;
      throw rows === null ? headerTooLong(source.name, block) : lineTooLong(source.name, rows.line);
    }
  }
  if (rows === null) throw emptyFile(source.name);
}

/** A first line without an end is most often no text at all, which is then the better thing to say. */
const headerTooLong = (file: string, block: Uint8Array): BeltlineError => {
  refuseBinary(file, block.subarray(byteOrderMark(block), MAX_LINE_BYTES));
  return lineTooLong(file, 1);
};
