/** Reads line protocol, for tests: written from its description, without a line of the writer's code. */

export type FieldValue =
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'integer'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean };

export interface ParsedLine {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** As it stands there. */
  readonly timestamp: string;
}

const FLOAT = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

const fieldOf = (text: string): FieldValue => {
  if (text.startsWith('"'))
    return { type: 'string', value: text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') };
  if (text === 'T' || text === 'F') return { type: 'boolean', value: text === 'T' };
  if (/^-?\d+i$/.test(text)) return { type: 'integer', value: Number(text.slice(0, -1)) };
  if (FLOAT.test(text)) return { type: 'float', value: Number(text) };
  throw new Error(`no value of a field: ${text}`);
};

/** Cuts at `mark` outside of quotes. */
const cut = (text: string, mark: string): string[] => {
  const parts = [''];
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (letter === '\\' && quoted) {
      parts[parts.length - 1] += letter + text[(i += 1)];
      continue;
    }
    if (letter === '"') quoted = !quoted;
    if (letter === mark && !quoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
};

const pairs = (texts: readonly string[]): [string, string][] =>
  texts.map((text) => {
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1)];
  });

/** Tags are expected to be slugs: nothing is escaped in them. */
export const parseLine = (line: string): ParsedLine => {
  const [head, fields, timestamp, ...rest] = cut(line, ' ');
  if (rest.length > 0 || !/^\d+$/.test(timestamp)) throw new Error(`no line: ${line}`);
  const [measurement, ...tags] = head.split(',');
  return {
    measurement,
    tags: Object.fromEntries(pairs(tags)),
    fields: Object.fromEntries(pairs(cut(fields, ',')).map(([name, text]) => [name, fieldOf(text)])),
    timestamp,
  };
};
