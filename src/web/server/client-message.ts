/** What comes from a page, checked: nothing of it is believed before. */
import { z } from 'zod';
import { EXERCISES, EXERCISES_WITHOUT_REPS } from '../../domain/exercise.ts';
import type { ClientMessage } from '../contract.ts';

/** Longest message of a page, bytes: many times what it ever needs. */
export const LONGEST_MESSAGE = 4096;

const LIFTS = EXERCISES.filter((name) => !EXERCISES_WITHOUT_REPS.includes(name));
const name = z.string().min(1).max(64);

const command = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('load'), loadKg: z.number().min(0).max(600).nullable() }),
  z.strictObject({ type: z.literal('exercise'), exercise: z.enum(LIFTS) }),
  z.strictObject({ type: z.literal('athlete'), athlete: name }),
  z.strictObject({ type: z.literal('mute'), mute: z.boolean() }),
  z.strictObject({ type: z.literal('end-set') }),
  z.strictObject({ type: z.literal('buzz') }),
]);

const message = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), protocol: z.int(), token: z.string().max(128) }),
  z.strictObject({ type: z.literal('command'), id: z.int().nonnegative(), lifter: name, command }),
]) satisfies z.ZodType<ClientMessage>;

/** `null` for anything that no page of ours would send. */
export const readClientMessage = (data: Uint8Array): ClientMessage | null => {
  if (data.length > LONGEST_MESSAGE) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(data);
    const checked = message.safeParse(JSON.parse(text));
    return checked.success ? checked.data : null;
  } catch {
    return null;
  }
};
