/** An analysis as a lifter reads it: at most 80 columns, plain text. */
import type { Analysis } from '../../recording/analysis/contract.ts';
import type { Rep, SetSummary } from '../../domain/rep.ts';
import type { Style } from './style.ts';
import { ALERT_WORDS } from '../../domain/words.ts';
import { repNotes } from './notes.ts';

const NONE = '–';

const fixed = (value: number | null, digits: number): string =>
  value === null ? NONE : value.toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');

/** Lowering, pause at the top, way up: lifters write tempo with the lowering first. */
const tempo = (rep: Rep): string =>
  [rep.eccentricS, rep.topPauseS, rep.concentricS].map((value) => fixed(value, 1)).join('-');

const degrees = (value: number): string => `${value >= 0 ? '+' : ''}${fixed(value, 0)}°`;

const lowerBack = ({ method, excursionDeg, severity }: Rep['lumbar'], style: Style): string => {
  if (excursionDeg === null) return 'no verdict';
  const reading = `${method} ${degrees(excursionDeg)}`;
  if (severity === 'none') return reading;
  return `${reading} ${style[severity](severity.toUpperCase())}`;
};

const COLUMNS: readonly (readonly [title: string, unit: string, width: number])[] = [
  ['rep', '', 4],
  ['lift-off', 's', 9],
  ['mean ± band', 'm/s', 13],
  ['peak', 'm/s', 6],
  ['loss', '%', 6],
  ['travel', 'cm', 8],
  ['low-hold-up', 's', 13],
];

const cells = (values: readonly string[]): string =>
  values.map((value, i) => value.padStart(COLUMNS[i][2])).join('');

const repLine = (rep: Rep, style: Style): string =>
  `${cells([
    String(rep.index),
    fixed(rep.liftOffS, 2),
    `${fixed(rep.meanVelocityMps, 2)} ± ${fixed(rep.velocityErrorMps, 2)}`,
    fixed(rep.peakVelocityMps, 2),
    fixed(rep.velocityLossPct, 0),
    fixed(rep.romM * 100, 0),
    tempo(rep),
  ])}  ${lowerBack(rep.lumbar, style)}`;

/** One set, rep by rep, and an empty line. */
export const renderSet = (set: SetSummary, style: Style): string[] => {
  const reps = `${set.reps.length} ${set.reps.length === 1 ? 'rep' : 'reps'}`;
  const when = `${fixed(set.startS, 1)} to ${fixed(set.endS, 1)} s`;
  return [
    style.bold(`Set ${set.index}: ${reps}, ${when}, speed loss ${fixed(set.velocityLossPct, 0)} %`),
    `${cells(COLUMNS.map(([title]) => title))}  lower back`,
    style.dim(cells(COLUMNS.map(([, unit]) => unit))),
    ...set.reps.map((rep) => repLine(rep, style)),
    ...repNotes(set.reps),
    '',
  ];
};

const renderAlerts = (alerts: Analysis['alerts'], style: Style): string[] => {
  if (alerts.length === 0) return ['No alerts.'];
  return [
    style.bold('Alerts'),
    ...alerts.map(({ atS, kind, severity, set, rep }) => {
      const where = set === null || rep === null ? '' : ` (set ${set}, rep ${rep})`;
      const level = style[severity](severity.toUpperCase().padEnd(5));
      return `${fixed(atS, 2).padStart(9)} s  ${level}  ${ALERT_WORDS[kind]}${where}`;
    }),
  ];
};

const renderGaps = ({ gaps }: Analysis['recording']): string[] => {
  if (gaps.length === 0) return [];
  const lost = gaps.reduce((sum, gap) => sum + gap.durationS, 0);
  return [`${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'} in the data, ${fixed(lost, 1)} s in all.`];
};

/** What has to be said under every table of reps. */
export const FOOTER = [
  'Velocity is estimated from the belt; ± band should hold 95 of 100 true values.',
  'No alert does not mean a safe rep: Beltline sees one point of the body.',
];

/** The whole report of one recording, ending in a newline. */
export const renderAnalysis = (analysis: Analysis, file: string, style: Style): string => {
  const { recording, input, sets, alerts } = analysis;
  const load = input.loadKg === null ? '' : `, ${input.loadKg} kg`;
  const lines = [
    style.bold(file === '-' ? 'standard input' : file),
    `${input.exercise}${load}; ${fixed(recording.durationS, 1)} s at ${fixed(recording.sampleRateHz, 0)} Hz`,
    ...renderGaps(recording),
    '',
    ...(sets.length === 0 ? ['No repetitions found.', ''] : sets.flatMap((set) => renderSet(set, style))),
    ...renderAlerts(alerts, style),
    '',
    ...FOOTER.map(style.dim),
    '',
  ];
  return `${lines.join('\n')}\n`;
};
