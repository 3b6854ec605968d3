/**
 * What a recording holds, item by item, in the order in which it happened. Writing and reading speak the same types.
 *
 * Objects are checked on both sides. Keys that a reader does not know are kept: a later version may have added them.
 */
import { z } from 'zod';
import type { DeviceInput, LinkLoss } from '../../domain/device.ts';
import type { SensorRole } from '../../domain/sample.ts';

/** Which device an input came from. */
export interface RecordedDevice {
  /** What identifies this very device: its serial number, else its address. */
  readonly serial: string;
  /** Name of the driver that understands its bytes. */
  readonly driver: string;
  /** What it measures on the lifter; `null` for a device without a sensor, such as a buzzer. */
  readonly role: SensorRole | null;
  /** Who wears it. */
  readonly athlete: string;
}

/** What a driver learned of a device while starting it. */
export interface RecordedDeviceInfo {
  readonly driver: string;
  readonly model: string;
  readonly serial: string;
  readonly firmware: string | null;
  /** Sampling rate it was set to, Hz. */
  readonly rateHz: number;
}

/** What is known of one lifter as the session begins. */
export interface LifterSettings {
  readonly athlete: string;
  /** Standing height, m. */
  readonly heightM: number;
  /** Taped bar travel, m. */
  readonly barTravelM: number | null;
  readonly exercise: string;
  readonly placement: string;
  readonly loadKg: number | null;
  /** What the corridor is built from, any JSON; `null` without a baseline. */
  readonly baseline: unknown;
}

/** Everything besides the inputs that decides what a session tells. */
export interface SessionSettings {
  readonly lifters: readonly LifterSettings[];
  /** Parameters of the alert policy, any JSON. */
  readonly alerts: unknown;
  /** Alert rules written by the user, each any JSON. */
  readonly rules: readonly unknown[];
}

/** What the lifter or the coach decided while the session was running. */
export type SessionCommand =
  | { readonly type: 'load'; readonly athlete: string; readonly loadKg: number | null }
  | { readonly type: 'exercise'; readonly athlete: string; readonly exercise: string }
  /** `athlete` hands the belt over to another lifter. */
  | { readonly type: 'athlete'; readonly athlete: string; readonly lifter: LifterSettings }
  | { readonly type: 'set-ended'; readonly athlete: string }
  /** Neither buzz nor bell, or again. */
  | { readonly type: 'mute'; readonly athlete: string; readonly mute: boolean }
  /** No sensor was there to say how late it was, and something held back came due. */
  | { readonly type: 'clock'; readonly athlete: string };

/**
 * What was told, as it was told. `atS` is the time of the input that led to it; times in the body are the body's own.
 */
export interface ToldItem {
  readonly type: 'told';
  readonly atS: number;
  readonly athlete: string | null;
  /** `event` for a `SessionEvent`, `cue` for what was felt or heard. */
  readonly what: string;
  readonly body: object;
}

/** Something that a session works on. Times are session time, s, as `quantise` rounds them. */
export type SessionInput =
  | { readonly type: 'input'; readonly device: RecordedDevice; readonly input: DeviceInput }
  | {
      readonly type: 'info';
      readonly atS: number;
      readonly device: RecordedDevice;
      readonly info: RecordedDeviceInfo;
    }
  | { readonly type: 'command'; readonly atS: number; readonly command: SessionCommand };

/** Something that happened in a session. */
export type RecordingItem = SessionInput | ToldItem;

/** When it happened, s of session time. */
export const timeOf = (item: RecordingItem): number => (item.type === 'input' ? item.input.atS : item.atS);

const athlete = z.string().describe('Name of the lifter');
const metres = (what: string) => z.number().positive().describe(`${what}, m`);
const loadKg = z.number().nonnegative().nullable().describe('Load on the bar, kg');

const lifter = z.looseObject({
  athlete,
  heightM: metres('Standing height'),
  barTravelM: metres('Taped bar travel').nullable(),
  exercise: z.string(),
  placement: z.string(),
  loadKg,
  baseline: z.unknown(),
}) satisfies z.ZodType<LifterSettings>;

export const settingsSchema = z.looseObject({
  lifters: z.array(lifter).min(1),
  alerts: z.unknown(),
  rules: z.array(z.unknown()),
}) satisfies z.ZodType<SessionSettings>;

export const commandSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('load'), athlete, loadKg }),
  z.looseObject({ type: z.literal('exercise'), athlete, exercise: z.string() }),
  z.looseObject({ type: z.literal('athlete'), athlete, lifter }),
  z.looseObject({ type: z.literal('set-ended'), athlete }),
  z.looseObject({ type: z.literal('mute'), athlete, mute: z.boolean() }),
  z.looseObject({ type: z.literal('clock'), athlete }),
]) satisfies z.ZodType<SessionCommand>;

/** Spelled out, so that a new reason in the domain does not compile until recordings know it. */
const LINK_LOSSES = {
  disconnected: 'disconnected',
  silent: 'silent',
  deaf: 'deaf',
  radio: 'radio',
  closed: 'closed',
} as const satisfies { readonly [Reason in LinkLoss]: Reason };

export const linkSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('up') }),
  z.looseObject({ type: z.literal('down'), reason: z.enum(LINK_LOSSES) }),
]);

export const infoSchema = z.looseObject({
  driver: z.string(),
  model: z.string(),
  serial: z.string(),
  firmware: z.string().nullable(),
  rateHz: z.number().nonnegative().describe('Sampling rate it was set to, Hz'),
}) satisfies z.ZodType<RecordedDeviceInfo>;

export const toldSchema = z.looseObject({
  athlete: athlete.nullable(),
  what: z.string().describe('event or cue'),
  body: z.looseObject({}),
});

const ROLES = { belt: 'belt', thoracic: 'thoracic' } as const satisfies { readonly [R in SensorRole]: R };

/** The metadata of a device's channel; MCAP keeps strings only, so no role is an absent key. */
export const deviceSchema = z.object({
  serial: z.string(),
  driver: z.string(),
  role: z.enum(ROLES).nullable().default(null),
  athlete: z.string(),
}) satisfies z.ZodType<RecordedDevice>;

const COMMAND_TYPES: ReadonlySet<string> = new Set(
  commandSchema.options.map((option) => option.shape.type.value),
);

/** Whether this is a command of a later version, which a reader skips and counts. */
export const isLaterCommand = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  !COMMAND_TYPES.has(value.type);
