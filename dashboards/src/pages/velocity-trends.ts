/** Months of one lift of one lifter: is the same load moving faster, and how much was done for it? */
import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { BY_DAY, BY_WEEK, select, target } from '../kit/influxql.ts';
import { above, COLOURS, LOSS } from '../kit/limits.ts';
import { LINK_COLUMNS, toSet } from '../kit/links.ts';
import { buildPage } from '../kit/page.ts';
import {
  fixedColour,
  hidden,
  limitLines,
  onTheRight,
  overTime,
  plainColour,
  figure,
  type FigureWords,
  table,
  UNIT,
  unit,
} from '../kit/panels.ts';
import { athlete, choice, datasource, device, exercise, LIFTS } from '../kit/variables.ts';

const EMPTY = 'No finished set in this time range: choose another lifter or lift, or widen it';
/** Sets without a load cannot be compared. */
const LOADED = [...LIFTS, '"load_kg" > 0'];

/** Over all finished sets that were chosen. */
const ofSets = (words: FigureWords, value: string) => figure(words, { value, from: 'set', where: LIFTS });

const firstGlance = () => [
  ofSets(
    {
      title: 'Sets',
      says: 'Finished sets of this lift in the time range.',
      empty: 'none',
    },
    'count("reps")',
  ),
  ofSets(
    {
      title: 'Reps',
      says: 'Reps of these sets.',
      empty: 'none',
    },
    'sum("reps")',
  ),
  ofSets(
    {
      title: 'Volume',
      says: 'Load times reps, of sets with a known load.',
      empty: 'no loads',
    },
    'sum("volume_kg")',
  )
    .unit(UNIT.mass)
    .decimals(0),
  ofSets(
    {
      title: 'Heaviest set',
      says: 'Largest load of a finished set.',
      empty: 'no loads',
    },
    'max("load_kg")',
  ).unit(UNIT.mass),
  ofSets(
    {
      title: 'Heavy days apart',
      says: 'Days between heavy days of this lift, on average.',
      empty: 'fewer than two',
    },
    'mean("days_since_heavy")',
  )
    .unit(UNIT.days)
    .decimals(1),
  ofSets(
    {
      title: 'Speed loss of a set',
      says: `Fastest rep to the last, on average over sets. Remarkable from ${LOSS.amber} %.`,
      empty: 'none',
    },
    'mean("velocity_loss_pct")',
  )
    .unit(UNIT.percent)
    .decimals(0)
    .thresholds(above(LOSS)),
];

const velocityByLoad = () =>
  overTime({
    title: 'Best rep of a set, by load',
    says: 'Mean velocity of the fastest rep of each set; one line for each step of load, named by its lower end. A line that rises means that the same load moves faster. Single reps of one lifter differ by 0.03 to 0.08 m/s without any reason: look for weeks, not for days.',
    empty: EMPTY,
    size: [24, 11],
    targets: [
      target(
        select(
          { 'Best rep': '"best_velocity"', from: '"load_kg" - "load_kg" % ${load_step:raw}' },
          'set',
          LOADED,
        ),
      ),
    ],
  })
    .unit(UNIT.velocity)
    .decimals(2)
    .spanNulls(true)
    .withTransformation({
      id: 'partitionByValues',
      options: { fields: ['from'], keepFields: false, naming: { asLabels: true } },
    })
    // The transformation names its fields itself; only an override has the last word.
    .overrideByRegexp('/^Best rep/', [{ id: 'displayName', value: 'from ${__field.labels.from} kg' }]);

const heaviest = () =>
  overTime({
    title: 'Best set of a day',
    says: 'The heaviest set of each day, and the fastest rep of that day at any load.',
    empty: EMPTY,
    size: [12, 9],
    targets: [
      target(
        select(
          { 'Heaviest set': 'max("load_kg")', 'Fastest rep': 'max("best_velocity")' },
          'set',
          LOADED,
          `GROUP BY ${BY_DAY} fill(none)`,
        ),
      ),
    ],
  })
    .unit(UNIT.mass)
    .colorScheme(plainColour())
    .overrideByName('Fastest rep', [
      ...unit(UNIT.velocity, 2),
      ...onTheRight(),
      ...fixedColour(COLOURS.faint),
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [6, 6] } },
    ]);

const volume = () =>
  overTime(
    {
      title: 'Volume per week',
      says: 'Load times reps in each week from Monday (UTC); the first and the last week may be cut off. Reps on the right axis.',
      empty: EMPTY,
      size: [12, 9],
      targets: [
        target(
          select(
            { Volume: 'sum("volume_kg")', Reps: 'sum("reps")' },
            'set',
            LIFTS,
            `GROUP BY ${BY_WEEK} fill(0)`,
          ),
        ),
      ],
    },
    GraphDrawStyle.Bars,
  )
    .unit(UNIT.mass)
    .decimals(0)
    .min(0)
    .colorScheme(plainColour())
    .overrideByName('Reps', [
      ...unit(UNIT.count, 0),
      ...onTheRight(),
      ...fixedColour(COLOURS.faint),
      { id: 'custom.drawStyle', value: GraphDrawStyle.Line },
      { id: 'custom.fillOpacity', value: 0 },
    ]);

const heavyDays = () =>
  overTime(
    {
      title: 'Days between heavy days',
      says: 'On each heavy day of this lift: days since the heavy day before. Recovery between heavy days counts.',
      empty: 'Fewer than two heavy days in this time range',
      size: [12, 8],
      targets: [
        target(
          select(
            { 'Days since the last heavy day': 'max("days_since_heavy")' },
            'set',
            LIFTS,
            `GROUP BY ${BY_DAY} fill(none)`,
          ),
        ),
      ],
    },
    GraphDrawStyle.Bars,
  )
    .unit(UNIT.days)
    .decimals(0)
    .min(0)
    .colorScheme(plainColour());

const loss = () =>
  overTime(
    {
      title: 'Speed loss of each set',
      says: `Fastest rep to the last. Dashed: ${LOSS.amber} % and ${LOSS.red} %.`,
      empty: EMPTY,
      size: [12, 8],
      targets: [target(select({ 'Speed loss': '"velocity_loss_pct"' }, 'set', LIFTS))],
    },
    GraphDrawStyle.Points,
  )
    .unit(UNIT.percent)
    .decimals(0)
    .min(0)
    .axisSoftMax(LOSS.red + 5)
    .colorScheme(plainColour())
    .thresholds(above(LOSS))
    .thresholdsStyle(limitLines());

const heaviestSets = () =>
  table({
    title: 'Heaviest sets',
    says: 'The twenty heaviest sets, the fastest first among equals; ± is half of the 95 % band. Click one to see its reps.',
    empty: EMPTY,
    size: [24, 9],
    targets: [
      target(
        select(
          {
            Load: '"load_kg"',
            Reps: '"reps"',
            Best: '"best_velocity"',
            '±': '"best_velocity_error"',
            Last: '"last_velocity"',
            Loss: '"velocity_loss_pct"',
            Amber: '"amber_reps"',
            Red: '"red_reps"',
            ...LINK_COLUMNS,
          },
          'set',
          LOADED,
        ),
      ),
    ],
  })
    .withTransformation({ id: 'sortBy', options: { sort: [{ field: 'Best', desc: true }] } })
    .withTransformation({ id: 'sortBy', options: { sort: [{ field: 'Load', desc: true }] } })
    .withTransformation({ id: 'limit', options: { limitField: 20 } })
    .dataLinks([toSet()])
    .overrideByName('Load', unit(UNIT.mass))
    .overrideByName('Best', unit(UNIT.velocity, 2))
    .overrideByName('±', unit(UNIT.velocity, 2))
    .overrideByName('Last', unit(UNIT.velocity, 2))
    .overrideByName('Loss', unit(UNIT.percent, 0))
    .overrideByName('Session', hidden())
    .overrideByName('SetId', hidden());

export const velocityTrendsPage = (): Dashboard =>
  buildPage({
    uid: 'beltline-velocity-trends',
    title: 'Beltline: Velocity trends',
    description:
      'One lift of one lifter over months: velocity by load, best sets, volume, days between heavy days.',
    range: '6M',
    variables: [
      datasource(),
      athlete(),
      exercise(false),
      device(),
      choice(
        'load_step',
        { label: 'Load step, kg', description: 'Loads within one step share a line.' },
        ['5', '10', '20', '40'],
        '20',
      ),
    ],
    rows: [
      { panels: [...firstGlance(), velocityByLoad(), heaviest(), volume(), heavyDays(), loss()] },
      { panels: [heaviestSets()] },
    ],
  });
