/** Where a value becomes remarkable. Those of alerts are the ones that Beltline itself uses by default. */
import {
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
  MappingType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ALERT_DEFAULTS } from '../../../src/alerts/policy.ts';
import { lumbarLimitsDeg } from '../../../src/signal/lumbar/parameters.ts';

/** No value is green: that nothing was seen does not mean that a rep was safe. */
export const COLOURS = { plain: 'blue', amber: 'orange', red: 'red', faint: 'text' } as const;

export interface Limits {
  readonly amber: number;
  readonly red: number;
}

/** Velocity loss in a set, per cent. */
export const LOSS: Limits = { amber: ALERT_DEFAULTS.lossAmberPct, red: ALERT_DEFAULTS.lossRedPct };
/** Excursion of the lower back, degrees. Beltline asks for more before it warns: spread for one, duration for the other. */
export const PROXY: Limits = lumbarLimitsDeg('proxy');
export const MEASURED: Limits = lumbarLimitsDeg('measured');
/** Side bend and twist to either side, degrees. */
export const ASYMMETRY_DEG = ALERT_DEFAULTS.asymmetryDeg;

/** Of belts; own proposals. Per cent left, dBm, per cent of samples, ms (a cue should reach the lifter within 100 ms). */
export const BATTERY_LOW: Limits = { amber: 25, red: 10 };
export const SIGNAL_WEAK: Limits = { amber: -80, red: -90 };
export const LOST: Limits = { amber: 0.5, red: 2 };
export const LATENCY: Limits = { amber: 100, red: 500 };

const steps = (...all: readonly (readonly [number | null, string])[]): ThresholdsConfigBuilder =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(all.map(([value, color]): Threshold => ({ value, color })));

/** Large is remarkable. */
export const above = ({ amber, red }: Limits): ThresholdsConfigBuilder =>
  steps([null, COLOURS.plain], [amber, COLOURS.amber], [red, COLOURS.red]);

/** Small is remarkable. */
export const below = ({ amber, red }: Limits): ThresholdsConfigBuilder =>
  steps([null, COLOURS.red], [red, COLOURS.amber], [amber, COLOURS.plain]);

/** Far from zero is remarkable. */
export const beyond = (limit: number): ThresholdsConfigBuilder =>
  steps([null, COLOURS.amber], [-limit, COLOURS.plain], [limit, COLOURS.amber]);

export const noLimits = (): ThresholdsConfigBuilder => steps([null, COLOURS.plain]);

/** `lumbar_level` and `level` in words with a sign: colour never carries meaning alone. */
export const LEVELS: ValueMapping = {
  type: MappingType.ValueToText,
  options: {
    '0': { text: '– none', color: COLOURS.faint, index: 0 },
    '1': { text: '▲ amber', color: COLOURS.amber, index: 1 },
    '2': { text: '■ red', color: COLOURS.red, index: 2 },
  },
};

export const HIPS_FIRST: ValueMapping = {
  type: MappingType.ValueToText,
  options: {
    '0': { text: '–', color: COLOURS.faint, index: 0 },
    '1': { text: '▲ hips first', color: COLOURS.amber, index: 1 },
  },
};
