/** What is told while a rep goes on, in the words of the gym: short enough for a glance. */
import type { SpeedDropCause } from './alert.ts';
import type { Cue } from './cue.ts';
import type { LumbarWarning, SetUpReason, SpeedWarning } from './event.ts';
import { ALERT_WORDS } from './words.ts';

const SPEED_DROP_WORDS: Readonly<Record<SpeedDropCause, string>> = {
  sticking: 'bar sticks',
  grinding: 'bar grinds',
};

const SET_UP_WORDS: Readonly<Record<SetUpReason, string>> = {
  moving: 'still moving',
  leaning: 'leaning to one side',
  twisted: 'turned to one side',
  upright: 'stood up again',
};

/** `+3°`, `-2°`. */
export const degrees = (value: number): string =>
  `${value >= 0 ? '+' : ''}${value.toFixed(0)}°`.replace('-0°', '+0°');

export const setUpWords = (reasons: readonly SetUpReason[]): string =>
  reasons.map((reason) => SET_UP_WORDS[reason]).join(', ');

export const warningWords = (warning: LumbarWarning | SpeedWarning): string =>
  warning.kind === 'lumbar'
    ? `lower back is giving way: ${warning.method} ${degrees(warning.excursionDeg)}`
    : `${SPEED_DROP_WORDS[warning.cause]}: ${warning.dropPct.toFixed(0)} % slower, about ${warning.velocityMps.toFixed(2)} m/s`;

/** What a cue says. */
export const cueWords = (cue: Cue): string => {
  switch (cue.kind) {
    case 'speed-drop':
      return SPEED_DROP_WORDS[cue.cause];
    case 'velocity-loss':
      return `${ALERT_WORDS[cue.kind]} (${cue.lossPct.toFixed(0)} %)`;
    case 'monitoring-again':
      return 'monitoring again';
    case 'rule':
      return `${cue.say} (rule "${cue.name}")`;
    default:
      return ALERT_WORDS[cue.kind];
  }
};
