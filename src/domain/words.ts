/** Findings in the words of the gym. */
import type { AlertKind } from './alert.ts';
import type { RepFlag } from './rep.ts';

export const FLAG_WORDS: Readonly<Record<RepFlag, string>> = {
  'no-baseline': 'compared with the first reps of this session, not with earlier good reps',
  'corridor-building': 'too few clean reps yet to judge the lower back',
  gap: 'samples were lost during the rep',
  degraded: 'samples were lost, angles are less certain',
  slip: 'the sensor moved on the belt before this rep',
  rounding: 'the lower back gave way, so the speed is less certain',
  'mounting-uncertain': 'how the sensor sits was not yet certain',
  'touch-and-go': 'touch-and-go, no stop at the bottom',
  'rolling-start': 'the hips moved before the pull',
  grinder: 'took longer than three seconds',
  'travel-from-height': 'bar travel guessed from height (tape it, it is worth it)',
};

export const ALERT_WORDS: Readonly<Record<AlertKind, string>> = {
  lumbar: 'lower back gave way',
  'hips-first': 'hips rose before the bar',
  asymmetry: 'leaned or twisted to one side',
  'speed-drop': 'bar slowed down sharply',
  'velocity-loss': 'speed loss of the set reached its limit',
  'not-monitoring': 'not monitoring: no usable data from the sensor',
};
