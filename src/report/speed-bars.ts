/** Mean velocity of the reps of a set as bars, each with its band, and how much of the speed was lost. */
import type { SetSummary } from '../domain/rep.ts';
import type { Limits } from './content.ts';
import { fluidGrid, fluidLabel, fluidLevel, fluidPanel, fluidRect, fluidUpright } from './fluid.ts';
import { picture, shapeOf } from './html.ts';
import { counted, fixed, withBand } from './numbers.ts';
import type { Panel } from './plot.ts';
import { roundStep, ticks } from './scale.ts';
import { element, label } from './svg.ts';

const TOP = 22;
const PLOT = 120;
const HEIGHT = TOP + PLOT + 42;
/** Half the width of a bar and of the ends of its whisker, of a rep's place. */
const HALF_BAR = 0.3;
const HALF_END = 0.09;
/** More bars than this are too narrow for figures on a phone. */
const MOST_FIGURES = 8;

const whisker = (p: Panel, at: number, low: number, high: number): string[] => [
  fluidUpright(p, at, p.y(low), p.y(high), 'whisker'),
  ...[low, high].map((end) =>
    fluidRect(p, at - HALF_END, at + HALF_END, 'whisker-end', { top: p.y(end) - 0.75, height: 1.5 }),
  ),
];

const bars = (p: Panel, { reps }: SetSummary): string[] =>
  reps.flatMap(({ index, meanVelocityMps: mean, velocityErrorMps: band, lumbar }, i) => {
    const at = i + 1;
    const numbered = reps.length <= 2 * MOST_FIGURES || i === 0 || (i + 1) % 5 === 0;
    return [
      fluidRect(p, at - HALF_BAR, at + HALF_BAR, 'bar', { top: p.y(mean), height: p.y(0) - p.y(mean) }),
      ...whisker(p, at, Math.max(0, mean - band), mean + band),
      ...(reps.length > MOST_FIGURES
        ? []
        : [fluidLabel(p, at, p.y(mean + band) - 5, fixed(mean, 2), 'figure')]),
      ...(numbered ? [fluidLabel(p, at, TOP + PLOT + 16, String(index), 'tick')] : []),
      ...(lumbar.severity === 'none'
        ? []
        : [fluidLabel(p, at, p.y(0) - 6, shapeOf(lumbar.severity), 'shape on-bar')]),
    ];
  });

/** Where the speed loss reaches its limits. */
const limitLines = (p: Panel, fastest: number, limits: Limits): string[] =>
  (['amber', 'red'] as const).flatMap((severity) => {
    const y = p.y(fastest * (1 - limits[severity] / 100));
    // Above amber and below red: however near they are, their names do not meet.
    return [
      fluidLevel(y, `limit ${severity}`),
      label(0, severity === 'amber' ? y - 3 : y + 10, `${shapeOf(severity)} −${limits[severity]} %`, {
        class: `limit-name halo ${severity}`,
      }),
    ];
  });

const description = (set: SetSummary): string =>
  `${set.reps.map((rep) => `rep ${rep.index}: ${withBand(rep.meanVelocityMps, rep.velocityErrorMps)} m/s`).join(', ')}. ` +
  `Speed loss ${fixed(set.velocityLossPct, 0)} per cent.`;

/** @param id unique in the page */
export const speedBars = (id: string, set: SetSummary, limits: Limits): string => {
  const { reps } = set;
  const fastest = Math.max(0, ...reps.map((rep) => rep.meanVelocityMps));
  const highest = Math.max(0.1, ...reps.map((rep) => rep.meanVelocityMps + rep.velocityErrorMps));
  const range = { min: 0, max: highest * 1.12 };
  // Room at the left for the names of the limits.
  const p = fluidPanel(TOP, PLOT, { min: 0.3 - 0.17 * reps.length, max: reps.length + 0.6 }, range);
  const drawn = picture(
    id,
    {
      title: `Set ${set.index}: mean velocity of ${counted(reps.length, 'rep')}`,
      description: description(set),
    },
    { class: 'fluid', width: '100%', height: HEIGHT },
    [
      ...fluidGrid(p, ticks(range, roundStep(range, 4)), (value) => value.toFixed(1)),
      ...bars(p, set),
      ...limitLines(p, fastest, limits),
      fluidLabel(p, (reps.length + 1) / 2, HEIGHT - 6, 'rep', 'tick'),
    ],
  );
  const caption =
    '<b>Mean velocity</b> of the bar from lift-off to lockout, m/s, estimated. Whiskers: band that should hold 95 of 100 true ' +
    'values. Dashed: speed loss limits, from the fastest rep. ▲ ■ in a bar: the lower back.';
  return element('figure', { class: 'plot' }, `${element('figcaption', {}, caption)}${drawn}`);
};
