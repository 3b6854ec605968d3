/**
 * Decimals of 16 to 30 digits, as programs print them that print every digit (Python, pandas, R), without a string.
 *
 * The quotient is carried in two doubles (Dekker 1971), and accepted only where an error bound shows that it rounds the
 * same way throughout (Ziv 1991). The rare rest is for `Number()`.
 */
import { DOT } from './line.ts';

/** Digits an integer can have and still be exact in a double. */
export const EXACT_DIGITS = 15;
/** Powers of ten that are exact in a double. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** Splits a double into two halves of 26 bits: 2^27 + 1. */
const SPLITTER = 134_217_729;
/** Bound on the relative error of the small terms below: a few roundings of 2^-53, generously. */
const ERROR = 2 ** -48;

/** What `a * b` lost in rounding to `product`. */
const productError = (a: number, b: number, product: number): number => {
  const sa = SPLITTER * a;
  const sb = SPLITTER * b;
  const ah = sa - (sa - a);
  const bh = sb - (sb - b);
  const al = a - ah;
  const bl = b - bh;
  return ah * bh - product + ah * bl + al * bh + al * bl;
};

/** `(high · 10^lowDigits + low) / 10^decimals`, rounded once; NaN where that is not certain. */
const divide = (high: number, low: number, lowDigits: number, decimals: number): number => {
  const shift = POWERS_OF_TEN[lowDigits];
  const divisor = POWERS_OF_TEN[decimals];
  const top = high * shift;
  const small = productError(high, shift, top) + low;
  const quotient = top / divisor;
  const back = quotient * divisor;
  // What a rounded division leaves over is a double itself.
  const left = top - back - productError(quotient, divisor, back);
  const correction = (left + small) / divisor;
  const margin = ((Math.abs(left) + Math.abs(small)) / divisor) * ERROR;
  const value = quotient + (correction - margin);
  return value === quotient + (correction + margin) ? value : Number.NaN;
};

/**
 * The digits at `start` to `end`, with at most one point and no sign; NaN where this way is not certain.
 * The caller has seen that there is nothing else.
 */
export const longDecimal = (bytes: Uint8Array, start: number, end: number): number => {
  let high = 0;
  let low = 0;
  let digits = 0;
  let decimals = 0;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i];
    if (byte === DOT) decimals = end - i - 1;
    else {
      if (digits < EXACT_DIGITS) high = high * 10 + (byte - 48);
      else low = low * 10 + (byte - 48);
      digits += 1;
    }
  }
  if (digits > 2 * EXACT_DIGITS || decimals >= POWERS_OF_TEN.length) return Number.NaN;
  return divide(high, low, Math.max(digits - EXACT_DIGITS, 0), decimals);
};
