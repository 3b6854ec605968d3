/** Panels as this house sets them: each says what it shows, and what to do when it is empty. */
import { PanelBuilder as BarChartBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  AxisPlacement,
  BigValueColorMode,
  BigValueGraphMode,
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { PanelBuilder as TrendBuilder } from '@grafana/grafana-foundation-sdk/trend';
import { PanelBuilder as XyChartBuilder } from '@grafana/grafana-foundation-sdk/xychart';
import { DATASOURCE, type Measurement, select, target } from './influxql.ts';
import { COLOURS, noLimits } from './limits.ts';

/** Columns of 24, and rows. */
export type Size = readonly [width: number, height: number];

export interface PanelWords {
  readonly title: string;
  /** What it shows and how to read it. */
  readonly says: string;
  /** Shown in place of values when there are none. */
  readonly empty: string;
  readonly size: Size;
  readonly targets: readonly Builder<Dataquery>[];
}

/** Units as Grafana names them. Its own kg, m and s turn 12 000 kg into 12 Mg and 0.54 m into 540 mm, so those are plain text. */
export const UNIT = {
  velocity: 'velocityms',
  angle: 'degree',
  mass: 'suffix: kg',
  percent: 'percent',
  volt: 'volt',
  signal: 'dBm',
  milliseconds: 'ms',
  seconds: 'suffix: s',
  days: 'suffix: d',
  length: 'suffix: m',
  count: 'none',
} as const;

interface AnyPanel<B> {
  title(title: string): B;
  description(description: string): B;
  noValue(noValue: string): B;
  span(width: number): B;
  height(height: number): B;
  datasource(datasource: typeof DATASOURCE): B;
  targets(targets: Builder<Dataquery>[]): B;
}

const worded = <B extends AnyPanel<B>>(panel: B, { title, says, empty, size, targets }: PanelWords): B =>
  panel
    .title(title)
    .description(says)
    .noValue(empty)
    .span(size[0])
    .height(size[1])
    .datasource(DATASOURCE)
    .targets([...targets]);

const legend = (shown: boolean): VizLegendOptionsBuilder =>
  new VizLegendOptionsBuilder()
    .showLegend(shown)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .calcs([]);

const tooltip = (mode = TooltipDisplayMode.Multi): VizTooltipOptionsBuilder =>
  // oxlint-disable-next-line unicorn/no-array-sort -- Not an array: the SDK's setter.
  new VizTooltipOptionsBuilder().mode(mode).sort(SortOrder.None);

/** Limits as dashed lines behind the values. */
export const limitLines = (): GraphThresholdsStyleConfigBuilder =>
  new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed);

const stat = (words: PanelWords): StatBuilder =>
  worded(new StatBuilder(), words)
    .thresholds(noLimits())
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false));

/** What one number is: an aggregate of a measurement under conditions. */
export interface Figure {
  readonly value: string;
  readonly from: Measurement;
  readonly where: readonly string[];
}

/** Of a number: all have one size. */
export type FigureWords = Omit<PanelWords, 'size' | 'targets'>;

/** One number. Its colour follows its limits. @param width of 24 */
export const figure = (words: FigureWords, { value, from, where }: Figure, width = 4): StatBuilder =>
  stat({
    ...words,
    size: [width, 4],
    targets: [target(select({ [words.title.replaceAll(',', '')]: value }, from, where))],
  });

/** Values over time: lines with points, where `points` alone or `bars` are not asked for. */
export const overTime = (words: PanelWords, style: GraphDrawStyle = GraphDrawStyle.Line): TimeSeriesBuilder =>
  worded(new TimeSeriesBuilder(), words)
    .thresholds(noLimits())
    .legend(legend(true))
    .tooltip(tooltip())
    .drawStyle(style)
    .lineWidth(style === GraphDrawStyle.Bars ? 1 : 2)
    .fillOpacity(style === GraphDrawStyle.Bars ? 60 : 0)
    .pointSize(6)
    .showPoints(style === GraphDrawStyle.Bars ? VisibilityMode.Never : VisibilityMode.Always);

/** Values over a number that rises, the reps of one set for example. */
export const overNumber = (words: PanelWords, xField: string): TrendBuilder =>
  worded(new TrendBuilder(), words)
    .thresholds(noLimits())
    .xField(xField)
    // Every answer of InfluxDB has times, and they are not to be drawn over `xField`.
    .withTransformation({ id: 'organize', options: { excludeByName: { Time: true } } })
    .legend(legend(true))
    .tooltip(tooltip())
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(2)
    .pointSize(8)
    .showPoints(VisibilityMode.Always);

/** One group of bars for each value of `xField`. */
export const bars = (words: PanelWords, xField: string): BarChartBuilder =>
  worded(new BarChartBuilder(), words)
    .thresholds(noLimits())
    .xField(xField)
    .legend(legend(true))
    .tooltip(tooltip())
    .fillOpacity(70)
    .showValue(VisibilityMode.Auto);

export const scatter = (words: PanelWords): XyChartBuilder =>
  worded(new XyChartBuilder(), words)
    .thresholds(noLimits())
    .legend(legend(true))
    .tooltip(tooltip(TooltipDisplayMode.Single));

export const table = (words: PanelWords): TableBuilder =>
  worded(new TableBuilder(), words).thresholds(noLimits()).showHeader(true).filterable(true);

/** What a column or series is set to, by the name it has in the query. */
export const unit = (id: string, decimals?: number): DynamicConfigValue[] => [
  { id: 'unit', value: id },
  ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
];

export const fixedColour = (color: string): DynamicConfigValue[] => [
  { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: color } },
];

export const plainColour = (): FieldColorBuilder =>
  new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(COLOURS.plain);

/** A band around a line: the upper edge is filled down to the lower one. */
export const bandOf = (
  lower: string,
): { readonly upper: DynamicConfigValue[]; readonly lower: DynamicConfigValue[] } => {
  const edge = [
    ...fixedColour(COLOURS.plain),
    { id: 'custom.lineWidth', value: 0 },
    { id: 'custom.showPoints', value: VisibilityMode.Never },
  ];
  return {
    upper: [...edge, { id: 'custom.fillBelowTo', value: lower }, { id: 'custom.fillOpacity', value: 18 }],
    lower: edge,
  };
};

/** On an axis of its own at the right. */
export const onTheRight = (): DynamicConfigValue[] => [
  { id: 'custom.axisPlacement', value: AxisPlacement.Right },
];

/** A value in words and colour, from a mapping; the words carry the meaning. */
export const mapped = (mapping: unknown): DynamicConfigValue[] => [
  { id: 'mappings', value: [mapping] },
  { id: 'custom.cellOptions', value: { type: 'color-text' } },
];

/** There for links, not for the eye. */
export const hidden = (): DynamicConfigValue[] => [{ id: 'custom.hidden', value: true }];
