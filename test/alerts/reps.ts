/** Closed reps as a session tells them. */
import type { SessionEvent } from '../../src/domain/event.ts';
import type { Rep, Severity } from '../../src/domain/rep.ts';

export const clean: Rep = {
  index: 1,
  liftOffS: 10,
  peakVelocityS: 10.5,
  lockoutS: 11,
  touchdownS: 13,
  concentricS: 1,
  eccentricS: 1.5,
  topPauseS: 0.5,
  meanVelocityMps: 0.5,
  peakVelocityMps: 0.8,
  meanPropulsiveVelocityMps: 0.52,
  timeToPeakS: 0.5,
  romM: 0.5,
  velocityErrorMps: 0.04,
  peakVelocityErrorMps: 0.1,
  meanPropulsiveVelocityErrorMps: 0.05,
  velocityLossPct: 0,
  stickingRegion: null,
  lumbar: { method: 'proxy', excursionDeg: 0.5, onsetS: null, severity: 'none' },
  hipsFirst: false,
  lateralDeg: 1,
  twistDeg: -1,
  confidence: 0.9,
  flags: [],
};
/** Lift-off at 10 s, lockout at 11 s, told at 13.4 s. */
export const repEvent = (change: Partial<Rep> = {}, set = 1): Extract<SessionEvent, { type: 'rep' }> => ({
  type: 'rep',
  atS: 13.4,
  set,
  rep: { ...clean, ...change },
  curve: null,
  trace: null,
});
export const lumbar = (severity: Severity, onsetS: number | null = 10.2): Partial<Rep> => ({
  lumbar: { method: 'proxy', excursionDeg: 5, onsetS, severity },
});
