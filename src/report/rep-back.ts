/** The lower back of one rep: where it is judged, its excursion, the limits, and where it began to give way. */
import type { RepTrace } from '../domain/trace.ts';
import type { Limits, ReportRep } from './content.ts';
import { levelWords, shapeOf } from './html.ts';
import { lowerBack } from './rep-table.ts';
import type { Panel } from './plot.ts';
import { element, label, line, path } from './svg.ts';

/** An onset lies on the curve, give or take a value of it. */
const NEAR_S = 0.1;

interface Judged {
  /** From lift-off, s. */
  readonly atS: number;
  readonly value: number;
}

/** Values in which the lower back is judged, in pieces without a hole. */
const piecesOf = ({ startS, stepS, excursionDeg }: RepTrace, liftOffS: number): Judged[][] => {
  const pieces: Judged[][] = [];
  let open = false;
  for (const [i, value] of excursionDeg.entries()) {
    if (value !== null && !open) pieces.push([]);
    open = value !== null;
    if (value !== null) pieces.at(-1)?.push({ atS: startS + i * stepS - liftOffS, value });
  }
  return pieces;
};

const limitParts = ({ box, y }: Panel, limits: Limits): string[] => {
  const right = box.left + box.width;
  return (['amber', 'red'] as const).flatMap((severity) => {
    const at = y(limits[severity]);
    // Above red and below amber: however near they are, their names do not meet.
    return [
      line(box.left, at, right, at, { class: `limit ${severity}` }),
      label(
        right - 2,
        severity === 'red' ? at - 3 : at + 10,
        `${shapeOf(severity)} ${severity} from ${limits[severity]}°`,
        {
          class: `limit-name halo ${severity}`,
          'text-anchor': 'end',
        },
      ),
    ];
  });
};

const onset = ({ box, x, y }: Panel, { rep }: ReportRep, judged: readonly Judged[]): string[] => {
  const { onsetS } = rep.lumbar;
  if (onsetS === null) return [];
  const atS = onsetS - rep.liftOffS;
  // Where a curve of its own lacks, a mark would float.
  if (judged.every((point) => Math.abs(point.atS - atS) > NEAR_S)) return [];
  const value = judged.find((point) => point.atS >= atS - 1e-6)?.value ?? 0;
  return [
    element('circle', { cx: x(atS), cy: y(value), r: 3.5, class: 'point back' }),
    label(Math.max(x(atS) - 6, box.left + 34), y(value) - 4, 'onset', {
      class: 'tick halo',
      'text-anchor': 'end',
    }),
  ];
};

/** The verdict stands below zero beside the judged stretch, where neither limits nor their names are. */
const reading = ({ box, x }: Panel, { rep }: ReportRep, judged: readonly Judged[]): string =>
  label(x(judged.at(-1)?.atS ?? 0) + 6, box.top + box.height - 5, lowerBack(rep.lumbar, levelWords), {
    class: `figure halo ${rep.lumbar.severity}`,
  });

/** What is drawn over grid and marks. */
export const backParts = (p: Panel, shown: ReportRep, limits: Limits): string[] => {
  const { box, x, y } = p;
  const pieces = shown.trace === null ? [] : piecesOf(shown.trace, shown.rep.liftOffS);
  const judged = pieces.flat();
  if (judged.length === 0) {
    const words = shown.rep.lumbar.excursionDeg === null ? 'not judged in this rep' : 'no curve';
    const place = { class: 'tick halo', 'text-anchor': 'middle' };
    return [
      ...limitParts(p, limits),
      label(box.left + box.width / 2, box.top + box.height / 2, words, place),
    ];
  }
  return [
    ...pieces.map((piece) =>
      element('rect', {
        x: x(piece[0].atS),
        y: box.top,
        width: Math.max(1, x(piece.at(-1)?.atS ?? 0) - x(piece[0].atS)),
        height: box.height,
        class: 'judged',
      }),
    ),
    ...limitParts(p, limits),
    ...pieces.map((piece) =>
      path(
        piece.map(({ atS, value }) => [x(atS), y(value)]),
        { class: 'curve back' },
      ),
    ),
    ...onset(p, shown, judged),
    reading(p, shown, judged),
  ];
};
