/** The chosen set, rep by rep. */
import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import { select, target } from '../../kit/influxql.ts';
import { above, HIPS_FIRST, LEVELS, type Limits, LOSS } from '../../kit/limits.ts';
import { bandOf, limitLines, mapped, overNumber, plainColour, table, UNIT, unit } from '../../kit/panels.ts';
import { IN_SET, NO_SET } from './conditions.ts';

const VELOCITY = {
  'Mean velocity': '"mean_velocity"',
  'Band above': '"mean_velocity" + "mean_velocity_error"',
  'Band below': '"mean_velocity" - "mean_velocity_error"',
};

export const velocityByRep = () => {
  const band = bandOf('Band below');
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
    .overrideByName('Band above', band.upper)
    .overrideByName('Band below', band.lower);
};

export const lossByRep = () =>
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

export const excursionByRep = (name: string, field: string, limits: Limits, says: string, empty: string) =>
  overNumber(
    {
      title: `Lower back by rep, ${name}`,
      says: `${says} Dashed: amber from ${limits.amber}°, red from ${limits.red}°.`,
      empty,
      size: [12, 8],
      targets: [target(select({ Rep: '"rep"', [`Excursion ${name}`]: `"${field}"` }, 'rep', IN_SET))],
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

export const reps = () => {
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
