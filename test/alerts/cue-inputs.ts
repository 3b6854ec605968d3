/** What a cue policy listens to, in short. */
import type { CueInput } from '../../src/alerts/cue-policy.ts';
import type { Cue } from '../../src/domain/cue.ts';
import type { MonitoringState } from '../../src/domain/event.ts';
import type { Rep } from '../../src/domain/rep.ts';
import { repEvent } from './reps.ts';

type Grave = 'amber' | 'red';

export const back = (atS: number, severity: Grave = 'amber'): CueInput => ({
  type: 'warning',
  atS,
  kind: 'lumbar',
  method: 'proxy',
  severity,
  excursionDeg: 5,
});
export const slow = (atS: number, severity: Grave = 'amber'): CueInput => ({
  type: 'warning',
  atS,
  kind: 'speed-drop',
  cause: 'sticking',
  severity,
  dropPct: 60,
  velocityMps: 0.2,
});
export const fast = (atS: number): CueInput => ({ type: 'warning-over', atS, kind: 'speed-drop' });
export const motor = (atS: number, on: boolean): CueInput => ({ type: on ? 'motor-on' : 'motor-off', atS });
export const clock = (atS: number): CueInput => ({ type: 'clock', atS });
export const liftOff = (atS: number): CueInput => ({ type: 'lift-off', atS, liftOffS: atS - 0.1 });
export const lockout = (atS: number): CueInput => ({
  type: 'rep-live',
  atS,
  rep: { liftOffS: atS - 1, lockoutS: atS, meanVelocityMps: 0.5, peakVelocityMps: 0.8 },
});
export const link = (atS: number, state: MonitoringState): CueInput => ({ type: 'monitoring', atS, state });
export const mute = (atS: number, on: boolean): CueInput => ({ type: 'mute', atS, mute: on });

/** Closes a rep at a time: it was locked out 2.4 s before, and lasted a second. */
export const close = (atS: number, change: Partial<Rep> = {}, set = 1): CueInput => ({
  ...repEvent({ liftOffS: atS - 3.4, lockoutS: atS - 2.4, ...change }, set),
  atS,
});
export const closeSet = (atS: number, index: number): CueInput => ({
  type: 'set',
  atS,
  set: { index, startS: 0, endS: atS, exercise: 'conventional-deadlift', velocityLossPct: 0, reps: [] },
});

/** The n-th rep of a set at this speed, of which the fastest was 0.5 m/s. */
export const paced = (meanVelocityMps: number, index: number): Partial<Rep> => ({
  index,
  meanVelocityMps,
  velocityLossPct: Math.max(0, 100 * (1 - meanVelocityMps / 0.5)),
});

/** `time kind severity`, to the millisecond. */
export const inShort = ({ atS, kind, severity }: Cue): string =>
  `${Number(atS.toFixed(3))} ${kind} ${severity}`;
