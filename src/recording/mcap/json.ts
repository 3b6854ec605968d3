/**
 * JSON that brings every double back as it was. JavaScript prints the shortest digits that read back the same; what
 * JSON has no word for is written as `{"$number": "NaN"}`.
 */
const KEY = '$number';
const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

const replace = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'number') return value;
  if (Object.is(value, -0)) return { [KEY]: '-0' };
  return Number.isFinite(value) ? value : { [KEY]: String(value) };
};

const revive = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, KEY)) return value;
  const entries = Object.entries(value);
  const word: unknown = entries[0][1];
  if (entries.length > 1 || typeof word !== 'string' || !Object.hasOwn(WORDS, word)) return value;
  return WORDS[word];
};

/** Bytes of a value that JSON can hold. Throws a `TypeError` for cycles, bigints and functions. */
export const encodeJson = (value: unknown): Uint8Array => {
  // `undefined` for a function, whatever the types say.
  const text: string | undefined = JSON.stringify(value, replace);
  if (text === undefined) throw new TypeError('this value has no JSON');
  return encoder.encode(text);
};

/** The value of JSON bytes. Throws for anything that is no JSON in UTF-8. */
export const decodeJson = (bytes: Uint8Array): unknown => {
  const text = decoder.decode(bytes);
  // Reviving visits every value; few recordings hold such a number.
  return text.includes(`"${KEY}"`) ? JSON.parse(text, revive) : JSON.parse(text);
};
