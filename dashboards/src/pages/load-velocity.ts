/** How velocity falls with load, for each lifter: the line, where it stands now, and what it says about a load. */
import { type Dashboard, VariableRefresh } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  PointShape,
  SeriesMapping,
  XYSeriesConfigBuilder,
  XYShowMode,
} from '@grafana/grafana-foundation-sdk/xychart';
import { select, target } from '../kit/influxql.ts';
import { COLOURS } from '../kit/limits.ts';
import { buildPage } from '../kit/page.ts';
import { fixedColour, hidden, scatter, table, UNIT, unit } from '../kit/panels.ts';
import { athlete, choice, datasource, device, exercise, LIFTS } from '../kit/variables.ts';

const LOADED = [...LIFTS, '"load_kg" > 0'];
const RECENT = 'time > now() - 28d';
const EMPTY = 'No finished set with a load in this time range';

const points = (name: string, frame: number, field: string): XYSeriesConfigBuilder =>
  new XYSeriesConfigBuilder()
    .name({ fixed: name })
    .frame({ matcher: { id: 'byIndex', options: frame } })
    .x({ matcher: { id: 'byName', options: 'Load' } })
    .y({ matcher: { id: 'byName', options: field } });

const cloud = () =>
  scatter({
    title: '${athlete}: load and velocity',
    says: 'Each point is a set: its load and the mean velocity of its fastest rep, estimated from the belt. Squares are of the last four weeks. Points that lie above the older ones mean that the same load moves faster.',
    empty: EMPTY,
    size: [24, 11],
    targets: [
      target(select({ Load: '"load_kg"', 'All sets': '"best_velocity"' }, 'set', LOADED), { refId: 'A' }),
      target(
        select({ Load: '"load_kg"', 'Last four weeks': '"best_velocity"' }, 'set', [...LOADED, RECENT]),
        { refId: 'B' },
      ),
    ],
  })
    .repeat('athlete')
    .repeatDirection('h')
    .maxPerRow(2)
    .mapping(SeriesMapping.Manual)
    .series([points('All sets', 0, 'All sets'), points('Last four weeks', 1, 'Last four weeks')])
    .show(XYShowMode.Points)
    .pointSize({ fixed: 6 })
    .unit(UNIT.velocity)
    .decimals(2)
    .axisSoftMin(0)
    .overrideByName('Load', [...unit(UNIT.mass), { id: 'custom.axisLabel', value: 'Load' }])
    .overrideByName('All sets', [
      ...fixedColour(COLOURS.faint),
      { id: 'custom.axisLabel', value: 'Mean velocity of the fastest rep' },
    ])
    .overrideByName('Last four weeks', [
      ...fixedColour(COLOURS.plain),
      { id: 'custom.pointShape', value: PointShape.Square },
      { id: 'custom.pointSize', value: { fixed: 9 } },
    ]);

const PAIRS = select(
  {
    x: '"load_kg"',
    y: '"best_velocity"',
    xx: '"load_kg" * "load_kg"',
    xy: '"load_kg" * "best_velocity"',
  },
  'set',
  LOADED,
);

/** Least squares in plain sums: InfluxQL has no regression. */
const SUMS = `SELECT count("y") AS "n", sum("x") AS "sx", sum("y") AS "sy", sum("xx") AS "sxx", sum("xy") AS "sxy", min("x") AS "least", max("x") AS "most" FROM (${PAIRS}) GROUP BY "athlete"`;
const SLOPE = `SELECT ("n" * "sxy" - "sx" * "sy") / ("n" * "sxx" - "sx" * "sx") AS "slope", "n", "sx", "sy", "least", "most" FROM (${SUMS}) GROUP BY "athlete"`;
/** The fitted line: per lifter, sets, loads seen, change of velocity with load, and the load at the reference velocity. */
export const FIT = `SELECT "n" AS "Sets", "least" AS "Lightest", "most" AS "Heaviest", "slope" * 10 AS "Per 10 kg", (\${reference:raw} - ("sy" - "slope" * "sx") / "n") / "slope" AS "Load at reference" FROM (${SLOPE}) GROUP BY "athlete"`;

const fits = () =>
  table({
    title: 'The line of each lifter',
    says: 'A straight line through all sets in the time range (least squares): how much slower 10 kg more are, and the load at which the line crosses the reference velocity. Compare time ranges, not lifters. Where loads hardly differ the line means nothing, and beyond the heaviest load it is a guess.',
    empty: EMPTY,
    size: [24, 7],
    targets: [target(FIT)],
  })
    .overrideByName('Time', hidden())
    .overrideByName('athlete', [{ id: 'displayName', value: 'Lifter' }])
    .overrideByName('Sets', unit(UNIT.count, 0))
    .overrideByName('Lightest', unit(UNIT.mass))
    .overrideByName('Heaviest', unit(UNIT.mass))
    .overrideByName('Per 10 kg', unit(UNIT.velocity, 3))
    .overrideByName('Load at reference', unit(UNIT.mass, 0));

export const loadVelocityPage = (): Dashboard =>
  buildPage({
    uid: 'beltline-load-velocity',
    title: 'Beltline: Load–velocity',
    description:
      'How velocity falls with load, one picture for each lifter. Loads and velocities of the best rep of each set.',
    range: '90d',
    variables: [
      datasource(),
      athlete(true),
      exercise(false).refresh(VariableRefresh.OnTimeRangeChanged),
      device(),
      choice(
        'reference',
        {
          label: 'Reference velocity, m/s',
          description: 'At which velocity loads are compared. It should lie among those that were lifted.',
        },
        ['0.3', '0.4', '0.5', '0.6', '0.7', '0.8'],
        '0.5',
      ),
    ],
    rows: [{ panels: [fits()] }, { title: 'Lifters', panels: [cloud()] }],
  });
