/** One set rep by rep, and the session around it: for the break between two sets, and for the evening after. */
import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  AnnotationQueryBuilder,
  type Dashboard,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { annotationTarget, DATASOURCE, select, target } from '../kit/influxql.ts';
import { above, COLOURS, HIPS_FIRST, LEVELS, type Limits, LOSS, MEASURED, PROXY } from '../kit/limits.ts';
import { inSight, LINK_COLUMNS, SESSION_UID, toSet } from '../kit/links.ts';
import { buildPage } from '../kit/page.ts';
import {
  bandOf,
  fixedColour,
  hidden,
  limitLines,
  mapped,
  onTheRight,
  overNumber,
  overTime,
  plainColour,
  stat,
  table,
  UNIT,
  unit,
} from '../kit/panels.ts';
import {
  athlete,
  datasource,
  device,
  exercise,
  LIFTS,
  session,
  SESSION,
  set,
  SET,
} from '../kit/variables.ts';

const IN_SET = [...LIFTS, SESSION, SET];
const IN_SESSION = [...LIFTS, SESSION];

const NO_SET = 'No such set: choose a lifter, a session and a set above';
const NO_PROXY = 'No verdict by one sensor in this set';
const NO_MEASURED = 'Measured only with a second sensor';

const VELOCITY = {
  'Mean velocity': '"mean_velocity"',
  'Band, upper': '"mean_velocity" + "mean_velocity_error"',
  'Band, lower': '"mean_velocity" - "mean_velocity_error"',
};

const firstGlance = () => [
  stat({
    title: 'Load',
    says: 'On the bar at the last lift-off of this set.',
    empty: 'not said',
    size: [3, 4],
    targets: [target(select({ Load: 'last("load_kg")' }, 'rep', IN_SET))],
  }).unit(UNIT.mass),
  stat({
    title: 'Reps',
    says: 'Reps of this set so far.',
    empty: 'none',
    size: [3, 4],
    targets: [target(select({ Reps: 'count("mean_velocity")' }, 'rep', IN_SET))],
  }),
  stat({
    title: 'Fastest rep',
    says: 'Mean velocity of the fastest rep of this set, estimated from the belt.',
    empty: 'none',
    size: [3, 4],
    targets: [target(select({ Fastest: 'max("mean_velocity")' }, 'rep', IN_SET))],
  })
    .unit(UNIT.velocity)
    .decimals(2),
  stat({
    title: 'Last rep',
    says: 'Mean velocity of the last rep of this set, estimated from the belt.',
    empty: 'none',
    size: [3, 4],
    targets: [target(select({ Last: 'last("mean_velocity")' }, 'rep', IN_SET))],
  })
    .unit(UNIT.velocity)
    .decimals(2),
  stat({
    title: 'Speed loss now',
    says: `How much slower the last rep was than the fastest before it. Remarkable from ${LOSS.amber} %, much from ${LOSS.red} %.`,
    empty: 'none',
    size: [3, 4],
    targets: [target(select({ Loss: 'last("velocity_loss_pct")' }, 'rep', IN_SET))],
  })
    .unit(UNIT.percent)
    .decimals(0)
    .thresholds(above(LOSS)),
  stat({
    title: 'Reps amber or red',
    says: 'Reps of this set in which the lower back gave way. None does not mean that all were safe.',
    empty: 'none seen',
    size: [3, 4],
    targets: [target(select({ Reps: 'count("lumbar_level")' }, 'rep', [...IN_SET, '"lumbar_level" > 0']))],
  }).thresholds(above({ amber: 1, red: 3 })),
  stat({
    title: 'Worst, proxy',
    says: `One sensor: the largest deviation from the lifter's own corridor. Amber from ${PROXY.amber}°, red from ${PROXY.red}°. Not degrees of the spine.`,
    empty: 'no verdict',
    size: [3, 4],
    targets: [target(select({ Proxy: 'max("excursion_proxy_deg")' }, 'rep', IN_SET))],
  })
    .unit(UNIT.angle)
    .decimals(1)
    .thresholds(above(PROXY)),
  stat({
    title: 'Worst, measured',
    says: `Two sensors: the largest flexion beyond the braced set-up. Amber from ${MEASURED.amber}°, red from ${MEASURED.red}°.`,
    empty: 'one sensor',
    size: [3, 4],
    targets: [target(select({ Measured: 'max("excursion_measured_deg")' }, 'rep', IN_SET))],
  })
    .unit(UNIT.angle)
    .decimals(1)
    .thresholds(above(MEASURED)),
];

const velocityByRep = () => {
  const band = bandOf('Band, lower');
  return overNumber(
    {
      title: 'Velocity by rep',
      says: 'Mean velocity of the bar from lift-off to lockout, estimated from the belt. 95 of 100 true values lie within the band: two reps whose bands overlap by much may have been equally fast.',
      empty: NO_SET,
      size: [12, 9],
      targets: [target(select({ Rep: '"rep"', ...VELOCITY }, 'rep', IN_SET))],
    },
    'Rep',
  )
    .unit(UNIT.velocity)
    .decimals(2)
    .axisSoftMin(0)
    .colorScheme(plainColour())
    .overrideByName('Rep', unit(UNIT.count, 0))
    .overrideByName('Band, upper', band.upper)
    .overrideByName('Band, lower', band.lower);
};

const lossByRep = () =>
  overNumber(
    {
      title: 'Speed loss by rep',
      says: `Against the fastest earlier rep of the set. Dashed: ${LOSS.amber} % and ${LOSS.red} %, where Beltline warns by default, if the bands allow it.`,
      empty: NO_SET,
      size: [12, 9],
      targets: [target(select({ Rep: '"rep"', 'Speed loss': '"velocity_loss_pct"' }, 'rep', IN_SET))],
    },
    'Rep',
  )
    .unit(UNIT.percent)
    .decimals(0)
    .min(0)
    .axisSoftMax(LOSS.red + 5)
    .drawStyle(GraphDrawStyle.Bars)
    .fillOpacity(60)
    .colorScheme(plainColour())
    .thresholds(above(LOSS))
    .thresholdsStyle(limitLines())
    .overrideByName('Rep', unit(UNIT.count, 0));

const excursionByRep = (name: string, field: string, limits: Limits, says: string, empty: string) =>
  overNumber(
    {
      title: `Lower back by rep, ${name}`,
      says: `${says} Dashed: amber from ${limits.amber}°, red from ${limits.red}°.`,
      empty,
      size: [12, 8],
      targets: [target(select({ Rep: '"rep"', [`Excursion, ${name}`]: `"${field}"` }, 'rep', IN_SET))],
    },
    'Rep',
  )
    .unit(UNIT.angle)
    .decimals(1)
    .axisSoftMin(0)
    .axisSoftMax(limits.red + 1)
    .colorScheme(plainColour())
    .thresholds(above(limits))
    .thresholdsStyle(limitLines())
    .overrideByName('Rep', unit(UNIT.count, 0));

const REP_COLUMNS = {
  Rep: '"rep"',
  Load: '"load_kg"',
  Mean: '"mean_velocity"',
  '±': '"mean_velocity_error"',
  Peak: '"peak_velocity"',
  Loss: '"velocity_loss_pct"',
  Travel: '"rom_m"',
  Up: '"concentric_s"',
  Hold: '"top_pause_s"',
  Down: '"eccentric_s"',
  'Lower back': '"lumbar_level"',
  Proxy: '"excursion_proxy_deg"',
  Measured: '"excursion_measured_deg"',
  Hips: '"hips_first"',
  'Side bend': '"lateral_deg"',
  Twist: '"twist_deg"',
  Confidence: '"confidence"',
  Flags: '"flags"',
};

const reps = () => {
  const panel = table({
    title: 'Reps of this set',
    says: 'Everything known of each rep. Velocities are estimated, ± is half of the 95 % band. Side bend and twist: to the right positive. Proxy and measured are different quantities; a rep has one of them at most.',
    empty: NO_SET,
    size: [24, 8],
    targets: [target(select(REP_COLUMNS, 'rep', IN_SET))],
  })
    .overrideByName('Rep', unit(UNIT.count, 0))
    .overrideByName('Load', unit(UNIT.mass))
    .overrideByName('Loss', unit(UNIT.percent, 0))
    .overrideByName('Travel', unit(UNIT.length, 2))
    .overrideByName('Lower back', mapped(LEVELS))
    .overrideByName('Hips', mapped(HIPS_FIRST))
    .overrideByName('Confidence', unit('percentunit', 0));
  for (const name of ['Mean', '±', 'Peak']) panel.overrideByName(name, unit(UNIT.velocity, 2));
  for (const name of ['Up', 'Hold', 'Down']) panel.overrideByName(name, unit(UNIT.seconds, 1));
  for (const name of ['Proxy', 'Measured', 'Side bend', 'Twist'])
    panel.overrideByName(name, unit(UNIT.angle, 1));
  return panel;
};

const onTheClock = () =>
  overTime(
    {
      title: 'Session on the clock',
      says: 'Every rep of the session, with what was warned of as marks. "Open this set" in the table below zooms to it.',
      empty: 'No rep of this session in the time range: widen it, or choose another session',
      size: [24, 9],
      targets: [target(select({ 'Mean velocity': '"mean_velocity"', Load: '"load_kg"' }, 'rep', IN_SESSION))],
    },
    GraphDrawStyle.Points,
  )
    .unit(UNIT.velocity)
    .decimals(2)
    .axisSoftMin(0)
    .colorScheme(plainColour())
    .overrideByName('Load', [...unit(UNIT.mass), ...onTheRight(), ...fixedColour(COLOURS.faint)]);

const sets = () =>
  table({
    title: 'Sets of this session',
    says: 'Finished sets. Click a set to see its reps.',
    empty: 'No finished set in this session',
    size: [14, 9],
    targets: [
      target(
        select(
          {
            Set: '"set"',
            Lift: '"exercise"',
            Load: '"load_kg"',
            Reps: '"reps"',
            Best: '"best_velocity"',
            Loss: '"velocity_loss_pct"',
            Amber: '"amber_reps"',
            Red: '"red_reps"',
            ...LINK_COLUMNS,
          },
          'set',
          IN_SESSION,
        ),
      ),
    ],
  })
    .dataLinks([toSet()])
    .overrideByName('Load', unit(UNIT.mass))
    .overrideByName('Best', unit(UNIT.velocity, 2))
    .overrideByName('Loss', unit(UNIT.percent, 0))
    .overrideByName('Session', hidden())
    .overrideByName('SetId', hidden());

const alerts = () =>
  table({
    title: 'Warnings of this session',
    says: 'What finished reps gave reason to warn of, and when nothing was watched.',
    empty: 'No warnings in this session. That does not mean that every rep was safe',
    size: [10, 9],
    targets: [target(select({ Level: '"level"', Warning: '"text"' }, 'alert', IN_SESSION))],
  }).overrideByName('Level', mapped(LEVELS));

const annotation = (name: string, level: number, color: string): Builder<AnnotationQuery> =>
  inSight(
    new AnnotationQueryBuilder()
      .name(name)
      .datasource(DATASOURCE)
      .enable(true)
      .iconColor(color)
      .target(
        annotationTarget(
          select({ text: '"text"', kind: '"kind"' }, 'alert', [...IN_SESSION, `"level" = ${level}`]),
        ),
      ),
  );

export const sessionPage = (): Dashboard =>
  buildPage({
    uid: SESSION_UID,
    title: 'Beltline: Session',
    description:
      'One set rep by rep, and the session around it. The last set of the last session comes first; it looks again every ten seconds.',
    range: '7d',
    refresh: '10s',
    variables: [datasource(), athlete(), exercise(true), device(), session(), set()],
    annotations: [
      annotation('▲ Amber warnings', 1, COLOURS.amber),
      annotation('■ Red warnings', 2, COLOURS.red),
    ],
    rows: [
      {
        panels: [
          ...firstGlance(),
          velocityByRep(),
          lossByRep(),
          excursionByRep(
            'proxy',
            'excursion_proxy_deg',
            PROXY,
            "One sensor: deviation from the lifter's own good reps at lift-off. Not degrees of the spine.",
            NO_PROXY,
          ),
          excursionByRep(
            'measured',
            'excursion_measured_deg',
            MEASURED,
            'Two sensors: flexion beyond the braced set-up.',
            NO_MEASURED,
          ),
          reps(),
        ],
      },
      { title: 'The whole session', panels: [onTheClock(), sets(), alerts()] },
    ],
  });
