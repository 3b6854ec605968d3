/** Bar velocity of one rep: curve, mean with its band, peak, sticking region. */
import type { RepTrace } from '../domain/trace.ts';
import { fixed, withBand } from './numbers.ts';
import type { Panel } from './plot.ts';
import type { ReportRep } from './content.ts';
import { stickingOf } from './rep-table.ts';
import { element, label, line, path } from './svg.ts';

/** Room that the figure of the mean needs beside its line, px. */
const FIGURE_PX = 96;

/** Finer than a pixel is of no use, and a report of many reps is large enough. */
const tenth = (px: number): number => Math.round(px * 10) / 10;

/** A curve of a trace over the time from lift-off. */
export const curveOf = (
  { x, y }: Panel,
  { startS, stepS }: RepTrace,
  values: readonly number[],
  liftOffS: number,
): [number, number][] => values.map((value, i) => [tenth(x(startS + i * stepS - liftOffS)), tenth(y(value))]);

const sticking = ({ box, x }: Panel, { rep }: ReportRep): string[] => {
  const region = stickingOf(rep);
  if (region === null) return [];
  const [from, to] = [region.startS, region.endS].map((s) => x(s - rep.liftOffS));
  return [
    element('rect', { x: from, y: box.top, width: to - from, height: box.height, class: 'sticking' }),
    label((from + to) / 2, box.top + box.height - 6, 'sticks', {
      class: 'tick halo',
      'text-anchor': 'middle',
    }),
  ];
};

const mean = ({ box, x, y }: Panel, { rep }: ReportRep): string[] => {
  const { meanVelocityMps: v, velocityErrorMps: band } = rep;
  const end = x(rep.concentricS);
  const [high, low] = [v + band, v - band].map((value) =>
    Math.min(Math.max(y(value), box.top), box.top + box.height),
  );
  const beside = box.left + box.width - end >= FIGURE_PX;
  return [
    element('rect', { x: x(0), y: high, width: end - x(0), height: low - high, class: 'band' }),
    line(x(0), y(v), end, y(v), { class: 'mean' }),
    label(beside ? end + 5 : x(0) - 5, y(v) + 4, `mean ${withBand(v, band)}`, {
      class: 'figure halo',
      'text-anchor': beside ? 'start' : 'end',
    }),
  ];
};

const peak = ({ x, y }: Panel, { rep }: ReportRep): string[] => {
  const [atX, atY] = [x(rep.peakVelocityS - rep.liftOffS), y(rep.peakVelocityMps)];
  return [
    element('circle', { cx: atX, cy: atY, r: 3.5, class: 'point velocity' }),
    label(atX + 7, atY - 3, `peak ${fixed(rep.peakVelocityMps, 2)}`, { class: 'figure halo' }),
  ];
};

/** What is drawn over grid and marks. */
export const velocityParts = (p: Panel, shown: ReportRep): string[] => [
  ...sticking(p, shown),
  ...(shown.trace === null
    ? []
    : [
        path(curveOf(p, shown.trace, shown.trace.velocityMps, shown.rep.liftOffS), {
          class: 'curve velocity',
        }),
      ]),
  ...mean(p, shown),
  ...peak(p, shown),
];
