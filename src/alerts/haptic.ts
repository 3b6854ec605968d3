/**
 * What each cue feels like. Patterns differ in rhythm, because strength is felt differently through every belt and
 * shirt: in the number of pulses, or in one pulse being at least twice as long, or one pause.
 *
 * `S` is a short pulse, `L` a long one; `.` is a pause, `_` a long one. Urgent cues are long, and red ones longer and
 * stronger than amber ones of their kind.
 *
 * | cue                 | pattern |                | cue              | pattern   |
 * | ------------------- | ------- | -------------- | ---------------- | --------- |
 * | lumbar amber        | S.S     |                | lumbar red       | L.L       |
 * | speed drop amber    | S.S.S   |                | speed drop red   | L.L.L     |
 * | velocity loss amber | L       |                | velocity loss red| LL (one)  |
 * | hips first          | S.L     |                | asymmetry        | L.S       |
 * | not monitoring      | S.S.S.S |                | monitoring again | S         |
 * | rule amber          | S_S     |                | rule red         | L_L       |
 */
import type { Cue, CueKind } from '../domain/cue.ts';
import type { Vibration, VibrationSegment } from '../domain/device.ts';
import type { Severity } from '../domain/rep.ts';

/** Caps of the firmware that a pattern must keep. */
export const HAPTIC_CAPS = {
  /** Longest cue, s. */
  cueS: 2,
  /** Segments that fit the smallest packet (ATT MTU 23). */
  segments: 7,
  /** Granularity of a segment, s. */
  stepS: 0.01,
  /** The motor may run this share of the time within this window, s. */
  dutyShare: 0.5,
  dutyWindowS: 10,
} as const;

/** A coin motor needs 30 to 50 ms to be felt; a tenth is short and certain, and four times that is unmistakably long [G]. */
const SHORT_S = 0.1;
const LONG_S = 0.4;
const VERY_LONG_S = 1;
const PAUSE_S = 0.1;
const LONG_PAUSE_S = 0.3;

const STRENGTH: Readonly<Record<Severity, number>> = { none: 0.6, amber: 0.8, red: 1 };

const SIGNS: Readonly<Record<string, { readonly seconds: number; readonly on: boolean }>> = {
  S: { seconds: SHORT_S, on: true },
  L: { seconds: LONG_S, on: true },
  X: { seconds: VERY_LONG_S, on: true },
  '.': { seconds: PAUSE_S, on: false },
  _: { seconds: LONG_PAUSE_S, on: false },
};

const RHYTHMS: Readonly<Record<CueKind, { readonly amber: string; readonly red: string }>> = {
  lumbar: { amber: 'S.S', red: 'L.L' },
  'speed-drop': { amber: 'S.S.S', red: 'L.L.L' },
  'velocity-loss': { amber: 'L', red: 'X' },
  'hips-first': { amber: 'S.L', red: 'S.L.L' },
  asymmetry: { amber: 'L.S', red: 'L.L.S' },
  rule: { amber: 'S_S', red: 'L_L' },
  'not-monitoring': { amber: 'S.S.S.S', red: 'S.S.S.S' },
  'monitoring-again': { amber: 'S', red: 'S' },
};

/** The pattern of a kind and severity; every pair that a policy can give has its own. */
export const patternFor = (kind: CueKind, severity: Severity): Vibration =>
  RHYTHMS[kind][severity === 'red' ? 'red' : 'amber'].split('').map((sign): VibrationSegment => {
    const { seconds, on } = SIGNS[sign];
    return { amplitude: on ? STRENGTH[severity] : 0, seconds };
  });

export const vibrationFor = ({ kind, severity }: Cue): Vibration => patternFor(kind, severity);

/** How long a vibration lasts, pauses included, s. */
export const lengthS = (vibration: Vibration): number =>
  vibration.reduce((sum, { seconds }) => sum + seconds, 0);

/** How long the motor runs in it, s. */
export const runningS = (vibration: Vibration): number =>
  vibration.reduce((sum, { amplitude, seconds }) => sum + (amplitude > 0 ? seconds : 0), 0);
