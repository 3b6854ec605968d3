/** Everybody at once: who trained, how much, and whose lower back to look at first. */
import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { BY_WEEK, select, target } from '../kit/influxql.ts';
import { LEVELS } from '../kit/limits.ts';
import { LIFTERS_UID, LINK_COLUMNS, toSet } from '../kit/links.ts';
import { buildPage } from '../kit/page.ts';
import { hidden, mapped, overTime, table, UNIT, unit } from '../kit/panels.ts';
import { ATHLETE, athlete, datasource } from '../kit/variables.ts';

const EMPTY = 'Nobody finished a set in this time range: widen it';
const LIFTER = [{ id: 'displayName', value: 'Lifter' }];
/** From a row to its set, whoever lifted it. */
const toTheirSet = () => toSet('${__data.fields.athlete}');

const latest = () =>
  table({
    title: 'Latest set of each lifter',
    says: 'Click a lifter to see the reps of this set.',
    empty: EMPTY,
    size: [24, 7],
    targets: [
      target(
        select(
          {
            Reps: 'last("reps")',
            Lift: '"exercise"',
            Load: '"load_kg"',
            Best: '"best_velocity"',
            '±': '"best_velocity_error"',
            Loss: '"velocity_loss_pct"',
            Amber: '"amber_reps"',
            Red: '"red_reps"',
            ...LINK_COLUMNS,
          },
          'set',
          [ATHLETE],
          'GROUP BY "athlete"',
        ),
      ),
    ],
  })
    .dataLinks([toTheirSet()])
    .overrideByName('athlete', LIFTER)
    .overrideByName('Load', unit(UNIT.mass))
    .overrideByName('Best', unit(UNIT.velocity, 2))
    .overrideByName('±', unit(UNIT.velocity, 2))
    .overrideByName('Loss', unit(UNIT.percent, 0))
    .overrideByName('Session', hidden())
    .overrideByName('SetId', hidden());

const totals = () =>
  table({
    title: 'Each lifter in this time range',
    says: 'Finished sets only. Volume is load times reps, of sets with a known load. Amber and red: reps with that verdict on the lower back.',
    empty: EMPTY,
    size: [24, 7],
    targets: [
      target(
        select(
          {
            Sets: 'count("reps")',
            Reps: 'sum("reps")',
            Volume: 'sum("volume_kg")',
            Heaviest: 'max("load_kg")',
            'Mean loss': 'mean("velocity_loss_pct")',
            Amber: 'sum("amber_reps")',
            Red: 'sum("red_reps")',
          },
          'set',
          [ATHLETE],
          'GROUP BY "athlete"',
        ),
      ),
    ],
  })
    .overrideByName('Time', hidden())
    .overrideByName('athlete', LIFTER)
    .overrideByName('Volume', unit(UNIT.mass, 0))
    .overrideByName('Heaviest', unit(UNIT.mass))
    .overrideByName('Mean loss', unit(UNIT.percent, 0));

const perWeek = (title: string, says: string, value: string) =>
  overTime(
    {
      title,
      says: `${says} In each week from Monday (UTC), one colour for each lifter; the first and the last week may be cut off.`,
      empty: EMPTY,
      size: [12, 8],
      targets: [
        target(select({ value }, 'set', [ATHLETE], `GROUP BY ${BY_WEEK}, "athlete" fill(0)`), {
          format: 'time_series',
          alias: '$tag_athlete',
        }),
      ],
    },
    GraphDrawStyle.Bars,
  )
    .decimals(0)
    .min(0)
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('lifters'));

const warnings = () =>
  table({
    title: 'Red warnings',
    says: 'The last fifty red warnings from sets of anybody, the newest first. Click one to see its set.',
    empty: 'No red warning in this time range. That does not mean that every rep was safe',
    size: [24, 9],
    targets: [
      target(
        select(
          {
            athlete: '"athlete"',
            Lift: '"exercise"',
            Level: '"level"',
            Warning: '"text"',
            ...LINK_COLUMNS,
          },
          'alert',
          [ATHLETE, '"level" = 2', '"set" > 0'],
          'ORDER BY time DESC LIMIT 50',
        ),
      ),
    ],
  })
    .dataLinks([toTheirSet()])
    .overrideByName('athlete', LIFTER)
    .overrideByName('Level', mapped(LEVELS))
    .overrideByName('Session', hidden())
    .overrideByName('SetId', hidden());

export const liftersPage = (): Dashboard =>
  buildPage({
    uid: LIFTERS_UID,
    title: 'Beltline: Lifters',
    description:
      'Everybody at once: latest sets, what was done in the last weeks, red warnings. From here to each session.',
    range: '28d',
    refresh: '1m',
    variables: [datasource(), athlete(true)],
    rows: [
      {
        panels: [
          latest(),
          totals(),
          perWeek('Volume per week', 'Load times reps.', 'sum("volume_kg")').unit(UNIT.mass),
          perWeek('Red reps per week', 'Reps with a red verdict on the lower back.', 'sum("red_reps")'),
          warnings(),
        ],
      },
    ],
  });
