/** Pieces of a page that more than one part of it needs. */
import type { Severity } from '../domain/rep.ts';
import { element, escape } from './svg.ts';

/** An amber or red finding: shape, word and colour say the same. */
const SHAPES: Readonly<Record<Exclude<Severity, 'none'>, string>> = { amber: '▲', red: '■' };

/** `▲ AMBER`, `■ RED`. */
export const levelWords = (severity: Exclude<Severity, 'none'>): string =>
  `${SHAPES[severity]} ${severity.toUpperCase()}`;

/** The shape alone, where there is no room for the word. */
export const shapeOf = (severity: Exclude<Severity, 'none'>): string => SHAPES[severity];

/** The same as markup. */
export const level = (severity: Exclude<Severity, 'none'>): string =>
  element('strong', { class: `level ${severity}` }, levelWords(severity));

export const paragraph = (text: string, look = ''): string =>
  element('p', look === '' ? {} : { class: look }, escape(text));

export const list = (items: readonly string[], look = ''): string =>
  items.length === 0
    ? ''
    : element(
        'ul',
        look === '' ? {} : { class: look },
        items.map((item) => element('li', {}, item)).join(''),
      );

export interface Table {
  readonly caption: string;
  /** Headings; `null` for a table whose first cells say enough. */
  readonly head: readonly (readonly [title: string, unit: string])[] | null;
  /** Cells are markup; the first of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

const headRow = (head: NonNullable<Table['head']>): string =>
  element(
    'thead',
    {},
    element(
      'tr',
      {},
      head
        .map(([title, unit]) => {
          const small = unit === '' ? '' : ` ${element('small', {}, escape(unit))}`;
          return element('th', { scope: 'col' }, `${escape(title)}${small}`);
        })
        .join(''),
    ),
  );

const bodyRow = (cells: readonly string[]): string =>
  element(
    'tr',
    {},
    cells
      .map((cell, i) => (i === 0 ? element('th', { scope: 'row' }, cell) : element('td', {}, cell)))
      .join(''),
  );

/** A table of columns scrolls by itself where the screen is too narrow for it; one of pairs wraps its words. */
export const table = ({ caption, head, rows }: Table): string => {
  const body = element('tbody', {}, rows.map(bodyRow).join(''));
  const title = element('caption', {}, escape(caption));
  if (head === null) return element('table', {}, title + body);
  const inside = element('table', {}, title + headRow(head) + body);
  return element('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption }, inside);
};

/** A picture in a page, with words for those who cannot see it. @param id unique in the page */
export const picture = (
  id: string,
  words: { readonly title: string; readonly description: string },
  frame: Readonly<Record<string, string | number>>,
  content: readonly string[],
): string =>
  element(
    'svg',
    { role: 'img', 'aria-labelledby': `${id}-t ${id}-d`, ...frame },
    [
      element('title', { id: `${id}-t` }, escape(words.title)),
      element('desc', { id: `${id}-d` }, escape(words.description)),
      ...content,
    ].join(''),
  );
