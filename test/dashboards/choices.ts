/** Choices a viewer could make in a dashboard, found as Grafana finds them: by asking, one variable after the other. */
import type { Query } from '../influx/real-server/query.ts';
import { type DashboardJson, type DashboardVariable, variableQuery } from './files.ts';
import { type Choice, type Circumstances, pickValues, substitute } from './grafana.ts';

const DAY_MS = 86_400e3;
const UNIT_DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, M: 30 };

const rangeOf = ({ time }: DashboardJson, toMs: number): Pick<Circumstances, 'fromMs' | 'toMs'> => {
  const [, count, unit] = /^now-(\d+)([dwM])$/.exec(time.from) ?? [];
  return { fromMs: toMs - Number(count) * UNIT_DAYS[unit] * DAY_MS, toMs };
};

/** Values in the order of Grafana's `sort`: rising for odd numbers, falling for even ones. */
const inOrder = (values: readonly string[], sort = 0): readonly string[] => {
  const rising = values.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return sort === 0 ? values : sort % 2 === 1 ? rising : rising.toReversed();
};

/** What a variable offers. `SHOW TAG VALUES` answers key and value, `SELECT DISTINCT` time and value. */
export const offered = async (
  ask: Query,
  variable: DashboardVariable,
  under: Circumstances,
): Promise<readonly string[]> => {
  const series = await ask(substitute(variableQuery(variable), under));
  const values = series.flatMap((part) => part.values.map((row) => String(row[1])));
  return inOrder(pickValues(values, variable.regex), variable.sort);
};

const choicesOf = async (
  ask: Query,
  variable: DashboardVariable,
  under: Circumstances,
): Promise<readonly Choice[]> => {
  if (variable.type === 'datasource') return [''];
  if (variable.type === 'custom') return [variable.current?.value ?? ''];
  if (variable.includeAll === true) return [{ all: variable.allValue ?? '' }];
  return offered(ask, variable, under);
};

/** Every combination of single choices, with all of everything where that is offered; the first is the one that Grafana shows. */
export const everyChoice = async (
  ask: Query,
  dashboard: DashboardJson,
  toMs: number,
): Promise<readonly Circumstances[]> => {
  let all: readonly Circumstances[] = [{ choices: {}, ...rangeOf(dashboard, toMs), interval: '1h' }];
  for (const variable of dashboard.templating.list) {
    const wider: Circumstances[] = [];
    for (const under of all)
      for (const choice of await choicesOf(ask, variable, under))
        wider.push({ ...under, choices: { ...under.choices, [variable.name]: choice } });
    all = wider;
  }
  return all;
};
