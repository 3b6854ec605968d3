/** Colour, where it can be seen and is wanted. It never carries meaning alone. */

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly amber: (text: string) => string;
  readonly red: (text: string) => string;
}

const wrap =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

const same = (text: string): string => text;

const PLAIN: Style = { bold: same, dim: same, amber: same, red: same };
const COLOUR: Style = { bold: wrap(1, 22), dim: wrap(2, 22), amber: wrap(33, 39), red: wrap(31, 39) };

/** Colour on a terminal, unless the user asked for none (no-color.org). */
export const styleFor = (stream: { readonly isTTY?: boolean }): Style =>
  stream.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' ? COLOUR : PLAIN;
