/** One line of numbers about the chosen set. */
import { above, LOSS, MEASURED, PROXY } from '../../kit/limits.ts';
import { figure, type FigureWords, UNIT } from '../../kit/panels.ts';
import { IN_SET } from './conditions.ts';

/** Eight of them fill a line. */
const ofSet = (words: FigureWords, value: string) => figure(words, { value, from: 'rep', where: IN_SET }, 3);

export const firstGlance = () => [
  ofSet(
    {
      title: 'Load',
      says: 'On the bar at the last lift-off of this set.',
      empty: 'not said',
    },
    'last("load_kg")',
  ).unit(UNIT.mass),
  ofSet(
    {
      title: 'Reps',
      says: 'Reps of this set so far.',
      empty: 'none',
    },
    'count("mean_velocity")',
  ),
  ofSet(
    {
      title: 'Fastest rep',
      says: 'Mean velocity of the fastest rep of this set, estimated from the belt.',
      empty: 'none',
    },
    'max("mean_velocity")',
  )
    .unit(UNIT.velocity)
    .decimals(2),
  ofSet(
    {
      title: 'Last rep',
      says: 'Mean velocity of the last rep of this set, estimated from the belt.',
      empty: 'none',
    },
    'last("mean_velocity")',
  )
    .unit(UNIT.velocity)
    .decimals(2),
  ofSet(
    {
      title: 'Speed loss now',
      says: `How much slower the last rep was than the fastest before it. Remarkable from ${LOSS.amber} %, much from ${LOSS.red} %.`,
      empty: 'none',
    },
    'last("velocity_loss_pct")',
  )
    .unit(UNIT.percent)
    .decimals(0)
    .thresholds(above(LOSS)),
  figure(
    {
      title: 'Reps amber or red',
      says: 'Reps of this set in which the lower back gave way. None does not mean that all were safe.',
      empty: 'none seen',
    },
    { value: 'count("lumbar_level")', from: 'rep', where: [...IN_SET, '"lumbar_level" > 0'] },
    3,
  ).thresholds(above({ amber: 1, red: 3 })),
  ofSet(
    {
      title: 'Worst, proxy',
      says: `One sensor: the largest deviation from the lifter's own corridor. Amber from ${PROXY.amber}°, red from ${PROXY.red}°. Not degrees of the spine.`,
      empty: 'no verdict',
    },
    'max("excursion_proxy_deg")',
  )
    .unit(UNIT.angle)
    .decimals(1)
    .thresholds(above(PROXY)),
  ofSet(
    {
      title: 'Worst, measured',
      says: `Two sensors: the largest flexion beyond the braced set-up. Amber from ${MEASURED.amber}°, red from ${MEASURED.red}°.`,
      empty: 'one sensor',
    },
    'max("excursion_measured_deg")',
  )
    .unit(UNIT.angle)
    .decimals(1)
    .thresholds(above(MEASURED)),
];
