/** What a bench says, as a table for people and as JSON for programs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export interface BenchRow {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What is wanted, in words; `null` where the row only informs. */
  readonly target: string | null;
  /** Whether the target was met; `null` without one. */
  readonly met: boolean | null;
}

export interface BenchReport {
  readonly rows: readonly BenchRow[];
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

/** The report as aligned text. */
export const table = (report: BenchReport): string => {
  if (report.rows.length === 0) return report.skipped ?? 'no figures';
  const cells = [
    ['figure', 'value', 'unit', 'target', ''],
    ...report.rows.map((row) => [row.figure, format(row.value), row.unit, row.target ?? '', verdict(row)]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row
      .map((text, column) => (column === 1 ? text.padStart(widths[column]) : text.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...(report.skipped === null ? [] : [report.skipped])].join('\n');
};

/** Writes `bench/results/<name>.json`. */
export const writeResult = (name: string, shows: string, report: BenchReport): void => {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const result = {
    bench: name,
    shows,
    command: `npm run bench -- ${name}`,
    node: process.version,
    date: new Date().toISOString(),
    cores: availableParallelism(),
    ...report,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
};
