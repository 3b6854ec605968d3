/**
 * What Grafana does to a query before InfluxDB sees it, after its sources (`template_srv.ts`, `pkg/tsdb/influxdb/models/query.go`):
 * variables with a named format in the browser, then macros on the server.
 */

/** A variable's choice: one value, several, or a text for all that is taken as it is. */
export type Choice = string | readonly string[] | { readonly all: string };

export interface Circumstances {
  readonly choices: Readonly<Record<string, Choice>>;
  /** Time range, whole ms since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What `$__interval` stands for. */
  readonly interval: string;
}

const escape = (value: string): string => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, String.raw`\$&`);

const asRegex = (choice: Choice): string => {
  if (typeof choice === 'string') return escape(choice);
  if ('all' in choice) return choice.all;
  return choice.length === 1 ? escape(choice[0]) : `(${choice.map(escape).join('|')})`;
};

const asRaw = (choice: Choice): string => {
  if (typeof choice === 'string') return choice;
  return 'all' in choice ? choice.all : choice.join(',');
};

const FORMATS: Readonly<Record<string, (choice: Choice) => string>> = { regex: asRegex, raw: asRaw };

/** The query as InfluxDB gets it. What cannot be replaced stays, to be found by {@link unresolved}. */
export const substitute = (query: string, { choices, fromMs, toMs, interval }: Circumstances): string =>
  query
    .replaceAll(/\$\{(\w+):(\w+)\}/g, (whole: string, name: string, format: string) =>
      choices[name] === undefined ? whole : (FORMATS[format]?.(choices[name]) ?? whole),
    )
    // Once only, as older versions do for lists of variables.
    .replace('$timeFilter', `time >= ${fromMs}ms and time <= ${toMs}ms`)
    .replaceAll('$__interval', interval);

/** Variables and macros that are left over. A `$` that ends a regular expression is none. */
export const unresolved = (query: string): readonly string[] => query.match(/\$\{[^}]*\}?|\$\w+/g) ?? [];

/** A variable's `regex`: the named group `value` and `text`, else the whole. Values that do not match are left out. */
export const pickValues = (values: readonly string[], regex: string | undefined): readonly string[] => {
  if (regex === undefined || regex === '') return values;
  const pattern = new RegExp(regex.slice(1, regex.lastIndexOf('/')));
  return values.flatMap((value) => {
    const match = pattern.exec(value);
    return match === null ? [] : [match.groups?.['value'] ?? match[0]];
  });
};
