/** One rep: its plots and its figures. */
import type { Rep } from '../domain/rep.ts';
import type { Limits, ReportRep } from './content.ts';
import { level, paragraph, table } from './html.ts';
import { fixed, NONE, withBand } from './numbers.ts';
import { repPlots } from './rep-plots.ts';
import type { RepScales } from './rep-scales.ts';
import { lowerBack, stickingOf } from './rep-table.ts';
import { element, escape } from './svg.ts';

const side = (value: number | null): string => {
  if (value === null) return NONE;
  const words = `${fixed(Math.abs(value), 1)}°`;
  return words === '0.0°' ? words : `${words} ${value > 0 ? 'right' : 'left'}`;
};

const at = (atS: number | null): string => (atS === null ? 'not seen' : `${fixed(atS, 2)} s`);

const sticking = (rep: Rep): string => {
  const region = stickingOf(rep);
  return region === null
    ? 'none found'
    : `${fixed(region.startS, 2)} to ${fixed(region.endS, 2)} s, down ${fixed(region.dropPct, 0)} % to ${fixed(region.minVelocityMps, 2)} m/s`;
};

/** Figures as pairs; the values are markup. */
const figures = (rep: Rep): string[][] => [
  ['lift-off', at(rep.liftOffS)],
  ['lockout', at(rep.lockoutS)],
  ['touchdown', at(rep.touchdownS)],
  ['mean velocity', `${withBand(rep.meanVelocityMps, rep.velocityErrorMps)} m/s`],
  [
    'peak velocity',
    `${withBand(rep.peakVelocityMps, rep.peakVelocityErrorMps)} m/s, after ${fixed(rep.timeToPeakS, 2)}\u00a0s`,
  ],
  ['propulsive mean', `${withBand(rep.meanPropulsiveVelocityMps, rep.meanPropulsiveVelocityErrorMps)} m/s`],
  ['travel of the bar', `${fixed(rep.romM * 100, 0)} cm`],
  ['sticking region', sticking(rep)],
  [
    'lower back',
    `${lowerBack(rep.lumbar, level)}${rep.lumbar.onsetS === null ? '' : `, from ${at(rep.lumbar.onsetS)}`}`,
  ],
  ['side bend, twist', `${side(rep.lateralDeg)}, ${side(rep.twistDeg)}`],
  ['confidence', `${fixed(rep.confidence * 100, 0)} %`],
];

export interface CardContext {
  /** Unique in the page. */
  readonly id: string;
  /** What the rep is called where its set is not in sight. */
  readonly name: string;
  readonly scales: RepScales;
  readonly lumbarDeg: Limits;
}

export const repCard = (shown: ReportRep, { id, name, scales, lumbarDeg }: CardContext): string => {
  const { rep, trace } = shown;
  const grave = rep.lumbar.severity === 'none' ? '' : ` ${level(rep.lumbar.severity)} lower back`;
  return element(
    'article',
    { class: 'card', id },
    [
      element('h4', {}, `${escape(`Rep ${rep.index}`)}${grave}`),
      trace === null ? paragraph('There is no curve of this rep: it was not kept.') : '',
      repPlots(`${id}-p`, name, shown, scales, lumbarDeg),
      table({ caption: `Figures of ${name}`, head: null, rows: figures(rep) }),
    ].join('\n'),
  );
};
