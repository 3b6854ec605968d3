/** Whether a query tells something: no error, rows, no column that is empty all the way down. */
import type { Query, Series } from '../influx/real-server/query.ts';
import { type Circumstances, substitute, unresolved } from './grafana.ts';

export interface Verdict {
  /** What is wrong; `null` if nothing is. */
  readonly problem: string | null;
  /** Choices under which it told something new; under these alone it tells as much. */
  readonly useful: readonly Circumstances[];
}

/** Columns and tags of an answer. */
const columnsOf = (series: readonly Series[]): readonly string[] => [
  ...new Set(series.flatMap(({ columns, tags = {} }) => [...columns, ...Object.keys(tags)])),
];

/** Those in which there is a value. Where gaps are filled with zeros, a zero is none. A tag that is not there is empty. */
const told = (series: readonly Series[], filled: boolean): ReadonlySet<string> => {
  const seen = new Set<string>();
  for (const { columns, values, tags = {} } of series) {
    for (const [name, value] of Object.entries(tags)) if (value !== '') seen.add(name);
    for (const row of values)
      for (const [index, name] of columns.entries())
        if (row[index] !== null && !(filled && row[index] === 0)) seen.add(name);
  }
  return seen;
};

/** Series of the answer, or what is wrong. */
const askUnder = async (
  ask: Query,
  query: string,
  under: Circumstances,
): Promise<readonly Series[] | string> => {
  const influxql = substitute(query, under);
  const left = unresolved(influxql);
  if (left.length > 0) return `leaves ${left.join(', ')}`;
  try {
    return await ask(influxql);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/**
 * Asks under one choice of variables after the other until every column has told something. A set measured with two sensors has
 * no proxy, for example, so one choice need not be enough.
 */
export const checkQuery = async (
  ask: Query,
  query: string,
  circumstances: readonly Circumstances[],
): Promise<Verdict> => {
  const useful: Circumstances[] = [];
  const seen = new Set<string>();
  let columns: readonly string[] = [];
  for (const under of circumstances) {
    const series = await askUnder(ask, query, under);
    if (typeof series === 'string') return { problem: series, useful };
    if (series.length > 0) columns = columnsOf(series);
    const before = seen.size;
    for (const name of told(series, query.includes('fill(0)'))) seen.add(name);
    if (seen.size > before) useful.push(under);
    if (columns.length > 0 && columns.every((name) => seen.has(name))) return { problem: null, useful };
  }
  const missing = columns.filter((name) => !seen.has(name)).join(', ');
  return { problem: columns.length === 0 ? 'answers nothing' : `answers nothing in ${missing}`, useful };
};
