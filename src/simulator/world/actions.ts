/** What can be done to a virtual world while it runs: what lifters do to belts, and what goes wrong. */
import { z } from 'zod';

const belt = z.string().min(1);
/** For so long, then it is over; without it for good. */
const forS = z.number().min(0).optional();
const onBelt = <D extends string, S extends z.ZodRawShape>(what: D, shape: S) =>
  z.strictObject({ do: z.literal(what), belt, ...shape });

export const actionSchema = z.discriminatedUnion('do', [
  /** The link breaks at once; both ends learn of it. */
  onBelt('drop-link', {}),
  /** Out of range: the link ends by its supervision timeout. */
  onBelt('mute', { forS }),
  /** Battery out, for good. */
  onBelt('remove', {}),
  z.strictObject({ do: z.literal('adapter-off'), forS }),
  z.strictObject({ do: z.literal('adapter-on') }),
  /** Chance that a packet is not heard, everywhere. */
  z.strictObject({ do: z.literal('loss'), share: z.number().min(0).max(1), forS }),
  onBelt('hang', { watchdogS: z.number().min(0).optional() }),
  onBelt('reboot', {}),
  onBelt('ignore-control', { forS }),
  /** Every request to this belt is answered by an ATT error. */
  onBelt('att-error', { code: z.int().min(1).max(255), forS }),
  /** The sensor is not read, and nobody is told. */
  onBelt('silent', { forS }),
  /** The radio of the belt takes nothing: the live queue overflows. */
  onBelt('stall', { forS: z.number().min(0) }),
  onBelt('clock-step', { us: z.number() }),
  onBelt('drift', { ppm: z.number() }),
  /** Real over nominal sampling rate, less one. */
  onBelt('rate-error', { share: z.number().min(-0.05).max(0.05) }),
  onBelt('truncate-frames', { count: z.int().min(0) }),
  onBelt('inject-frame', { hex: z.string().regex(/^([0-9a-f]{2})*$/) }),
  onBelt('corrupt-blocks', { count: z.int().min(0) }),
  onBelt('flip-bit', { block: z.int().min(0), bit: z.int().min(0) }),
  onBelt('button', { ms: z.number().min(0) }),
  onBelt('battery', { percent: z.number().min(0).max(100) }),
  onBelt('motor', { broken: z.boolean() }),
]);

export type Action = z.output<typeof actionSchema>;
export type ActionOf<D extends Action['do']> = Extract<Action, { do: D }>;
