import { describe, expect, it } from 'vitest';
import { HAPTIC_CAPS, lengthS, patternFor, runningS } from '../../src/alerts/haptic.ts';
import type { CueKind } from '../../src/domain/cue.ts';
import type { Vibration } from '../../src/domain/device.ts';
import type { Severity } from '../../src/domain/rep.ts';

/** Every kind and severity that can be told. The link has one severity each way. */
const GIVEN: readonly (readonly [CueKind, Severity])[] = [
  ...(['lumbar', 'speed-drop', 'velocity-loss', 'hips-first', 'asymmetry', 'rule'] as const).flatMap(
    (kind) => [[kind, 'amber'] as const, [kind, 'red'] as const],
  ),
  ['not-monitoring', 'red'],
  ['monitoring-again', 'none'],
];

const pulses = (vibration: Vibration): number[] =>
  vibration.flatMap(({ amplitude, seconds }) => (amplitude > 0 ? [seconds] : []));
const pauses = (vibration: Vibration): number[] =>
  vibration.flatMap(({ amplitude, seconds }) => (amplitude > 0 ? [] : [seconds]));

/** Twice as long, or more, at some place. */
const longer = (a: readonly number[], b: readonly number[]): boolean =>
  a.some((seconds, i) => Math.max(seconds / b[i], b[i] / seconds) >= 2);

/** The rule: another number of pulses, or a pulse or a pause that is at least twice as long. Strength does not count. */
const feelsDifferent = (a: Vibration, b: Vibration): boolean =>
  pulses(a).length !== pulses(b).length || longer(pulses(a), pulses(b)) || longer(pauses(a), pauses(b));

describe('patterns', () => {
  it('can be told apart by feel, every one from every other', () => {
    GIVEN.forEach(([kind, severity], i) => {
      for (const [other, otherSeverity] of GIVEN.slice(i + 1)) {
        const different = feelsDifferent(patternFor(kind, severity), patternFor(other, otherSeverity));
        expect(different, `${kind} ${severity} and ${other} ${otherSeverity}`).toBe(true);
      }
    });
  });

  it.each(GIVEN)('%s %s keeps the caps of the firmware', (kind, severity) => {
    const vibration = patternFor(kind, severity);
    expect(vibration.length).toBeLessThanOrEqual(HAPTIC_CAPS.segments);
    expect(lengthS(vibration)).toBeLessThanOrEqual(HAPTIC_CAPS.cueS);
    expect(runningS(vibration)).toBeLessThanOrEqual(HAPTIC_CAPS.dutyShare * HAPTIC_CAPS.dutyWindowS);
    for (const { amplitude, seconds } of vibration) {
      expect(amplitude).toBeGreaterThanOrEqual(0);
      expect(amplitude).toBeLessThanOrEqual(1);
      const steps = seconds / HAPTIC_CAPS.stepS;
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-9);
      // One byte holds the length of a segment.
      expect(steps).toBeLessThanOrEqual(255);
    }
    // Begins and ends with the motor on, or it would feel shorter than it is.
    expect(vibration[0].amplitude).toBeGreaterThan(0);
    expect(vibration[vibration.length - 1].amplitude).toBeGreaterThan(0);
  });

  it.each(['lumbar', 'speed-drop', 'velocity-loss', 'rule'] as const)(
    '%s is longer and stronger when red',
    (kind) => {
      const [amber, red] = [patternFor(kind, 'amber'), patternFor(kind, 'red')];
      expect(runningS(red)).toBeGreaterThan(runningS(amber));
      expect(red[0].amplitude).toBeGreaterThan(amber[0].amplitude);
    },
  );
});
