/**
 * `beltline.training/1`: everything that was kept, as JSON, to be read by other programs and by `beltline import`. Fields are
 * only ever added. Times are whole microseconds since 1970 UTC.
 */
import { z } from 'zod';
import { EXERCISES } from '../../domain/exercise.ts';
import type {
  AlertRecord,
  DeviceHealthRecord,
  RepRecord,
  SessionRecord,
  SetRecord,
} from '../../domain/record.ts';
import { repSchema } from '../../recording/analysis/contract.ts';

export const TRAINING_SCHEMA = 'beltline.training/1';

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be lower-case letters, digits and "-"');
const us = z.int().nonnegative();
const count = z.int().nonnegative();
const kg = z.number().nonnegative().nullable();

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
};

const session = z.strictObject({
  id: slug,
  startedUs: us,
  endedUs: us.nullable(),
  timeZone: z.string().refine(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin'),
  software: z.string().max(200),
  simulated: z.boolean(),
  recording: z.string().max(4096).nullable(),
}) satisfies z.ZodType<SessionRecord>;

const lift = { sessionId: slug, athlete: slug, exercise: z.enum(EXERCISES), device: slug, set: count };

const rep = z.strictObject({
  ...lift,
  liftOffUs: us,
  loadKg: kg,
  rep: repSchema,
  curve: z.array(z.number()).max(1000).nullable(),
}) satisfies z.ZodType<RepRecord>;

const set = z.strictObject({
  ...lift,
  startUs: us,
  endUs: us,
  loadKg: kg,
  reps: z.int().positive(),
  bestVelocityMps: z.number(),
  bestVelocityErrorMps: z.number().nonnegative(),
  meanVelocityMps: z.number(),
  lastVelocityMps: z.number(),
  velocityLossPct: z.number(),
  volumeKg: kg,
  worstProxyDeg: z.number().nullable(),
  worstMeasuredDeg: z.number().nullable(),
  amberReps: count,
  redReps: count,
  daysSinceHeavy: count.nullable(),
}) satisfies z.ZodType<SetRecord>;

const alert = z.strictObject({
  ...lift,
  atUs: us,
  kind: z.enum(['lumbar', 'hips-first', 'asymmetry', 'speed-drop', 'velocity-loss', 'not-monitoring']),
  severity: z.enum(['amber', 'red']),
  rep: z.int().positive().nullable(),
}) satisfies z.ZodType<AlertRecord>;

const health = z.strictObject({
  device: slug,
  atUs: us,
  batteryPct: z.number().nullable(),
  batteryV: z.number().nullable(),
  rssiDbm: z.number().nullable(),
  samples: count,
  lostSamples: count,
  linkLosses: count,
  latencyMs: z.number().nullable(),
}) satisfies z.ZodType<DeviceHealthRecord>;

export const trainingSchema = z.strictObject({
  schema: z.literal(TRAINING_SCHEMA),
  athletes: z.array(z.strictObject({ slug, name: z.string().min(1).max(64) })),
  sessions: z.array(
    z
      .strictObject({ session, sets: z.array(set), reps: z.array(rep), alerts: z.array(alert) })
      .refine(
        ({ session: { id }, sets, reps, alerts }) =>
          [...sets, ...reps, ...alerts].every(({ sessionId }) => sessionId === id),
        'what is lifted in a session must name that session',
      ),
  ),
  deviceHealth: z.array(health),
});

export type TrainingExport = Readonly<z.infer<typeof trainingSchema>>;
