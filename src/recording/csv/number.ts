import { BeltlineError } from '../../domain/error.ts';

/**
 * What a number may look like: decimal digits with a point, optionally an exponent. `Number()` alone would also
 * take `0x1f`, `Infinity` and a blank, none of which a sensor writes.
 */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf(?:inity)?)$/i;
const DECIMAL_COMMA_QUOTED = /^"[+-]?\d+(?:[.,]\d+)?"$/;

/** Cause and cure of a cell that is no number; the caller adds file, line and column. */
export const notANumber = (text: string, column: string): { message: string; cure: string } => {
  if (NOT_FINITE.test(text)) {
    return {
      message: `column ${column} holds "${text}", which is not a measurement.`,
      cure: 'Leave the cell empty where nothing was measured.',
    };
  }
  if (DECIMAL_COMMA_QUOTED.test(text)) {
    return {
      message: `column ${column} holds ${text} in quotes.`,
      cure: 'Export numbers without quotes and with a decimal point.',
    };
  }
  return {
    message: `column ${column} should hold a number but holds "${text}".`,
    cure: 'Correct or delete this line, or leave the cell empty where nothing was measured.',
  };
};

/**
 * The number a cell's text stands for, rounded exactly as JavaScript rounds it; `null` when it is no number.
 * Slow and careful: the row parser takes it only where its own fast path does not apply.
 */
export const parseNumber = (text: string): number | null => {
  if (!DECIMAL.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
};

/** A {@link BeltlineError} for input that cannot be what it claims, at a line of a file. */
export const badInput = (file: string, line: number, message: string, cure: string): BeltlineError =>
  new BeltlineError('bad-input', message, { place: { file, line }, cure });
