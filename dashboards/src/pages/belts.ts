/** How the belts are doing: charge, radio, losses, delay. For whoever looks after them. */
import { GraphDrawStyle } from '@grafana/grafana-foundation-sdk/common';
import type { Dashboard, ThresholdsConfigBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { BY_DAY, select, target } from '../kit/influxql.ts';
import { above, BATTERY_LOW, below, LATENCY, LOST, SIGNAL_WEAK } from '../kit/limits.ts';
import { buildPage } from '../kit/page.ts';
import { hidden, limitLines, overTime, table, UNIT, unit } from '../kit/panels.ts';
import { DEVICE, datasource, device } from '../kit/variables.ts';

const EMPTY = 'No belt reported in this time range';
const LOST_PCT = 'sum("lost_samples") / (sum("samples") + sum("lost_samples")) * 100';

const coloured = (id: string, decimals: number, limits: ThresholdsConfigBuilder) => [
  ...unit(id, decimals),
  { id: 'thresholds', value: limits.build() },
  { id: 'color', value: { mode: 'thresholds' } },
  { id: 'custom.cellOptions', value: { type: 'color-text' } },
];

const now = () =>
  table({
    title: 'Belts at a glance',
    says: 'Last known charge and signal of each belt, and what was lost in the time range. Charge below 25 % soon.',
    empty: EMPTY,
    size: [24, 7],
    targets: [
      target(
        select(
          {
            Battery: 'last("battery_pct")',
            Voltage: 'last("battery_v")',
            Signal: 'last("rssi_dbm")',
            'Samples lost': LOST_PCT,
            'Links lost': 'sum("link_losses")',
            'Longest delay': 'max("latency_ms")',
          },
          'device_health',
          [DEVICE],
          'GROUP BY "device"',
        ),
      ),
    ],
  })
    .overrideByName('Time', hidden())
    .overrideByName('device', [{ id: 'displayName', value: 'Belt' }])
    .overrideByName('Battery', coloured(UNIT.percent, 0, below(BATTERY_LOW)))
    .overrideByName('Voltage', unit(UNIT.volt, 2))
    .overrideByName('Signal', coloured(UNIT.signal, 0, below(SIGNAL_WEAK)))
    .overrideByName('Samples lost', coloured(UNIT.percent, 2, above(LOST)))
    .overrideByName('Links lost', unit(UNIT.count, 0))
    .overrideByName('Longest delay', coloured(UNIT.milliseconds, 0, above(LATENCY)));

interface Line {
  readonly title: string;
  readonly says: string;
  readonly value: string;
  readonly unit: string;
  readonly limits: ThresholdsConfigBuilder;
}

/** One line for each belt. */
const perBelt = ({ title, says, value, unit: id, limits }: Line) =>
  overTime({
    title,
    says,
    empty: EMPTY,
    size: [12, 8],
    targets: [
      target(
        select({ value }, 'device_health', [DEVICE], 'GROUP BY time($__interval), "device" fill(none)'),
        { format: 'time_series', alias: '$tag_device' },
      ),
    ],
  })
    .interval('1m')
    .unit(id)
    .thresholds(limits)
    .thresholdsStyle(limitLines());

const linkLosses = () =>
  overTime(
    {
      title: 'Links lost per day',
      says: 'How often the radio link ended, other than by switching off. Dashes of one day (UTC).',
      empty: EMPTY,
      size: [12, 8],
      targets: [
        target(
          select(
            { value: 'sum("link_losses")' },
            'device_health',
            [DEVICE],
            `GROUP BY ${BY_DAY}, "device" fill(none)`,
          ),
          { format: 'time_series', alias: '$tag_device' },
        ),
      ],
    },
    GraphDrawStyle.Bars,
  )
    .decimals(0)
    .min(0);

const LINES: readonly Line[] = [
  {
    title: 'Battery',
    says: `Charge as the belt tells it. Dashed: ${BATTERY_LOW.amber} % and ${BATTERY_LOW.red} %.`,
    value: 'mean("battery_pct")',
    unit: UNIT.percent,
    limits: below(BATTERY_LOW),
  },
  {
    title: 'Battery voltage',
    says: 'Says more than per cent once a battery grows old: less and less for the same charge.',
    value: 'mean("battery_v")',
    unit: UNIT.volt,
    limits: below({ amber: 3.6, red: 3.4 }),
  },
  {
    title: 'Signal',
    says: `Strength of the radio signal; nearer to zero is stronger. Dashed: ${SIGNAL_WEAK.amber} and ${SIGNAL_WEAK.red} dBm.`,
    value: 'mean("rssi_dbm")',
    unit: UNIT.signal,
    limits: below(SIGNAL_WEAK),
  },
  {
    title: 'Samples lost',
    says: `Share of samples that never came, not even later from the belt's memory. Dashed: ${LOST.amber} % and ${LOST.red} %.`,
    value: LOST_PCT,
    unit: UNIT.percent,
    limits: above(LOST),
  },
  {
    title: 'Longest delay',
    says: `Longest time from the last sample of a delivery to the session. A warning should come within ${LATENCY.amber} ms.`,
    value: 'max("latency_ms")',
    unit: UNIT.milliseconds,
    limits: above(LATENCY),
  },
];

export const beltsPage = (): Dashboard =>
  buildPage({
    uid: 'beltline-belts',
    title: 'Beltline: Belts',
    description: 'Charge, signal, losses and delay of each belt, as reported once a minute while it is worn.',
    range: '7d',
    refresh: '1m',
    variables: [datasource(), device('device_health')],
    rows: [{ panels: [now(), ...LINES.map(perBelt), linkLosses()] }],
  });
