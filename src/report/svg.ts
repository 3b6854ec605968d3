/** As much SVG and HTML as pictures and reports need. Strings in, strings out; all of it is well-formed XML too. */

/** What neither XML nor HTML may hold, not even escaped: control characters and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const FORBIDDEN = /[\0-\u{8}\v\f\u{e}-\u{1f}\u{7f}-\u{9f}\u{d800}-\u{dfff}\u{fffe}\u{ffff}]/gu;

/** Text safe between tags and in attributes. */
export const escape = (text: string): string =>
  text
    .replaceAll(FORBIDDEN, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export type Attributes = Readonly<Record<string, string | number>>;

const attribute = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : escape(value);

/** One element; `content` is markup. */
export const element = (name: string, attributes: Attributes, content = ''): string => {
  const inside = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${attribute(value)}"`)
    .join('');
  return content === '' ? `<${name}${inside}/>` : `<${name}${inside}>${content}</${name}>`;
};

export const label = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  element('text', { x, y, ...attributes }, escape(text));

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string =>
  element('line', { x1, y1, x2, y2, ...attributes });

/** A polyline through points. */
export const path = (points: readonly (readonly [number, number])[], attributes: Attributes): string => {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${attribute(x)} ${attribute(y)}`).join('');
  return element('path', { d, fill: 'none', 'stroke-linejoin': 'round', ...attributes });
};

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** What is to be seen, for those who cannot see it. */
  readonly title: string;
  readonly style: string;
}

/** The document, one element a line so that changes can be read. */
export const svg = ({ width, height, title, style }: Frame, content: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>${style}</style>`,
    ...content,
    '</svg>',
    '',
  ].join('\n');
