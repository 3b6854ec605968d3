/** Training records for tests, each with every value known, and arbitrary ones. */
import * as fc from 'fast-check';
import type { AlertKind } from '../../src/domain/alert.ts';
import { EXERCISES } from '../../src/domain/exercise.ts';
import {
  type AlertRecord,
  type DeviceHealthRecord,
  type RepRecord,
  type SetRecord,
  slugOf,
  type TrainingRecord,
} from '../../src/domain/record.ts';
import type { Rep, RepFlag } from '../../src/domain/rep.ts';
import { clean } from '../alerts/reps.ts';

const lift = {
  sessionId: '20261124t091500z-4f2a',
  athlete: 'anne-k',
  exercise: 'conventional-deadlift',
  device: 'bl-0042',
  set: 2,
} as const;

/** Everything about it is known. */
export const rep: Rep = {
  ...clean,
  index: 3,
  timeToPeakS: 0.75,
  romM: 0.56,
  velocityLossPct: 12,
  stickingRegion: { startS: 10.6, endS: 10.8, minVelocityMps: 0.3, dropPct: 25 },
  lumbar: { method: 'proxy', excursionDeg: 4.5, onsetS: 10.2, severity: 'red' },
  hipsFirst: true,
  lateralDeg: 1.5,
  twistDeg: -2,
  flags: ['no-baseline', 'gap'],
};

export const repRecord: RepRecord = {
  ...lift,
  liftOffUs: 1_700_000_000_000_001,
  loadKg: 140,
  rep,
  curve: null,
};

export const setRecord: SetRecord = {
  ...lift,
  startUs: 1_700_000_000_000_001,
  endUs: 1_700_000_012_500_001,
  loadKg: 142.5,
  reps: 5,
  bestVelocityMps: 0.58,
  bestVelocityErrorMps: 0.03,
  meanVelocityMps: 0.53,
  lastVelocityMps: 0.47,
  velocityLossPct: 19,
  volumeKg: 712.5,
  worstProxyDeg: 9,
  worstMeasuredDeg: 11,
  amberReps: 0,
  redReps: 2,
  daysSinceHeavy: 7,
};

export const alertRecord: AlertRecord = {
  ...lift,
  atUs: 1_700_000_000_200_000,
  kind: 'lumbar',
  severity: 'red',
  rep: 3,
};

export const healthRecord: DeviceHealthRecord = {
  device: 'bl-0042',
  atUs: 1_700_000_060_000_000,
  batteryPct: 87,
  batteryV: 3.98,
  rssiDbm: -61,
  samples: 12_480,
  lostSamples: 3,
  linkLosses: 1,
  latencyMs: 42.5,
};

export const RECORDS: readonly TrainingRecord[] = [
  { type: 'rep', record: repRecord },
  { type: 'set', record: setRecord },
  { type: 'alert', record: alertRecord },
  { type: 'device-health', record: healthRecord },
];

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const maybe = fc.option(number);
const count = fc.nat();
/** Until the year 2255. */
const atUs = fc.integer({ min: 0, max: 9_007_199_254_740_991 });
/** What becomes of any name. */
const slug = fc.string({ unit: 'grapheme' }).map((name) => slugOf(name, 'x'));
const FLAGS: readonly RepFlag[] = ['no-baseline', 'gap', 'slip', 'rounding'];
export const KINDS: readonly AlertKind[] = [
  'lumbar',
  'hips-first',
  'asymmetry',
  'speed-drop',
  'not-monitoring',
];

const anyLift = {
  sessionId: slug,
  athlete: slug,
  exercise: fc.constantFrom(...EXERCISES),
  device: slug,
  set: count,
};

const anyRep = fc
  .record({
    meanVelocityMps: number,
    stickingRegion: fc.constantFrom(null, rep.stickingRegion),
    eccentricS: maybe,
    topPauseS: maybe,
    lateralDeg: maybe,
    twistDeg: maybe,
    hipsFirst: fc.boolean(),
    flags: fc.subarray([...FLAGS]),
    method: fc.constantFrom('proxy' as const, 'measured' as const),
    excursionDeg: maybe,
  })
  .map(({ method, excursionDeg, ...changed }): Rep => ({
    ...rep,
    ...changed,
    lumbar: { ...rep.lumbar, method, excursionDeg },
  }));

/** Any record the types allow. */
export const anyRecord: fc.Arbitrary<TrainingRecord> = fc.oneof(
  fc
    .record({ ...anyLift, liftOffUs: atUs, loadKg: maybe, rep: anyRep, curve: fc.constant(null) })
    .map((record) => ({ type: 'rep' as const, record })),
  fc
    .record({ ...anyLift, startUs: atUs, loadKg: maybe, volumeKg: maybe, daysSinceHeavy: maybe })
    .map((changed) => ({ type: 'set' as const, record: { ...setRecord, ...changed } })),
  fc
    .record({
      ...anyLift,
      atUs,
      kind: fc.constantFrom(...KINDS),
      severity: fc.constantFrom('amber' as const, 'red' as const),
      rep: fc.option(count),
    })
    .map((record) => ({ type: 'alert' as const, record })),
  fc
    .record({ device: slug, atUs, batteryPct: maybe, batteryV: maybe, rssiDbm: maybe, samples: count })
    .map((changed) => ({ type: 'device-health' as const, record: { ...healthRecord, ...changed } })),
);
