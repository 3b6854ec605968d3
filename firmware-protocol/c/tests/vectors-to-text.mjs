/**
 * Prints the vectors one a line, for readers without a JSON parser: codec, name, hex, reencodes and the lines of the
 * canonical text, with single spaces between them (none of them has any) and `-` for empty bytes.
 */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../vectors/v1/', import.meta.url);
const orDash = (text) => (text === '' ? '-' : text);

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted()) {
  const { codec, vectors } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  for (const { name, hex, reencodes, lines } of vectors) {
    console.log([codec, name, orDash(hex), orDash(reencodes), ...lines].join(' '));
  }
}
