/** The whole recording on one time axis: belt pitch, sets, reps, gaps and alerts. */
import type { Alert } from '../domain/alert.ts';
import type { Gap } from '../domain/sample.ts';
import type { ReportSection } from './content.ts';
import { fluidCurve, fluidGrid, fluidLabel, fluidPanel, fluidRect } from './fluid.ts';
import { joinedGaps } from './gaps.ts';
import { picture, shapeOf } from './html.ts';
import { overviewTable } from './overview-table.ts';
import { counted, fixed } from './numbers.ts';
import type { Panel, Range } from './plot.ts';
import { rangeOf, roundRange, roundStep, ticks } from './scale.ts';
import { element } from './svg.ts';
import type { CurvePoint } from './thin.ts';

const TOP = 44;
const PLOT = 110;
const HEIGHT = TOP + PLOT + 42;
/** Text of this many per cent of the width has room beside its neighbour, even on a phone. */
const ROOM_PCT = { set: 16, rep: 5, alert: 4 };
/** Gaps nearer to each other than this many per cent of the width are drawn as one. */
const GAP_ROOM_PCT = 0.3;
/** A pause in the curve longer than so many of its usual steps is drawn as one. */
const PAUSE_STEPS = 4;

/** Session time that the picture shows: that of the samples, as far as events tell. */
const timesOf = ({ startS, pitch, sets, gaps, durationS }: ReportSection): Range => {
  const { min } = rangeOf([
    startS ?? Infinity,
    ...sets.map(({ summary }) => summary.startS),
    ...gaps.map((gap) => gap.startS),
  ]);
  const start = Number.isFinite(min) ? min : 0;
  const last = Math.max(
    ...pitch.slice(-1).map(({ atS }) => atS),
    ...sets.map(({ summary }) => summary.endS),
    ...gaps.map((gap) => gap.startS + gap.durationS),
    start + durationS,
  );
  return { min: start, max: last > start ? last : start + 1 };
};

/** Whether the curve may be drawn from one point to the next. */
const unbroken = (a: CurvePoint, b: CurvePoint, pauseS: number, gaps: readonly Gap[]): boolean =>
  b.atS - a.atS <= pauseS &&
  !gaps.some(({ startS, durationS }) => a.atS <= startS + durationS && b.atS >= startS + durationS);

const piecesOf = (points: readonly CurvePoint[], gaps: readonly Gap[]): [number, number][][] => {
  const steps = points.slice(1).map(({ atS }, i) => atS - points[i].atS);
  const usual = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
  const pieces: [number, number][][] = [];
  for (const [i, point] of points.entries()) {
    const goesOn = i > 0 && unbroken(points[i - 1], point, PAUSE_STEPS * usual, gaps);
    if (!goesOn) pieces.push([]);
    pieces.at(-1)?.push([point.atS, point.value]);
  }
  return pieces;
};

/** What has room beside what came before it in the list. */
const spaced = <T extends { readonly atS: number }>(p: Panel, items: readonly T[], roomPct: number): T[] => {
  const kept: T[] = [];
  for (const item of items)
    if (kept.every((other) => Math.abs(p.x(other.atS) - p.x(item.atS)) >= roomPct)) kept.push(item);
  return kept;
};

/** The same, but nothing where most would be left out: a stray few would mislead. */
const spacedIfMost = <T extends { readonly atS: number }>(
  p: Panel,
  items: readonly T[],
  roomPct: number,
): T[] => {
  const kept = spaced(p, items, roomPct);
  return 2 * kept.length >= items.length ? kept : [];
};

const gravestFirst = (alerts: readonly Alert[]): Alert[] =>
  alerts.toSorted((a, b) => Number(b.severity === 'red') - Number(a.severity === 'red') || a.atS - b.atS);

const setParts = (p: Panel, { sets }: ReportSection): string[] => {
  const names = spaced(
    p,
    sets.map(({ summary }) => ({ atS: (summary.startS + summary.endS) / 2, text: `Set ${summary.index}` })),
    ROOM_PCT.set,
  );
  const numbers = spacedIfMost(
    p,
    sets.flatMap(({ reps }) =>
      reps.map(({ rep }) => ({ atS: (rep.liftOffS + rep.lockoutS) / 2, text: String(rep.index) })),
    ),
    ROOM_PCT.rep,
  );
  return [
    ...sets.map(({ summary }) => fluidRect(p, summary.startS, summary.endS, 'set')),
    ...sets.flatMap(({ reps }) => reps.map(({ rep }) => fluidRect(p, rep.liftOffS, rep.lockoutS, 'rep'))),
    ...names.map(({ atS, text }) => fluidLabel(p, atS, 12, text, 'name')),
    ...numbers.map(({ atS, text }) => fluidLabel(p, atS, TOP - 4, text, 'tick')),
  ];
};

const gapParts = (p: Panel, gaps: readonly Gap[]): string[] => [
  ...gaps.map(({ startS, durationS }) => fluidRect(p, startS, startS + durationS, 'gap')),
  ...spacedIfMost(
    p,
    gaps.map(({ startS, durationS }) => ({ atS: startS + durationS / 2 })),
    ROOM_PCT.rep,
  ).map(({ atS }) => fluidLabel(p, atS, TOP + PLOT - 5, 'gap', 'tick halo')),
];

const alertParts = (p: Panel, alerts: readonly Alert[]): string[] =>
  spaced(p, gravestFirst(alerts), ROOM_PCT.alert).map(({ atS, severity }) =>
    fluidLabel(p, atS, TOP - 17, shapeOf(severity), `shape ${severity}`),
  );

const description = ({ sets, gaps, alerts }: ReportSection, angles: Range): string => {
  const reps = sets.reduce((sum, { reps: some }) => sum + some.length, 0);
  return (
    `Belt pitch over time, from ${fixed(angles.min, 0)} to ${fixed(angles.max, 0)} degrees; 0 is standing. ` +
    `${counted(sets.length, 'set')} with ${counted(reps, 'rep')}, ${counted(gaps.length, 'gap')}, ` +
    `${counted(alerts.length, 'alert')}. The table below lists them.`
  );
};

/** Figure and table. @param id unique in the page */
export const overview = (id: string, section: ReportSection): string => {
  const { pitch, alerts, sets } = section;
  const times = timesOf(section);
  const gaps = joinedGaps(section.gaps, ((times.max - times.min) * GAP_ROOM_PCT) / 100);
  const angles = rangeOf(pitch.length === 0 ? [0, 1] : [0, ...pitch.map(({ value }) => value)]);
  const p = fluidPanel(TOP, PLOT, times, roundRange(angles, 4));
  const drawn = picture(
    id,
    { title: `Overview of ${section.name}`, description: description(section, angles) },
    { class: 'fluid', width: '100%', height: HEIGHT },
    [
      ...setParts(p, section),
      ...fluidGrid(p, ticks(roundRange(angles, 4), roundStep(angles, 4)), String),
      fluidCurve(p, piecesOf(pitch, gaps), 'curve pitch'),
      ...gapParts(p, gaps),
      ...alertParts(p, alerts),
      ...ticks(times, roundStep(times, 9)).map((atS) =>
        fluidLabel(p, atS, TOP + PLOT + 17, String(atS), 'tick'),
      ),
      fluidLabel(p, (times.min + times.max) / 2, HEIGHT - 6, 'session time, s', 'tick'),
    ],
  );
  const nothing = pitch.length > 0 ? '' : element('p', {}, 'The recording is too short to show its motion.');
  return [
    element(
      'figure',
      { class: 'plot' },
      `${element(
        'figcaption',
        {},
        `<b>Belt pitch</b>, ° forward from standing. Light: a set. Darker, numbered: a rep from lift-off to lockout. ▲ amber alert, ■ red alert. Hatched: a gap.`,
      )}${drawn}${nothing}`,
    ),
    sets.length + gaps.length === 0 ? '' : element('div', { class: 'times' }, overviewTable(section)),
  ].join('\n');
};
