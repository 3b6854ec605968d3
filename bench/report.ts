/** What a bench says, as a table for people and as JSON for programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import * as prettier from 'prettier';

export interface BenchRow {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What is wanted, in words; `null` where the row only informs. */
  readonly target: string | null;
  /** Whether the target was met; `null` without one. */
  readonly met: boolean | null;
}

/** What lies behind the rows, for whoever wants to know: one line per recording, scenario or failure. */
export interface BenchDetail {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly (readonly (string | number)[])[];
}

export interface BenchReport {
  readonly rows: readonly BenchRow[];
  readonly details?: readonly BenchDetail[];
  /** Why something could not be measured; `null` if all was. */
  readonly skipped: string | null;
}

/** A row with an upper bound as its target. */
export const atMost = (figure: string, value: number, unit: string, limit: number): BenchRow => ({
  figure,
  value,
  unit,
  target: `≤ ${format(limit)}`,
  met: value <= limit,
});

/** A row with a lower bound as its target. */
export const atLeast = (figure: string, value: number, unit: string, limit: number): BenchRow => ({
  figure,
  value,
  unit,
  target: `≥ ${format(limit)}`,
  met: value >= limit,
});

/** A row with bounds on both sides as its target. */
export const between = (
  figure: string,
  value: number,
  unit: string,
  low: number,
  high: number,
): BenchRow => ({
  figure,
  value,
  unit,
  target: `${format(low)} … ${format(high)}`,
  met: value >= low && value <= high,
});

/** A row whose value must be one number exactly. */
export const exactly = (figure: string, value: number, unit: string, wanted: number): BenchRow => ({
  figure,
  value,
  unit,
  target: `= ${format(wanted)}`,
  met: value === wanted,
});

/** A row that only informs. */
export const info = (figure: string, value: number, unit: string): BenchRow => ({
  figure,
  value,
  unit,
  target: null,
  met: null,
});

const format = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));

const verdict = (row: BenchRow): string => (row.met === null ? '' : row.met ? 'met' : 'MISSED');

/** Cells as aligned text, those of the columns in `right` to the right. */
const align = (cells: readonly (readonly string[])[], right: (column: number) => boolean): string => {
  const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
  return cells
    .map((line) =>
      line
        .map((text, column) => (right(column) ? text.padStart(widths[column]) : text.padEnd(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const detailText = ({ title, columns, lines }: BenchDetail): string => {
  const cells = lines.map((line) => line.map((cell) => (typeof cell === 'number' ? format(cell) : cell)));
  const numeric = (column: number): boolean => lines.every((line) => typeof line[column] === 'number');
  return `\n${title}\n${align([columns, ...cells], numeric)}`;
};

/** The report as aligned text. */
export const table = (report: BenchReport): string => {
  const skipped = report.skipped === null ? [] : [report.skipped];
  if (report.rows.length === 0) return report.skipped ?? 'no figures';
  const cells = [
    ['figure', 'value', 'unit', 'target', ''],
    ...report.rows.map((row) => [row.figure, format(row.value), row.unit, row.target ?? '', verdict(row)]),
  ];
  const details = (report.details ?? []).map(detailText);
  return [align(cells, (column) => column === 1), ...details, ...skipped].join('\n');
};

/** The command that measures these figures again. */
export const commandFor = (name: string, flags: readonly string[]): string =>
  ['npm run bench --', name, ...flags].join(' ');

/** Six digits: more would differ from machine to machine and mean nothing. */
const short = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

/** Writes `bench/results/<name>.json`. */
export const writeResult = async (name: string, shows: string, report: BenchReport): Promise<void> => {
  const folder = join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  const command = commandFor(name, []);
  const result = {
    bench: name,
    shows,
    command,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    ...report,
    rows: report.rows.map((row) => ({ ...row, command })),
  };
  const file = join(folder, `${name}.json`);
  const text = JSON.stringify(result, short);
  // As `npm run check` wants it.
  await writeFile(
    file,
    await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file }),
  );
};
