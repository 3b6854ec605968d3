/** A strict reader of markup: throws at the first thing that is not well-formed XML. */

export interface Found {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parents: readonly string[];
}

export interface Markup {
  readonly elements: readonly Found[];
  /** Everything between tags, unescaped; styles apart. */
  readonly text: string;
}

const TAG = /^<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/u;
const ENTITY = /&(?!(?:amp|lt|gt|quot);)/u;
// oxlint-disable-next-line no-control-regex -- XML forbids them
const FORBIDDEN = /[\0-\u{8}\v\f\u{e}-\u{1f}\u{fffe}\u{ffff}]/u;

const unescape = (text: string): string => {
  if (ENTITY.test(text)) throw new Error(`a bare & in "${text.slice(0, 60)}"`);
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
};

const attributesOf = (text: string): Map<string, string> => {
  const attributes = new Map<string, string>();
  for (const [, key, value] of text.matchAll(/([\w:-]+)="([^"]*)"/gu)) {
    if (attributes.has(key)) throw new Error(`${key} twice in ${text}`);
    attributes.set(key, unescape(value));
  }
  return attributes;
};

export const readMarkup = (source: string): Markup => {
  if (FORBIDDEN.test(source)) throw new Error('a control character');
  const elements: Found[] = [];
  const open: string[] = [];
  let text = '';
  let rest = source.replace(/^<!DOCTYPE html>\n/u, '');
  while (rest !== '') {
    const next = rest.indexOf('<');
    const before = next < 0 ? rest : rest.slice(0, next);
    if (open.at(-1) !== 'style') text += unescape(before);
    rest = rest.slice(before.length);
    if (rest === '') break;
    const comment = /^<!--(?:(?!--)[^])*-->/u.exec(rest);
    const tag = comment ?? TAG.exec(rest);
    if (tag === null) throw new Error(`not a tag: ${rest.slice(0, 80)}`);
    rest = rest.slice(tag[0].length);
    if (comment !== null) continue;
    const [, closing, name, attributes, empty] = tag;
    if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
      continue;
    }
    elements.push({ name, attributes: attributesOf(attributes), parents: [...open] });
    if (empty === '') open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`);
  return { elements, text };
};
