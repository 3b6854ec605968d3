/** What the lower back of one lifter does over weeks, and on which side. One sensor and two are kept apart everywhere. */
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { BY_WEEK, select, target } from '../kit/influxql.ts';
import { above, ASYMMETRY_DEG, beyond, COLOURS, type Limits, MEASURED, PROXY } from '../kit/limits.ts';
import { LINK_COLUMNS, toSet } from '../kit/links.ts';
import { buildPage } from '../kit/page.ts';
import {
  bars,
  fixedColour,
  hidden,
  limitLines,
  overTime,
  plainColour,
  figure,
  type FigureWords,
  table,
  UNIT,
  unit,
} from '../kit/panels.ts';
import { athlete, datasource, device, exercise, LIFTS } from '../kit/variables.ts';

const EMPTY = 'No reps in this time range: choose another lifter or lift, or widen it';

/** One of two quantities that never share a line. */
interface Method {
  readonly name: 'proxy' | 'measured';
  readonly field: string;
  readonly limits: Limits;
  readonly says: string;
  readonly empty: string;
}

const METHODS: readonly Method[] = [
  {
    name: 'proxy',
    field: 'excursion_proxy_deg',
    limits: PROXY,
    says: "One sensor: deviation from the lifter's own good reps at lift-off. Not degrees of the spine.",
    empty: 'No verdict by one sensor in this time range',
  },
  {
    name: 'measured',
    field: 'excursion_measured_deg',
    limits: MEASURED,
    says: 'Two sensors: flexion beyond the braced set-up.',
    empty: 'No session with two sensors in this time range',
  },
];

const known = ({ field }: Method): readonly string[] => [...LIFTS, `"${field}" > -360`];

/** Over all reps that were chosen. */
const ofReps = (words: FigureWords, value: string) => figure(words, { value, from: 'rep', where: LIFTS });

/** Over all finished sets that were chosen. */
const ofSets = (words: FigureWords, value: string) => figure(words, { value, from: 'set', where: LIFTS });

const firstGlance = () => [
  ofReps(
    {
      title: 'Reps, proxy',
      says: 'Reps with a verdict by one sensor.',
      empty: 'none',
    },
    'count("excursion_proxy_deg")',
  ),
  ofReps(
    {
      title: 'Reps, measured',
      says: 'Reps with a verdict by two sensors.',
      empty: 'none',
    },
    'count("excursion_measured_deg")',
  ),
  ofSets(
    {
      title: 'Amber reps',
      says: 'Reps of finished sets with an amber verdict, by either way.',
      empty: 'none seen',
    },
    'sum("amber_reps")',
  ).colorScheme(plainColour()),
  ofSets(
    {
      title: 'Red reps',
      says: 'Reps of finished sets with a red verdict, by either way. None does not mean that all were safe.',
      empty: 'none seen',
    },
    'sum("red_reps")',
  ).thresholds(above({ amber: 1, red: 1 })),
  ofSets(
    {
      title: 'Share amber or red',
      says: 'Of all reps of finished sets.',
      empty: 'none',
    },
    '(sum("amber_reps") + sum("red_reps")) / sum("reps") * 100',
  )
    .unit(UNIT.percent)
    .decimals(1),
  ofReps(
    {
      title: 'Hips first',
      says: 'Reps in which the hips rose noticeably before the bar.',
      empty: 'none',
    },
    'sum("hips_first")',
  ),
];

const weeks = () =>
  overTime(
    {
      title: 'Amber and red reps per week',
      says: 'Verdicts on the lower back in each week from Monday (UTC), by either way; amber below, red on top of it.',
      empty: EMPTY,
      size: [24, 8],
      targets: [
        target(
          select(
            { 'Amber reps': 'sum("amber_reps")', 'Red reps': 'sum("red_reps")' },
            'set',
            LIFTS,
            `GROUP BY ${BY_WEEK} fill(0)`,
          ),
        ),
      ],
    },
    GraphDrawStyle.Bars,
  )
    .decimals(0)
    .min(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('verdicts'))
    .overrideByName('Amber reps', fixedColour(COLOURS.amber))
    .overrideByName('Red reps', fixedColour(COLOURS.red));

const overReps = (method: Method) =>
  overTime(
    {
      title: `Excursion at lift-off, ${method.name}`,
      says: `Every rep. ${method.says} Dashed: amber from ${method.limits.amber}°, red from ${method.limits.red}°.`,
      empty: method.empty,
      size: [12, 9],
      targets: [target(select({ [`Excursion ${method.name}`]: `"${method.field}"` }, 'rep', known(method)))],
    },
    GraphDrawStyle.Points,
  )
    .unit(UNIT.angle)
    .decimals(1)
    .axisSoftMin(0)
    .axisSoftMax(method.limits.red + 2)
    .colorScheme(plainColour())
    .thresholds(above(method.limits))
    .thresholdsStyle(limitLines());

/** Which rep of a set, or which set of a session, is the one that gives way? Grouped in Grafana: neither is a tag. */
const along = (method: Method, axis: 'Rep' | 'Set', says: string) =>
  bars(
    {
      title: `By ${axis.toLowerCase()}, ${method.name}`,
      says: `${says} ${method.says}`,
      empty: method.empty,
      size: [6, 8],
      targets: [
        target(
          select({ [axis]: `"${axis.toLowerCase()}"`, Excursion: `"${method.field}"` }, 'rep', known(method)),
        ),
      ],
    },
    axis,
  )
    .withTransformation({
      id: 'groupBy',
      options: {
        fields: {
          [axis]: { aggregations: [], operation: 'groupby' },
          Excursion: { aggregations: ['mean', 'max'], operation: 'aggregate' },
        },
      },
    })
    .withTransformation({ id: 'sortBy', options: { sort: [{ field: axis }] } })
    // Bars stand over names, not over numbers.
    .withTransformation({
      id: 'convertFieldType',
      options: { fields: {}, conversions: [{ targetField: axis, destinationType: 'string' }] },
    })
    .unit(UNIT.angle)
    .decimals(1)
    .thresholds(above(method.limits))
    .thresholdsStyle(limitLines())
    .overrideByName('Excursion (mean)', [...fixedColour(COLOURS.plain), { id: 'displayName', value: 'Mean' }])
    .overrideByName('Excursion (max)', [
      ...fixedColour(COLOURS.faint),
      { id: 'displayName', value: 'Worst' },
    ]);

const sides = (title: string, field: string, says: string) =>
  overTime(
    {
      title,
      says: `${says} Mean of the reps of a week that went to the right (above zero) and of those that went to the left (below). Bars of unequal length show a side. Single reps are warned of from ${ASYMMETRY_DEG}°.`,
      empty: EMPTY,
      size: [12, 8],
      targets: [
        target(
          select(
            { Right: `mean("${field}")` },
            'rep',
            [...LIFTS, `"${field}" > 0`],
            `GROUP BY ${BY_WEEK} fill(none)`,
          ),
          { refId: 'A' },
        ),
        target(
          select(
            { Left: `mean("${field}")` },
            'rep',
            [...LIFTS, `"${field}" < 0`],
            `GROUP BY ${BY_WEEK} fill(none)`,
          ),
          { refId: 'B' },
        ),
      ],
    },
    GraphDrawStyle.Bars,
  )
    .unit(UNIT.angle)
    .decimals(1)
    .axisCenteredZero(true)
    .axisSoftMin(-ASYMMETRY_DEG)
    .axisSoftMax(ASYMMETRY_DEG)
    .thresholds(beyond(ASYMMETRY_DEG))
    .thresholdsStyle(limitLines())
    .overrideByName('Right', fixedColour(COLOURS.plain))
    .overrideByName('Left', fixedColour('purple'));

const worstSets = () =>
  table({
    title: 'Sets to look at',
    says: 'Finished sets with an amber or red verdict, the newest first. Click one to see its reps.',
    empty: 'No amber or red verdict in this time range. That does not mean that every rep was safe',
    size: [24, 9],
    targets: [
      target(
        select(
          {
            Lift: '"exercise"',
            Load: '"load_kg"',
            Reps: '"reps"',
            Amber: '"amber_reps"',
            Red: '"red_reps"',
            'Worst proxy': '"worst_excursion_proxy_deg"',
            'Worst measured': '"worst_excursion_measured_deg"',
            ...LINK_COLUMNS,
          },
          'set',
          [...LIFTS, '"amber_reps" + "red_reps" > 0'],
          'ORDER BY time DESC',
        ),
      ),
    ],
  })
    .dataLinks([toSet()])
    .overrideByName('Load', unit(UNIT.mass))
    .overrideByName('Worst proxy', unit(UNIT.angle, 1))
    .overrideByName('Worst measured', unit(UNIT.angle, 1))
    .overrideByName('Session', hidden())
    .overrideByName('SetId', hidden());

export const lowerBackPage = (): Dashboard =>
  buildPage({
    uid: 'beltline-lower-back',
    title: 'Beltline: Lower back',
    description:
      'Excursion at lift-off by rep, set and week, and side bend and twist by side. Proxy (one sensor) and measured (two) are different quantities and never share a line. Nothing here says anything about injury.',
    range: '90d',
    variables: [datasource(), athlete(), exercise(true), device()],
    rows: [
      { panels: [...firstGlance(), weeks(), ...METHODS.map(overReps)] },
      {
        title: 'Where in the set, where in the session',
        panels: METHODS.flatMap((method) => [
          along(method, 'Rep', 'Mean and worst by number of the rep within its set.'),
          along(method, 'Set', 'Mean and worst by number of the set within its session.'),
        ]),
      },
      {
        title: 'Sides',
        panels: [
          sides('Side bend by side', 'lateral_deg', 'Side bend at its largest between lift-off and lockout.'),
          sides('Twist by side', 'twist_deg', 'Twist at its largest between lift-off and lockout.'),
        ],
      },
      { title: 'Sets', panels: [worstSets()] },
    ],
  });
