/**
 * The hot loop of reading a recording: bytes to numbers, without a string per line or per cell.
 *
 * A cell of at most 15 digits is an integer below 2^53 divided by a power of ten up to 10^15; both are exact in a
 * double, so one division rounds exactly as `Number()` does (Clinger 1990). Longer ones take two doubles. Everything
 * else, from exponents to blanks, takes the slow path through a string.
 */
import { type BeltlineError, isBeltlineError } from '../../domain/error.ts';
import { IMU_WIDTH, type SampleBatch, type SensorRole } from '../../domain/sample.ts';
import type { ColumnLayout } from './columns.ts';
import {
  COMMA,
  DOT,
  excerpt,
  isSpace,
  MAX_LINE_BYTES,
  MINUS,
  NEWLINE,
  NINE,
  RETURN,
  SPACE,
  ZERO,
} from './line.ts';
import { EXACT_DIGITS, longDecimal, POWERS_OF_TEN } from './long-decimal.ts';
import { badInput, notANumber, parseNumber } from './number.ts';
import { implausible } from './plausible.ts';

export interface RowParserOptions {
  readonly file: string;
  readonly sensor: SensorRole;
  readonly layout: ColumnLayout;
  /** Rows per batch. */
  readonly batchRows: number;
}

export interface RowParser {
  /**
   * Parses whole lines: `bytes[end - 1]` must be a newline. Returns the batches that became full. After an error
   * the rows before it are still delivered, by this call and by {@link RowParser.flush}; `error` tells.
   */
  parse(bytes: Uint8Array, start: number, end: number): SampleBatch[];
  /** The last, partly filled batch. */
  flush(): SampleBatch | null;
  /** Line the next row is on, 1-based. */
  readonly line: number;
  readonly error: BeltlineError | null;
}

/** Longest pause within one recording, s: every hundredth of a second of it is a tick of the analysis. */
const LONGEST_PAUSE_S = 3600;
/** Lines before which a leap is left to the judge of units: it may be the clock's unit. */
const OPENING_LINES = 50;

/** Rows to batches. Line 1 is the header, which the caller has read. */
export const createRowParser = ({ file, sensor, layout, batchRows }: RowParserOptions): RowParser => {
  const { slots, names } = layout;
  const columns = slots.length;
  /** Slot -1 (ignored column) is never written. */
  const row = new Float64Array(1 + IMU_WIDTH);
  let bytes: Uint8Array = new Uint8Array(0);
  /** Position of the next byte; left on the separator that ended a cell. */
  let at = 0;
  let line = 2;
  let lastTimeS = -Infinity;
  let error: BeltlineError | null = null;
  let timeS = new Float64Array(batchRows);
  let imu = new Float64Array(batchRows * IMU_WIDTH);
  let count = 0;

  const fail = (message: string, cure: string): never => {
    throw badInput(file, line, message, cure);
  };

  const slowCell = (column: number): number => {
    let start = at;
    while (bytes[at] !== COMMA && bytes[at] !== NEWLINE) at += 1;
    let end = at;
    while (start < end && isSpace(bytes[start])) start += 1;
    while (end > start && isSpace(bytes[end - 1])) end -= 1;
    if (start === end) return Number.NaN;
    const value = parseNumber(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 400))));
    if (value !== null) return value;
    const { message, cure } = notANumber(excerpt(bytes, start, end), names[column] ?? '');
    return fail(message, cure);
  };

  /** The number in the cell at `at`, NaN when the cell is empty. */
  const cell = (column: number): number => {
    let here = at;
    let byte = bytes[here];
    const negative = byte === MINUS;
    if (negative) byte = bytes[++here];
    const first = here;
    let mantissa = 0;
    while (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      byte = bytes[++here];
    }
    let digits = here - first;
    let decimals = 0;
    if (byte === DOT) {
      const dot = here;
      byte = bytes[++here];
      while (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + (byte - ZERO);
        byte = bytes[++here];
      }
      decimals = here - dot - 1;
      digits += decimals;
    }
    const last = here;
    if (byte === RETURN && bytes[here + 1] === NEWLINE) byte = bytes[++here];
    if ((byte !== COMMA && byte !== NEWLINE) || digits === 0) return slowCell(column);
    const value =
      digits <= EXACT_DIGITS ? mantissa / POWERS_OF_TEN[decimals] : longDecimal(bytes, first, last);
    if (Number.isNaN(value)) return slowCell(column);
    at = here;
    return negative ? -value : value;
  };

  const skipCell = (): void => {
    while (bytes[at] !== COMMA && bytes[at] !== NEWLINE) at += 1;
  };

  const wrongCellCount = (): never => {
    let cells = 1;
    for (let i = lineStart; bytes[i] !== NEWLINE; i += 1) if (bytes[i] === COMMA) cells += 1;
    return fail(
      `the line has ${cells} ${cells === 1 ? 'cell' : 'cells'} but the header names ${columns} columns.`,
      'Complete or delete this line.',
    );
  };

  const checkTime = (time: number): void => {
    if (time > lastTimeS) {
      if (time - lastTimeS <= LONGEST_PAUSE_S || line < OPENING_LINES) return;
      fail(
        `time leaps from ${lastTimeS} s to ${time} s.`,
        'Make two recordings of it, or mend the clock: one recording is one session.',
      );
    }
    if (Number.isNaN(time)) fail('the time is missing.', 'Every row needs its time in t_s.');
    if (time === lastTimeS) {
      fail(`the time ${time} s repeats the row before.`, 'Delete rows that were written twice.');
    }
    fail(
      `time goes backwards, from ${lastTimeS} s to ${time} s.`,
      'Sort the rows by time, or split the file where two recordings were joined.',
    );
  };

  const store = (): void => {
    const time = row[0];
    checkTime(time);
    const problem = implausible(row);
    if (problem !== null) fail(problem.message, problem.cure);
    lastTimeS = time;
    timeS[count] = time;
    const base = count * IMU_WIDTH;
    // NaN is the only value that spoils a sum of finite numbers this small.
    const sum = row[1] + row[2] + row[3] + row[4] + row[5] + row[6];
    if (Number.isNaN(sum)) imu.fill(Number.NaN, base, base + IMU_WIDTH);
    else for (let i = 0; i < IMU_WIDTH; i += 1) imu[base + i] = row[i + 1];
    count += 1;
  };

  let lineStart = 0;

  /** True when the line at `at` holds nothing; `at` is then on its newline. */
  const isBlank = (): boolean => {
    if (bytes[at] > SPACE) return false;
    let here = at;
    while (bytes[here] !== NEWLINE) {
      if (!isSpace(bytes[here])) return false;
      here += 1;
    }
    at = here;
    return true;
  };

  const parseLine = (): void => {
    lineStart = at;
    if (!isBlank()) {
      for (let column = 0; column < columns; column += 1) {
        const slot = slots[column];
        if (slot < 0) skipCell();
        else row[slot] = cell(column);
        if (bytes[at] !== (column === columns - 1 ? NEWLINE : COMMA)) wrongCellCount();
        at += 1;
      }
      if (at - lineStart > MAX_LINE_BYTES + 1) throw lineTooLong(file, line);
      store();
    } else at += 1;
    line += 1;
  };

  const take = (): SampleBatch => {
    const batch = { sensor, count, timeS, imu };
    timeS = new Float64Array(batchRows);
    imu = new Float64Array(batchRows * IMU_WIDTH);
    count = 0;
    return batch;
  };

  /** Read through a function: linters and compilers cannot see that a row moves it. */
  const position = (): number => at;

  return {
    parse(chunk, start, end) {
      bytes = chunk;
      at = start;
      const full: SampleBatch[] = [];
      try {
        while (position() < end) {
          parseLine();
          if (count === batchRows) full.push(take());
        }
      } catch (problem) {
        if (!isBeltlineError(problem)) throw problem;
        const tooLong = chunk.indexOf(NEWLINE, lineStart) - lineStart > MAX_LINE_BYTES;
        error = tooLong ? lineTooLong(file, line) : problem;
      }
      return full;
    },
    flush: () => (count === 0 ? null : take()),
    get line() {
      return line;
    },
    get error() {
      return error;
    },
  };
};

/** For a line nobody would write by hand or by program: most often a file that is no text at all. */
export const lineTooLong = (file: string, line: number): BeltlineError =>
  badInput(
    file,
    line,
    `the line is longer than ${MAX_LINE_BYTES} bytes.`,
    'Check that this is a CSV recording with one sample per line.',
  );
