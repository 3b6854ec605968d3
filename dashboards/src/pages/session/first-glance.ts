/** One line of numbers about the chosen set. */
import { select, target } from '../../kit/influxql.ts';
import { above, LOSS, MEASURED, PROXY } from '../../kit/limits.ts';
import { stat, UNIT } from '../../kit/panels.ts';
import { IN_SET } from './conditions.ts';

export const firstGlance = () => [
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
