/** What the process of a virtual world and its parent say to each other: `{ virtual: … }`, by `process.send`. */
import { z } from 'zod';
import { actionSchema } from './actions.ts';
import type { BeltSummary } from './summary.ts';

/** All times are ms of the system's monotonic clock, the same in every process; see {@link monotonicMs}. */
export type FromWorld =
  /** The belts advertise; noble may be loaded. */
  | {
      readonly type: 'ready';
      readonly belts: readonly { readonly name: string; readonly serial: string; readonly address: string }[];
    }
  /** Time began for the lifters. */
  | { readonly type: 'began'; readonly atMs: number }
  /** A write arrived at the Haptic characteristic. */
  | { readonly type: 'haptic'; readonly belt: string; readonly atMs: number; readonly hex: string }
  /** A haptic command ended; `command` is `null` for what the belt played by itself. */
  | {
      readonly type: 'haptic-end';
      readonly belt: string;
      readonly atMs: number;
      readonly command: number | null;
      readonly outcome: number;
      readonly onMs: number;
    }
  | { readonly type: 'truth'; readonly id: number; readonly belts: readonly BeltSummary[] }
  /** A message was not understood, or an action could not be done. */
  | { readonly type: 'refused'; readonly reason: string };

const toWorldSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('act'), action: actionSchema }),
  z.strictObject({ type: z.literal('ask-truth'), id: z.int() }),
]);

export type ToWorld = z.output<typeof toWorldSchema>;

const envelope = z.object({ virtual: z.unknown() });

/** The content of a message to the world; `null` for messages that are none of ours, which are left alone. */
export const readToWorld = (
  message: unknown,
):
  { readonly ok: true; readonly value: ToWorld } | { readonly ok: false; readonly reason: string } | null => {
  const opened = envelope.safeParse(message);
  if (!opened.success) return null;
  const read = toWorldSchema.safeParse(opened.data.virtual);
  return read.success
    ? { ok: true, value: read.data }
    : {
        ok: false,
        reason: read.error.issues.map(({ path, message: text }) => `${path.join('.')}: ${text}`).join('; '),
      };
};

/** ms of the system's monotonic clock at a time of this process's `performance.now()`. */
export const monotonicMs = (performanceMs: number): number =>
  performanceMs + Number(process.hrtime.bigint()) / 1e6 - performance.now();
