/** A vibration as a command for the belt's motor (SPEC 12). */
import type { Vibration } from '../../../domain/device.ts';
import type { DeviceWrite } from '../../driver.ts';
import { encodeHaptic, HAPTIC_MODE, hapticOptions, SEGMENT_UNIT_MS } from '../../protocol/index.ts';

/** A cue that begins later than this after it arrived teaches the wrong thing, ms; sooner where it is that old already. */
const EXPIRY_MS = 300;
/** Everything Beltline buzzes for is a warning. */
const PRIORITY = 2;
const MS = 1000;
const FULL = 255;
const ATT_HEADER = 3;
const COMMAND_HEADER = 6;
const SEGMENT_BYTES = 2;
/** Most segments of a command (SPEC 12). */
const MOST_SEGMENTS = 16;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const vibrateBelt = (vibration: Vibration, mtu: number, ttlS: number): readonly DeviceWrite[] => {
  const room = Math.floor((mtu - ATT_HEADER - COMMAND_HEADER) / SEGMENT_BYTES);
  const segments = vibration.slice(0, Math.min(room, MOST_SEGMENTS)).map(({ amplitude, seconds }) => ({
    amplitude: Math.round(clamp(amplitude, 0, 1) * FULL),
    duration: clamp(Math.round((seconds * MS) / SEGMENT_UNIT_MS), 1, FULL),
  }));
  if (segments.length === 0) return [];
  // Any number will do: it only names the command in the belt's own events.
  const [seq] = crypto.getRandomValues(new Uint8Array(1));
  const bytes = encodeHaptic({
    message: 'haptic',
    mode: HAPTIC_MODE.segments,
    seq,
    options: hapticOptions(PRIORITY, false),
    expiry: Math.round(clamp(ttlS * MS, 1, EXPIRY_MS)),
    segments,
  });
  return [{ channel: 'haptic', bytes, response: false }];
};
