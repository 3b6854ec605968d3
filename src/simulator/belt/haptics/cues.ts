/** What named cues and effects of the motor driver feel like (SPEC 12.1, TI DRV2605L data sheet, table 11.2). */
import { CUE, HAPTIC_MODE, type Haptic, type HapticSegment } from '../../../devices/protocol/index.ts';

const segments = (...pairs: readonly (readonly [number, number])[]): readonly HapticSegment[] =>
  pairs.map(([amplitude, duration]) => ({ amplitude, duration }));

const CUES: ReadonlyMap<number, readonly HapticSegment[]> = new Map([
  [CUE.ready, segments([160, 10])],
  [CUE.amber, segments([180, 12], [0, 10], [180, 12])],
  [CUE.red, segments([255, 60])],
  [CUE.slow, segments([255, 8], [0, 8], [255, 8], [0, 8], [255, 8])],
  [CUE.rack, segments([255, 40], [0, 15], [255, 40])],
  [CUE.blind, segments([120, 6], [0, 20], [120, 6], [0, 20], [120, 6], [0, 20], [120, 6])],
  [CUE.identify, segments([200, 20], [0, 20], [200, 20], [0, 20], [200, 20])],
]);

/** Those that last; the other 117 are clicks, ticks and ramps, near enough to one short buzz. */
const EFFECTS: ReadonlyMap<number, readonly HapticSegment[]> = new Map([
  [10, segments([255, 4], [0, 6], [255, 4])],
  [14, segments([255, 50])],
  [15, segments([255, 75])],
  [16, segments([255, 100])],
  [47, segments([255, 20])],
  [52, segments([255, 10], [0, 10], [255, 10], [0, 10], [255, 10])],
]);
const CLICK = segments([255, 4]);

/** The cue by which a belt shows which one it is. */
export const IDENTIFY = CUES.get(CUE.identify) ?? CLICK;

/** What a command plays; `null` for a cue this belt does not know. */
export const segmentsOf = (command: Exclude<Haptic, { mode: 0 }>): readonly HapticSegment[] | null => {
  if (command.mode === HAPTIC_MODE.segments) return command.segments;
  if (command.mode === HAPTIC_MODE.cue) return CUES.get(command.n) ?? null;
  return EFFECTS.get(command.n) ?? CLICK;
};
