/** The session around the chosen set. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import { type AnnotationQuery, AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { annotationTarget, DATASOURCE, select, target } from '../../kit/influxql.ts';
import { COLOURS, LEVELS } from '../../kit/limits.ts';
import { inSight, LINK_COLUMNS, toSet } from '../../kit/links.ts';
import {
  fixedColour,
  hidden,
  mapped,
  onTheRight,
  overTime,
  plainColour,
  table,
  UNIT,
  unit,
} from '../../kit/panels.ts';
import { IN_SESSION } from './conditions.ts';

export const onTheClock = () =>
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

export const sets = () =>
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

export const alerts = () =>
  table({
    title: 'Warnings of this session',
    says: 'What finished reps gave reason to warn of, and when nothing was watched.',
    empty: 'No warnings in this session. That does not mean that every rep was safe',
    size: [10, 9],
    targets: [target(select({ Level: '"level"', Warning: '"text"' }, 'alert', IN_SESSION))],
  }).overrideByName('Level', mapped(LEVELS));

export const annotation = (name: string, level: number, color: string): Builder<AnnotationQuery> =>
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
