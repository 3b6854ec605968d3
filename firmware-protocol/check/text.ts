/** Canonical text of messages (`vectors/README.md`): what codecs in all languages print to be compared. */
import type { Decoded } from '../../src/devices/protocol/index.ts';

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const text = (value: unknown): string => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Int16Array) return value.join(',');
  if (Array.isArray(value)) return value.map(text).join(',');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(text).join(',');
  return String(value);
};

/** The lines of what a decoder said. Decoders build their values in the order of the SPEC's tables. */
export const linesOf = (read: Decoded<object>): string[] =>
  read.ok
    ? Object.entries(read.value).map(([name, value]) => `${snake(name)}=${text(value)}`)
    : [`malformed=${read.code}`, `offset=${read.offset}`];
