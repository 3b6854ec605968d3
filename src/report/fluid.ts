/**
 * Pictures as wide as the page: places across in per cent, heights in pixels. So their writing keeps its size on a phone,
 * where a scaled picture could not be read.
 */
import { type Box, type Panel, panel, type Range } from './plot.ts';
import { element, escape, label, path } from './svg.ts';

/** Units across of the stretched part; only how fine paths are rounded hangs on it. */
const ACROSS = 1000;

const percent = (value: number): string => `${Math.round(value * 100) / 100}%`;

/** A panel whose `x` gives per cent of the width. */
export const fluidPanel = (top: number, height: number, xs: Range, ys: Range): Panel =>
  panel({ left: 0, top, width: 100, height }, xs, ys);

/** Something upright from one value of x to another; never thinner than it can be seen. */
export const fluidRect = (
  { box, x }: Panel,
  from: number,
  to: number,
  look: string,
  part: Partial<Pick<Box, 'top' | 'height'>> = {},
): string =>
  element('rect', {
    x: percent(x(from)),
    width: percent(Math.max(x(to) - x(from), 0.15)),
    y: part.top ?? box.top,
    height: part.height ?? box.height,
    class: look,
  });

export const fluidLabel = (
  { x }: Panel,
  at: number,
  y: number,
  text: string,
  look: string,
  anchor = 'middle',
): string => element('text', { x: percent(x(at)), y, class: look, 'text-anchor': anchor }, escape(text));

/** A line across at one height. */
export const fluidLevel = (y: number, look: string): string =>
  element('line', { x1: '0%', x2: '100%', y1: y, y2: y, class: look });

/** An upright line at one value. */
export const fluidUpright = ({ x }: Panel, at: number, y1: number, y2: number, look: string): string =>
  element('line', { x1: percent(x(at)), x2: percent(x(at)), y1, y2, class: look });

/** Grid lines; their values stand left of the picture, in the room that the page leaves there. */
export const fluidGrid = (p: Panel, values: readonly number[], text: (value: number) => string): string[] =>
  values.flatMap((value) => [
    fluidLevel(p.y(value), value === 0 ? 'zero' : 'grid'),
    label(-6, p.y(value) + 4, text(value), { class: 'tick', 'text-anchor': 'end' }),
  ]);

/** A curve in pieces, stretched with the picture while its stroke is not. */
export const fluidCurve = (
  { box, x, y }: Panel,
  pieces: readonly (readonly (readonly [at: number, value: number])[])[],
  look: string,
): string =>
  element(
    'svg',
    {
      x: 0,
      y: box.top,
      width: '100%',
      height: box.height,
      viewBox: `0 0 ${ACROSS} ${box.height}`,
      preserveAspectRatio: 'none',
      overflow: 'visible',
    },
    pieces
      .map((piece) =>
        path(
          piece.map(([at, value]) => [
            Math.round(x(at) * (ACROSS / 100) * 10) / 10,
            Math.round((y(value) - box.top) * 10) / 10,
          ]),
          { class: look, 'vector-effect': 'non-scaling-stroke' },
        ),
      )
      .join(''),
  );
