/**
 * What a dashboard file of ours may contain: the types of Grafana's Foundation SDK, with the options of each kind of panel
 * that is used here in place of the SDK's `any`. Grafana publishes no JSON Schema of its dashboards, so
 * `dashboard.schema.json` was made from these types; unknown keys are refused.
 *
 * After a change of this file or of the SDK:
 * `npx ts-json-schema-generator@2.10.0 --path dashboards/schema/dashboard.ts --type DashboardFile --tsconfig tsconfig.json
 * --functions hide --no-top-ref --out dashboards/schema/dashboard.schema.json && npx prettier --write dashboards/schema` (not a dependency: it brings a second TypeScript)
 */
import type * as barchart from '@grafana/grafana-foundation-sdk/barchart';
import type * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type * as trend from '@grafana/grafana-foundation-sdk/trend';
import type * as xychart from '@grafana/grafana-foundation-sdk/xychart';

interface Datasource {
  type: 'influxdb';
  uid: string;
}

/** A query for InfluxDB by InfluxQL, as Grafana's own datasource keeps it. */
interface Target {
  refId: string;
  datasource: Datasource;
  rawQuery: true;
  resultFormat: 'table' | 'time_series';
  query: string;
  alias?: string;
}

interface AnnotationTarget extends Target {
  fromAnnotations: true;
  textColumn: string;
  tagsColumn: string;
}

/** Without its name: six modules of the SDK have an `Options` each, and a schema can hold one. */
type Nameless<T> = { [K in keyof T]: T[K] };

type Panel<Type extends string, Options, Custom> = Omit<
  dashboard.Panel,
  'type' | 'options' | 'fieldConfig' | 'targets'
> & {
  type: Type;
  id: number;
  title: string;
  description: string;
  targets: Target[];
  options: Options;
  fieldConfig: {
    defaults: Omit<dashboard.FieldConfig, 'custom'> & { custom?: Custom; noValue: string };
    overrides: dashboard.FieldConfigSource['overrides'];
  };
};

/** As in `xychart.XYSeriesConfig`, whose matchers are the dashboard's own under a second definition. */
interface Matched {
  matcher: dashboard.MatcherConfig;
}
type XyOptions = Omit<xychart.Options, 'series'> & {
  series: {
    name?: { fixed?: string };
    frame?: Matched;
    x?: Matched;
    y?: Matched;
    color?: Matched;
    size?: Matched;
  }[];
};

type AnyPanel =
  | Panel<'stat', Nameless<stat.Options>, Record<string, never>>
  | Panel<'timeseries', Nameless<timeseries.Options>, Nameless<timeseries.FieldConfig>>
  | Panel<'trend', Nameless<trend.Options>, Nameless<trend.FieldConfig>>
  | Panel<'barchart', Nameless<barchart.Options>, Nameless<barchart.FieldConfig>>
  | Panel<'xychart', XyOptions, Nameless<xychart.FieldConfig>>
  | Panel<'table', Nameless<table.Options>, Nameless<table.FieldConfig>>;

type Annotation = Omit<dashboard.AnnotationQuery, 'target'> & { target: AnnotationTarget };

type Variable = Omit<dashboard.VariableModel, 'query'> & {
  query: string | { query: string; refId: string };
};

export type DashboardFile = Omit<dashboard.Dashboard, 'panels' | 'annotations' | 'templating'> & {
  uid: string;
  title: string;
  description: string;
  panels: (AnyPanel | dashboard.RowPanel)[];
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
};
