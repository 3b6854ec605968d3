/** The choices above a dashboard, and the conditions that follow from them. */
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATASOURCE, type Measurement } from './influxql.ts';

/** Conditions for queries. A regular expression serves one value, several and all of them alike. */
export const ATHLETE = '"athlete" =~ /^${athlete:regex}$/';
export const EXERCISE = '"exercise" =~ /^${exercise:regex}$/';
export const DEVICE = '"device" =~ /^${device:regex}$/';
export const SESSION = `"session_id" = '\${session:raw}'`;
export const SET = `"set_id" = '\${set:raw}'`;

/** Whose and which lifts, for `rep`, `set` and `alert`. */
export const LIFTS = [ATHLETE, EXERCISE, DEVICE] as const;

export const datasource = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource')
    .label('Database')
    .description('Which InfluxDB. It must be set up for InfluxQL.')
    .type('influxdb');

interface Choice {
  readonly label: string;
  readonly description: string;
  /** Several at once, and all of them; otherwise one. */
  readonly several: boolean;
}

/** How a list is sorted. */
const sorted = (variable: QueryVariableBuilder, order: VariableSort): QueryVariableBuilder =>
  // oxlint-disable-next-line unicorn/no-array-sort -- Not an array: the SDK's setter.
  variable.sort(order);

const query = (
  name: string,
  influxql: string,
  { label, description, several }: Choice,
): QueryVariableBuilder => {
  const variable = new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(DATASOURCE)
    .query({ query: influxql, refId: `variable-${name}` })
    .definition(influxql)
    // Lists follow the time range: InfluxDB 3 looks only at the last day if it is given none.
    .refresh(VariableRefresh.OnTimeRangeChanged);
  sorted(variable, VariableSort.AlphabeticalAsc);
  if (!several) return variable;
  return variable.multi(true).includeAll(true).allValue('.+').current({ text: 'All', value: '$__all' });
};

const tagValues = (tag: string, from: Measurement, where: readonly string[]): string =>
  `SHOW TAG VALUES FROM "${from}" WITH KEY = "${tag}" WHERE ${[...where, '$timeFilter'].join(' AND ')}`;

export const athlete = (several = false): QueryVariableBuilder =>
  query('athlete', tagValues('athlete', 'rep', []), {
    label: 'Lifter',
    description: 'Who lifted in this time range.',
    several,
  });

export const exercise = (several: boolean): QueryVariableBuilder =>
  query('exercise', tagValues('exercise', 'rep', [ATHLETE]), {
    label: 'Lift',
    description: 'What was lifted.',
    several,
  });

/** @param from `rep`: belts of the lifters chosen. `device_health`: all belts. */
export const device = (from: 'rep' | 'device_health' = 'rep'): QueryVariableBuilder =>
  query('device', tagValues('device', from, from === 'rep' ? [ATHLETE] : []), {
    label: 'Belt',
    description: 'The sensor on the belt, by its serial number.',
    several: true,
  });

/** Sessions are named by their start, so the last one comes first. */
export const session = (): QueryVariableBuilder =>
  sorted(
    query(
      'session',
      `SELECT DISTINCT("session_id") FROM "rep" WHERE "valid" = true AND ${LIFTS.join(' AND ')} AND $timeFilter`,
      { label: 'Session', description: 'By its start, in UTC. The last one comes first.', several: false },
    ),
    VariableSort.AlphabeticalDesc,
  );

/** `session.belt.number`; without the session on the screen. */
export const set = (): QueryVariableBuilder =>
  sorted(
    query(
      'set',
      `SELECT DISTINCT("set_id") FROM "rep" WHERE "valid" = true AND ${[...LIFTS, SESSION].join(' AND ')} AND $timeFilter`,
      { label: 'Set', description: 'Belt and number of the set. The last one comes first.', several: false },
    ).regex('/(?<value>[^.]+\\.(?<text>.+))/'),
    VariableSort.NaturalDesc,
  );

export const choice = (
  name: string,
  { label, description }: Omit<Choice, 'several'>,
  values: readonly string[],
  first: string,
): CustomVariableBuilder =>
  new CustomVariableBuilder(name)
    .label(label)
    .description(description)
    .values(values.join(','))
    .current({ text: first, value: first })
    .options(values.map((value) => ({ text: value, value, selected: value === first })));
