/** Axes: from values to places on the picture. */
import { element, escape, label, line } from './svg.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface Panel {
  readonly box: Box;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export const panel = (box: Box, xs: Range, ys: Range): Panel => ({
  box,
  x: (value) => box.left + ((value - xs.min) / (xs.max - xs.min)) * box.width,
  y: (value) => box.top + (1 - (value - ys.min) / (ys.max - ys.min)) * box.height,
});

/** Horizontal grid lines with their values at the left. */
export const yAxis = (
  { box, y }: Panel,
  values: readonly number[],
  text: (value: number) => string,
): string[] =>
  values.flatMap((value) => [
    line(box.left, y(value), box.left + box.width, y(value), { class: value === 0 ? 'zero' : 'grid' }),
    label(box.left - 8, y(value) + 4, text(value), { class: 'tick', 'text-anchor': 'end' }),
  ]);

/** Values under the panel. */
export const xAxis = (
  { box, x }: Panel,
  values: readonly number[],
  text: (value: number) => string,
): string[] =>
  values.map((value) =>
    label(x(value), box.top + box.height + 17, text(value), { class: 'tick', 'text-anchor': 'middle' }),
  );

/** What a panel shows, above it; each part in its own look. */
export const heading = (
  { box }: Panel,
  ...parts: readonly (readonly [look: string, text: string])[]
): string =>
  element(
    'text',
    { x: box.left, y: box.top - 12 },
    parts
      .map(([look, text], i) =>
        element('tspan', { class: look, ...(i === 0 ? {} : { dx: 8 }) }, escape(text)),
      )
      .join(''),
  );
