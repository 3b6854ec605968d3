/**
 * InfluxQL in panels. The Foundation SDK knows no query type for InfluxDB, so this supplies it.
 *
 * Only what InfluxDB 1.x, 2.x and 3 share may be used here; a test refuses the rest. Grafana replaces `$timeFilter` and
 * `$__interval` on the server, and `${name:format}` in the browser. Formats are always named: what a bare variable becomes
 * has changed between versions of Grafana.
 */
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';

/** Of the datasource variable every dashboard has: works for any InfluxDB, whatever its uid. */
export const DATASOURCE = { type: 'influxdb', uid: '${datasource}' } as const;

export type Measurement = 'rep' | 'set' | 'alert' | 'device_health';

/** `table`: one frame with all columns. `time_series`: a frame for each column and tag, named by `alias`. */
export interface QueryOptions {
  readonly refId?: string;
  readonly format?: 'table' | 'time_series';
  /** Name of a series, `$tag_device` for example. */
  readonly alias?: string;
}

/** A query as Grafana keeps it. */
class InfluxQuery implements Dataquery {
  readonly refId: string;
  readonly datasource = DATASOURCE;
  readonly rawQuery = true;
  readonly resultFormat: string;
  readonly query: string;
  readonly alias?: string;

  constructor(query: string, { refId = 'A', format = 'table', alias }: QueryOptions) {
    this.refId = refId;
    this.resultFormat = format;
    this.query = query;
    if (alias !== undefined) this.alias = alias;
  }

  // eslint-disable-next-line class-methods-use-this -- The SDK tells queries from other objects by it.
  _implementsDataqueryVariant(): void {}
}

export const target = (query: string, options: QueryOptions = {}): Builder<Dataquery> => ({
  build: () => new InfluxQuery(query, options),
});

/** Fields of an alert as an annotation shows them. */
class AnnotationTarget extends InfluxQuery {
  readonly fromAnnotations = true;
  readonly textColumn = 'text';
  readonly tagsColumn = 'kind';
}

export const annotationTarget = (query: string): Builder<Dataquery> => ({
  build: () => new AnnotationTarget(query, { refId: 'Alerts' }),
});

/** Column name on the screen → expression. No commas in names: some versions of Grafana cut queries at them. */
export type Columns = Readonly<Record<string, string>>;

/**
 * One `SELECT`, never over points that were taken back, always over the dashboard's time range.
 *
 * @param where more conditions @param tail `GROUP BY` and what follows
 */
export const select = (
  columns: Columns,
  from: Measurement,
  where: readonly string[] = [],
  tail = '',
): string => {
  const list = Object.entries(columns).map(([name, expression]) => `${expression} AS "${name}"`);
  const conditions = ['"valid" = true', ...where, '$timeFilter'].join(' AND ');
  return `SELECT ${list.join(', ')} FROM "${from}" WHERE ${conditions}${tail === '' ? '' : ` ${tail}`}`;
};

/** Weeks from Monday (day 0 of 1970 was a Thursday), in UTC: no portable query knows the viewer's zone. */
export const BY_WEEK = 'time(7d, 4d)';
export const BY_DAY = 'time(1d)';
