/** What a virtual world consists of: lifters with belts, the air between, and what goes wrong when. */
import { z } from 'zod';
import { BeltlineError } from '../../domain/error.ts';
import { SCENARIOS } from '../scenario.ts';
import { actionSchema } from './actions.ts';

const seed = z.int().min(0).max(0xffffffff);
const share = z.number().min(0).max(1);

const recordingSchema = z.strictObject({
  scenario: z.enum(SCENARIOS),
  /** The day. */
  seed,
  reps: z.int().min(1).max(100).optional(),
  loadFraction: z.number().min(0.1).max(1.2).optional(),
  /** Begins standing quietly, as fits who stood before; `drawn`: as the day has it, in the middle of things too. */
  quietStart: z.union([z.boolean(), z.literal('drawn')]).default(true),
});

const ringSchema = z.strictObject({
  blocks: z
    .int()
    .min(16)
    .max(1 << 16),
  isFlash: z.boolean(),
});

/** A belt; what is not given is drawn from the seeds, or is as the reference hardware. */
const beltSchema = z.strictObject({
  /** Sixteen hexadecimal digits. Default: from the lifter's seed. */
  serial: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'must be sixteen lower-case hexadecimal digits')
    .optional(),
  /** `c0:ff:ee:00:00:01`. Default: from the serial number. */
  address: z
    .string()
    .regex(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/, 'must be an address such as c0:ff:ee:00:00:01')
    .optional(),
  idealSensor: z.boolean().optional(),
  rateError: z.number().min(-0.05).max(0.05).optional(),
  driftPpm: z.number().min(-500).max(500).optional(),
  jitterUs: z.number().min(0).max(10_000).optional(),
  startUs: z.number().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  startIndex: z.int().min(0).max(0xfffffffe).optional(),
  maxMtu: z.int().min(23).max(247).optional(),
  hasMotor: z.boolean().optional(),
  ring: ringSchema.nullable().optional(),
  batteryPercent: z.number().min(0).max(100).optional(),
  batteryHaste: z.number().min(0).max(1e6).optional(),
  /** 32 hexadecimal digits. Default: as from the factory. */
  claimKey: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hexadecimal digits')
    .optional(),
  keepsSamples: z.boolean().optional(),
});

const lifterSchema = z.strictObject({
  /** What faults and messages call the belt; the thoracic one is `<name>/thoracic`. Default: `lifter1`, … */
  name: z.string().min(1).optional(),
  /** The person. */
  seed,
  /** Stands for so long before the first recording, s. */
  startAfterS: z.number().min(0).max(3600).default(3),
  /** One after the other; after the last the lifter stands. */
  recordings: z.array(recordingSchema).default([]),
  /** Stands for so long between two recordings, s. */
  restS: z.number().min(1).max(3600).default(5),
  /** Begin again after the last recording, for ever. */
  repeats: z.boolean().default(false),
  belt: beltSchema.prefault({}),
  /** A second belt at T12. */
  thoracic: beltSchema.nullable().default(null),
});

const airSchema = z.strictObject({
  /** Connection interval, ms; `requested`: what the central asks for; 0: as fast as the event loop goes. */
  intervalMs: z.union([z.number().min(0).max(4000), z.literal('requested')]).default('requested'),
  packetsPerEvent: z.int().min(1).max(20).default(6),
  advertisingIntervalMs: z.number().min(1).max(10_000).default(30),
  /** Chance that a packet is not heard. */
  loss: share.default(0),
});

const worldSchema = z.strictObject({
  lifters: z.array(lifterSchema).min(1).max(32),
  air: airSchema.prefault({}),
  adapter: z
    .strictObject({
      poweredOn: z.boolean().default(true),
      kernelReconnectsAfterMs: z.number().min(0).nullable().default(null),
    })
    .prefault({}),
  /** When time begins for lifters and faults: with the first sample any belt takes, or when the world is made. */
  begins: z.enum(['first-sample', 'at-once']).default('first-sample'),
  faults: z.array(z.strictObject({ atS: z.number().min(0), action: actionSchema })).default([]),
});

/** As written by a person; see the schema for what is left out. */
export type WorldConfigInput = z.input<typeof worldSchema>;
export type BeltConfigInput = z.input<typeof beltSchema>;
export type WorldConfig = z.output<typeof worldSchema>;
export type LifterConfig = WorldConfig['lifters'][number];
export type BeltConfig = LifterConfig['belt'];
export type RecordingConfig = LifterConfig['recordings'][number];

/** Checks a configuration; throws a `BeltlineError` that names everything wrong with it. */
export const parseWorldConfig = (value: unknown): WorldConfig => {
  const read = worldSchema.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  throw new BeltlineError('bad-input', `This is no virtual world: ${faults.join('; ')}.`, {
    cure: 'See src/simulator/world/config.ts for what may stand there.',
  });
};
