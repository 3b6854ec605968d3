/** An analysis as a lifter reads it: at most 80 columns, plain text. */
import type { Analysis } from '../../recording/analysis/contract.ts';
import type { Rep, SetSummary } from '../../domain/rep.ts';
import type { Style } from '../terminal/style.ts';
import { ALERT_WORDS } from '../../domain/words.ts';
import { counted, fixed } from '../../report/numbers.ts';
import { lowerBack, REP_COLUMNS, repCells } from '../../report/rep-table.ts';
import { noteLines } from './notes.ts';

/** Widths of the columns. */
const WIDTHS = [4, 9, 13, 6, 6, 8, 13];

const cells = (values: readonly string[]): string =>
  values.map((value, i) => value.padStart(WIDTHS[i])).join('');

const repLine = (rep: Rep, style: Style): string =>
  `${cells(repCells(rep))}  ${lowerBack(rep.lumbar, (severity) => style[severity](severity.toUpperCase()))}`;

/** One set, rep by rep, and an empty line. */
export const renderSet = (set: SetSummary, style: Style): string[] => {
  const when = `${fixed(set.startS, 1)} to ${fixed(set.endS, 1)} s`;
  return [
    style.bold(
      `Set ${set.index}: ${counted(set.reps.length, 'rep')}, ${when}, speed loss ${fixed(set.velocityLossPct, 0)} %`,
    ),
    `${cells(REP_COLUMNS.map(([title]) => title))}  lower back`,
    style.dim(cells(REP_COLUMNS.map(([, unit]) => unit))),
    ...set.reps.map((rep) => repLine(rep, style)),
    ...noteLines(set.reps),
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
  return [`${counted(gaps.length, 'gap')} in the data, ${fixed(lost, 1)} s in all.`];
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
