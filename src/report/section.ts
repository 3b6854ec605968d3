/** One recording of one lifter on the page. */
import { ALERT_WORDS } from '../domain/words.ts';
import type { ReportInput, ReportLimits, ReportSection, ReportSet } from './content.ts';
import { lostS } from './gaps.ts';
import { level, list, paragraph, table } from './html.ts';
import { repNotes } from './notes.ts';
import { counted, fixed } from './numbers.ts';
import { overview } from './overview.ts';
import { repCard } from './rep-card.ts';
import { scalesOf } from './rep-scales.ts';
import { lowerBack, REP_COLUMNS, repCells } from './rep-table.ts';
import { speedBars } from './speed-bars.ts';
import { element, escape } from './svg.ts';

const heightWords = ({ heightM, heightAssumed, barTravelM }: ReportInput): string[] => {
  const taped = barTravelM === null ? [] : [`bar travel ${fixed(barTravelM * 100, 0)} cm, taped`];
  if (!heightAssumed) return [`height ${fixed(heightM, 2)} m`, ...taped];
  const cure = barTravelM === null ? ': speeds are only as good as that guess' : '';
  return [`height ${fixed(heightM, 2)} m assumed, none was given${cure}`, ...taped];
};

const sensorWords = ({ placement, thoracic, baseline }: ReportInput): string[] => {
  // On the bar or on the wrist a sensor knows nothing of the back.
  if (placement === 'bar' || placement === 'wrist')
    return [`sensor: ${placement}; the lower back is not judged`];
  return [
    ...(placement === 'lumbar' ? [] : [`sensor: ${placement}`]),
    thoracic ? 'two sensors: the lower back is measured' : 'one sensor: the lower back is a proxy',
    baseline
      ? 'lower back compared with earlier good reps'
      : 'lower back compared with the first reps of this recording',
  ];
};

/** What was measured, of whom, and with what. */
const facts = ({ input, durationS, sampleRateHz, recorded }: ReportSection): string[] => [
  input.exercise,
  input.loadKg === null ? 'load not given' : `${input.loadKg} kg`,
  ...(recorded === null ? [] : [recorded]),
  `${fixed(durationS, 1)} s at ${fixed(sampleRateHz, 0)} Hz`,
  ...heightWords(input),
  ...sensorWords(input),
];

const warnings = ({ simulated, gaps }: ReportSection): string[] => [
  ...(simulated ? ['SIMULATED: nobody lifted this; a virtual lifter wore a virtual belt.'] : []),
  ...(gaps.length === 0
    ? []
    : [`${counted(gaps.length, 'gap')} in the data, ${fixed(lostS(gaps), 1)} s in all.`]),
];

const alertList = ({ alerts }: ReportSection): string => {
  if (alerts.length === 0) return paragraph('No alerts.');
  return list(
    alerts.map(({ atS, kind, severity, set, rep }) => {
      const where = set === null || rep === null ? '' : ` (set ${set}, rep ${rep})`;
      return `<span class="time">${fixed(atS, 2)} s</span> ${level(severity)} ${escape(`${ALERT_WORDS[kind]}${where}`)}`;
    }),
    'alerts',
  );
};

const repTable = ({ summary }: ReportSet): string =>
  table({
    caption: `Reps of set ${summary.index}`,
    head: [...REP_COLUMNS, ['lower back', '']],
    rows: summary.reps.map((rep) => [...repCells(rep).map(escape), lowerBack(rep.lumbar, level)]),
  });

const setPart = (id: string, set: ReportSet, limits: ReportLimits): string => {
  const { summary, reps } = set;
  const method = summary.reps[0]?.lumbar.method ?? 'proxy';
  const scales = scalesOf(reps, limits.lumbarDeg[method]);
  const when = `${fixed(summary.startS, 1)} to ${fixed(summary.endS, 1)} s`;
  const cards = reps.map((shown) =>
    repCard(shown, {
      id: `${id}-r${shown.rep.index}`,
      name: `Set ${summary.index}, rep ${shown.rep.index}`,
      scales,
      lumbarDeg: limits.lumbarDeg[shown.rep.lumbar.method],
    }),
  );
  return element(
    'section',
    { id, class: 'set-part' },
    [
      element('h3', {}, `Set ${summary.index}`),
      paragraph(
        `${counted(summary.reps.length, 'rep')}, ${when}, speed loss ${fixed(summary.velocityLossPct, 0)} %`,
        'facts',
      ),
      element(
        'div',
        { class: 'pair' },
        `${speedBars(`${id}-v`, summary, limits.lossPct)}<div class="reps">${repTable(set)}${list(repNotes(summary.reps).map(escape), 'notes')}</div>`,
      ),
      element('div', { class: 'cards' }, cards.join('\n')),
    ].join('\n'),
  );
};

/** @param id unique in the page */
export const sectionPart = (id: string, section: ReportSection, limits: ReportLimits): string =>
  element(
    'section',
    { id, class: 'recording' },
    [
      element('h2', {}, element('bdi', {}, escape(section.name))),
      list(facts(section).map(escape), 'facts'),
      ...warnings(section).map((text) => paragraph(text, 'warning')),
      overview(`${id}-o`, section),
      element('h3', {}, 'Alerts'),
      alertList(section),
      section.sets.length === 0 ? paragraph('No repetitions found.') : '',
      ...section.sets.map((set) => setPart(`${id}-s${set.summary.index}`, set, limits)),
    ].join('\n'),
  );
