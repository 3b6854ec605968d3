/** What the lifter or the coach changes while a session runs, at the terminal or from the page. */
import type { Exercise } from './exercise.ts';

export type LiftCommand =
  | { readonly type: 'load'; readonly loadKg: number | null }
  | { readonly type: 'exercise'; readonly exercise: Exercise }
  | { readonly type: 'athlete'; readonly athlete: string }
  | { readonly type: 'mute'; readonly mute: boolean }
  /** The set is over, whatever the pause. */
  | { readonly type: 'end-set' };
