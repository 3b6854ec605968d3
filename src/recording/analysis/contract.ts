/**
 * The contract `beltline.analysis/1`: what `beltline analyze --json` prints and other programs rely on.
 *
 * It lives with the recordings because it is the form a finished recording takes when it leaves Beltline; web and
 * store will read it too, and may not depend on the command line. Fields are only ever added. The published JSON
 * Schema is generated from here (`npm run schema`).
 */
import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { EXERCISES, PLACEMENTS } from '../../domain/exercise.ts';
import type { Rep, SetSummary } from '../../domain/rep.ts';
import type { Gap } from '../../domain/sample.ts';

export const ANALYSIS_SCHEMA = 'beltline.analysis/1';

const seconds = (what: string) => z.number().describe(`${what}, s of session time`);
const span = (what: string) => z.number().nonnegative().describe(`${what}, s`);
const speed = (what: string) => z.number().describe(`${what}, m/s, upward positive`);
const band = (what: string) => z.number().nonnegative().describe(`95 % half-width of ${what}, m/s`);
const percent = (what: string) => z.number().describe(`${what}, per cent`);
const counter = (what: string) => z.int().positive().describe(what);

const gap = z.strictObject({
  startS: seconds('Last good sample before the gap'),
  durationS: span('From that sample to the first good one after it'),
});

const stickingRegion = z.strictObject({
  startS: seconds('First local maximum of bar velocity'),
  endS: seconds('The minimum that follows'),
  minVelocityMps: speed('Lowest bar velocity in the region'),
  dropPct: percent('Drop from the maximum before it'),
});

const lumbar = z.strictObject({
  method: z.enum(['proxy', 'measured']).describe('One sensor is a proxy; two measure the angle between them'),
  excursionDeg: z
    .number()
    .nullable()
    .describe(
      'measured: flexion beyond the braced set-up, flexion positive. proxy: signed deviation from the own corridor, ' +
        'positive when the pelvis turns upright too early. Degrees; null without a reference',
    ),
  onsetS: seconds('When the excursion began').nullable(),
  severity: z.enum(['none', 'amber', 'red']),
});

/** One rep; the exports of training speak it too. */
export const repSchema = z.strictObject({
  index: counter('1-based within the set'),
  liftOffS: seconds('The bar leaves the floor; for lifts that start at the top, the turn at the bottom'),
  peakVelocityS: seconds('Instant of peak velocity'),
  lockoutS: seconds('Lockout'),
  touchdownS: seconds('The bar is back on the floor, or at the next turn').nullable(),
  concentricS: span('Lift-off to lockout'),
  eccentricS: span('Start of the lowering to its end').nullable(),
  topPauseS: span('Still time at the top').nullable(),
  meanVelocityMps: speed('Mean concentric velocity of the bar, estimated'),
  peakVelocityMps: speed('Peak velocity of the bar, estimated'),
  meanPropulsiveVelocityMps: speed('Mean velocity while the bar is driven, estimated'),
  timeToPeakS: span('Lift-off to peak velocity'),
  romM: z.number().describe('Vertical travel of the bar in the concentric phase, m'),
  velocityErrorMps: band('meanVelocityMps'),
  peakVelocityErrorMps: band('peakVelocityMps'),
  meanPropulsiveVelocityErrorMps: band('meanPropulsiveVelocityMps'),
  velocityLossPct: percent('Loss against the fastest earlier rep of the set'),
  stickingRegion: stickingRegion.nullable(),
  lumbar,
  hipsFirst: z.boolean(),
  lateralDeg: z.number().nullable().describe('Side bend at its largest deviation, degrees, right positive'),
  twistDeg: z.number().nullable().describe('Axial twist at its largest deviation, degrees, right positive'),
  confidence: z.number().min(0).max(1),
  flags: z.array(
    z.enum([
      'no-baseline',
      'corridor-building',
      'gap',
      'degraded',
      'slip',
      'rounding',
      'mounting-uncertain',
      'touch-and-go',
      'rolling-start',
      'grinder',
      'travel-from-height',
    ]),
  ),
}) satisfies z.ZodType<Rep>;

const set = z.strictObject({
  index: counter('1-based within the session'),
  startS: seconds('Start of the set'),
  endS: seconds('End of the set'),
  exercise: z.enum(EXERCISES),
  velocityLossPct: percent('Loss from the fastest rep to the last'),
  reps: z.array(repSchema),
}) satisfies z.ZodType<SetSummary>;

const alert = z.strictObject({
  atS: seconds('When the condition was met'),
  kind: z.enum(['lumbar', 'hips-first', 'asymmetry', 'speed-drop', 'velocity-loss', 'not-monitoring']),
  severity: z.enum(['amber', 'red']),
  set: z.int().positive().nullable(),
  rep: z.int().positive().nullable(),
}) satisfies z.ZodType<Alert>;

const recording = z.strictObject({
  durationS: span('First to last sample of the belt sensor'),
  sampleRateHz: z.number().positive().describe('Rate of the belt sensor while samples were arriving, Hz'),
  samples: z.int().nonnegative().describe('Rows of the belt sensor, with those that miss a cell'),
  gaps: z.array(gap),
});

const input = z.strictObject({
  exercise: z.enum(EXERCISES),
  placement: z.enum(PLACEMENTS),
  heightM: z.number().positive().describe('Standing height, m'),
  heightAssumed: z.boolean().describe('True when no height was given'),
  barTravelM: z.number().positive().nullable().describe('Taped bar travel, m'),
  loadKg: z.number().nonnegative().nullable(),
  thoracic: z.boolean().describe('Whether a second sensor was read'),
  baseline: z.boolean().describe('Whether earlier recordings gave the corridor'),
});

/** What `beltline analyze` found in one recording. */
export interface Analysis {
  readonly schema: typeof ANALYSIS_SCHEMA;
  readonly file?: string | undefined;
  readonly input: AnalysisInput;
  readonly recording: AnalysisRecording;
  readonly sets: readonly SetSummary[];
  readonly alerts: readonly Alert[];
}
export type AnalysisInput = Readonly<z.infer<typeof input>>;
export interface AnalysisRecording extends Readonly<Omit<z.infer<typeof recording>, 'gaps'>> {
  readonly gaps: readonly Gap[];
}

export const analysisSchema = z
  .strictObject({
    schema: z.literal(ANALYSIS_SCHEMA),
    file: z.string().optional().describe('Which recording, when several are analysed at once'),
    input: input.describe('What the analysis was told'),
    recording,
    sets: z.array(set),
    alerts: z.array(alert),
  })
  .describe(
    'Analysis of one recording. Velocity is estimated from the belt; null stands for "cannot be known".',
  ) satisfies z.ZodType<Analysis>;
