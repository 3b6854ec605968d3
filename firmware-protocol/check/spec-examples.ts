/** The examples of SPEC.md: code blocks that begin with "```example NAME". */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SPEC = join(import.meta.dirname, '../SPEC.md');

/** Bytes as hexadecimal digits, by name. */
export const specExamples = (): ReadonlyMap<string, string> => {
  const blocks = readFileSync(SPEC, 'utf8').matchAll(/```example ([a-z0-9-]+)\n([0-9a-f\s]+)```/g);
  return new Map(Array.from(blocks, ([, name, digits]) => [name, digits.replaceAll(/\s/g, '')]));
};
