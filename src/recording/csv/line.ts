/** Bytes and bounds of the text format, shared by everything that reads it. */

export const COMMA = 0x2c;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;

/** A blank, a tab, or the return before a newline; other control characters are damage. */
export const isSpace = (byte: number): boolean => byte === SPACE || (byte >= 9 && byte <= 13);

/** Longest line accepted, bytes. A row of seven numbers needs about 70; the bound keeps memory bounded. */
export const MAX_LINE_BYTES = 4096;

/** Text of a stretch of bytes, made printable and short enough for a message. */
export const excerpt = (bytes: Uint8Array, start: number, end: number): string => {
  const limit = 40;
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + limit)));
  // Control characters from a damaged file must not reach the terminal.
  const printable = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
  return end - start > limit ? `${printable}…` : printable;
};
