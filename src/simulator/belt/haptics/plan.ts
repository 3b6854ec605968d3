/** Which drives a command may make, within the caps nobody can switch off (SPEC 12.3). */
import { type HapticSegment, SEGMENT_UNIT_MS } from '../../../devices/protocol/index.ts';
import type { Drive } from '../motor.ts';

/** Longest command, pauses included, ms. */
export const COMMAND_MS = 2000;
/** Longest the motor is driven within {@link DUTY_WINDOW_MS}. */
export const DUTY_MS = 5000;
export const DUTY_WINDOW_MS = 10_000;
const MAX_AMPLITUDE = 255;

export interface HapticPlan {
  readonly drives: readonly Drive[];
  readonly endMs: number;
  /** `refused`: not even its first drive is allowed. `cut`: a cap ends it before its end. */
  readonly verdict: 'whole' | 'cut' | 'refused';
}

/** Time driven between two true times, ms. */
export const drivenMs = (drives: readonly Drive[], fromMs: number, toMs: number): number =>
  drives.reduce(
    (sum, { startMs, endMs }) => sum + Math.max(0, Math.min(endMs, toMs) - Math.max(startMs, fromMs)),
    0,
  );

/** Plans in steps of 10 ms, the unit of segments. `past`: drives of the last ten seconds. */
export const planHaptic = (
  segments: readonly HapticSegment[],
  past: readonly Drive[],
  nowMs: number,
): HapticPlan => {
  const drives: Drive[] = [];
  let atMs = nowMs;
  const mayDrive = (untilMs: number): boolean =>
    drivenMs([...past, ...drives], untilMs - DUTY_WINDOW_MS, untilMs) + SEGMENT_UNIT_MS <= DUTY_MS;
  const end = (verdict: HapticPlan['verdict']): HapticPlan => ({ drives, endMs: atMs, verdict });

  for (const { amplitude, duration } of segments) {
    const startMs = atMs;
    for (let step = 0; step < duration; step++) {
      const untilMs = atMs + SEGMENT_UNIT_MS;
      if (untilMs - nowMs > COMMAND_MS) return end('cut');
      if (amplitude > 0) {
        if (!mayDrive(untilMs)) return end(drives.length === 0 ? 'refused' : 'cut');
        if (step > 0) drives.pop();
        drives.push({ startMs, endMs: untilMs, strength: amplitude / MAX_AMPLITUDE });
      }
      atMs = untilMs;
    }
  }
  return end('whole');
};
