import { describe, expect, it } from 'vitest';
import {
  encodeHaptic,
  HAPTIC_MODE,
  hapticOptions,
  isAbsolute,
  priorityOf,
} from '../../../src/devices/protocol/index.ts';

const internal = expect.objectContaining({ code: 'internal' });

describe('haptic commands', () => {
  it('hold priority and kind of expiry in one byte', () => {
    const options = hapticOptions(3, true);
    expect(options).toBe(0x83);
    expect([priorityOf(options), isAbsolute(options), isAbsolute(hapticOptions(1, false))]).toEqual([
      3,
      true,
      false,
    ]);
  });

  it('that break the protocol are not sent', () => {
    const head = { message: 'haptic', seq: 1, options: 0, expiry: 0 } as const;
    const { cue, effect, segments } = HAPTIC_MODE;
    const one = { amplitude: 255, duration: 1 };
    const bad = [
      { ...head, mode: cue, n: 0 },
      { ...head, mode: effect, n: 124 },
      { ...head, mode: cue, n: 1, options: 4 },
      { ...head, mode: segments, segments: [] },
      { ...head, mode: segments, segments: Array.from({ length: 17 }, () => one) },
      { ...head, mode: segments, segments: [{ ...one, duration: 0 }] },
      { ...head, mode: segments, segments: [{ ...one, amplitude: 256 }] },
    ] as const;
    for (const command of bad) expect(() => encodeHaptic(command)).toThrow(internal);
  });
});
