/**
 * What `beltline.toml` may hold. Keys carry their unit and are written as people write TOML (snake_case); the rest of
 * Beltline sees the camel case of its own nouns. Unknown keys are refused: a mistyped limit must not pass unnoticed.
 */
import { z } from 'zod';
import { BAR_TRAVEL_RANGE_M, HEIGHT_RANGE_M } from '../../domain/athlete.ts';
import { EXERCISES, EXERCISES_WITHOUT_REPS } from '../../domain/exercise.ts';
import { influx } from './influx-schema.ts';
import { notify } from './notify-schema.ts';

/** Largest load anybody will write down, kg. */
export const MAX_LOAD_KG = 600;
/** Rates a sensor may be asked for, Hz; the driver takes the nearest it has. */
const RATE_HZ = { min: 26, max: 416 } as const;
/** How long samples may wait for a full packet, ms: shorter costs power, longer costs warning time. */
const BATCH_MS = { min: 5, max: 500 } as const;
/** A name that can stand in a file name and in a tag of a database. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,63}$/u;
const NAME_HINT = 'start with a letter or digit; letters, digits, blanks, "_", "." and "-", at most 64';

const LIFTS = EXERCISES.filter((name) => !EXERCISES_WITHOUT_REPS.includes(name));

/** A length in metres, with a word for those who think in centimetres. */
const metres = ({ min, max }: { readonly min: number; readonly max: number }, example: string) =>
  z.number().refine((value) => value >= min && value <= max, {
    error: ({ input }) =>
      typeof input === 'number' && input / 100 >= min && input / 100 <= max
        ? `this looks like centimetres: write ${input / 100}`
        : `must be between ${min} and ${max} m, for example ${example}`,
  });

const within = (min: number, max: number, unit: string) => {
  const error = `must be between ${min} and ${max} ${unit}`.trimEnd();
  return z.number().min(min, error).max(max, error);
};

const text = (max: number) =>
  z.string().min(1, 'must not be empty').max(max, `must be at most ${max} characters`);
const exercise = z.enum(LIFTS, `must be one of ${LIFTS.join(', ')}`);
const percent = within(0, 100, '%');

const athlete = z.strictObject({
  height_m: metres(HEIGHT_RANGE_M, '1.78'),
  /** Travel of the bar from floor to lockout, taped, by lift. */
  bar_travel_m: z.partialRecord(exercise, metres(BAR_TRAVEL_RANGE_M, '0.56')).default({}),
  /** Recordings of good reps the lower back is compared with, by lift; paths relative to the file. */
  baseline: z.partialRecord(exercise, z.array(text(4096))).default({}),
});

const sensor = z.strictObject({
  driver: text(64).default('beltline'),
  /** Serial number or Bluetooth address; without it the first one heard is taken. */
  id: text(64).optional(),
  athlete: text(64).optional(),
  role: z.enum(['belt', 'thoracic'], 'must be "belt" or "thoracic"').default('belt'),
  rate_hz: within(RATE_HZ.min, RATE_HZ.max, 'Hz').default(208),
  max_batch_ms: within(BATCH_MS.min, BATCH_MS.max, 'ms').default(50),
});

const buzzer = z.strictObject({
  driver: text(64),
  id: text(64).optional(),
  athlete: text(64).optional(),
});

const rule = z.strictObject({
  name: text(64),
  /** When it fires: an expression over the finished rep. */
  when: text(500),
  severity: z.enum(['amber', 'red'], 'must be "amber" or "red"').default('amber'),
  /** What the lifter is told. */
  say: text(120),
});

const alerts = z
  .strictObject({
    velocity_loss_amber_pct: percent,
    velocity_loss_red_pct: percent,
    speed_drop_amber_pct: percent,
    speed_drop_red_pct: percent,
    asymmetry_deg: within(1, 45, 'degrees'),
    /** Shortest time between two warnings of a kind, s. */
    cooldown_s: within(0, 60, 's'),
    /** No buzz and no bell; the screen still tells. */
    mute: z.boolean(),
    /** Tell amber only every n-th time once reps are clean: constant cues lose their effect in weeks. */
    fade_every: within(1, 20, '').int(),
  })
  .partial();

export const configSchema = z.strictObject({
  session: z
    .strictObject({
      exercise: exercise.default('conventional-deadlift'),
      athlete: text(64).optional(),
      load_kg: within(0, MAX_LOAD_KG, 'kg').optional(),
      /** Where recordings go; `false` records nothing. Relative to the file. */
      record: z.union([text(4096), z.literal(false)], 'must be a directory, or false').default('recordings'),
    })
    .prefault({}),
  store: z
    .strictObject({
      /** The local database of everything that was lifted; `false` keeps nothing. Relative to this file. */
      file: z.union([text(4096), z.literal(false)], 'must be a file, or false').default('beltline.db'),
    })
    .prefault({}),
  radio: z
    .strictObject({
      library: z
        .enum(
          ['@abandonware/noble', '@stoprocent/noble'],
          'must be "@abandonware/noble" or "@stoprocent/noble"',
        )
        .default('@abandonware/noble'),
      /** Which adapter: 0 is hci0. */
      adapter: within(0, 15, '').int().default(0),
    })
    .prefault({}),
  athlete: z
    .record(z.string().regex(NAME, `a name must ${NAME_HINT}`), athlete)
    .refine((all) => Object.keys(all).length > 0, 'name at least one athlete'),
  sensor: z
    .array(sensor)
    .max(16, 'at most 16 sensors')
    .default([sensor.parse({})]),
  buzzer: z.array(buzzer).max(16, 'at most 16 buzzers').default([]),
  alerts: alerts.prefault({}),
  rule: z.array(rule).max(50, 'at most 50 rules').default([]),
  influx: influx.optional(),
  notify: z.array(notify).max(16, 'at most 16').default([]),
});

/** The file as it was written, defaults filled in. */
export type Config = z.infer<typeof configSchema>;
