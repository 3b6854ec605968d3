/** Where notices go, and which of them. */
import type { Cue, CueKind } from '../../domain/cue.ts';
import type { Secret } from '../../domain/secret.ts';
import { isGraver } from '../cues/candidate.ts';

/** What can be told by phone; spelled out, so that a new kind of cue does not compile until it can be. */
const KINDS = {
  lumbar: 'lumbar',
  'hips-first': 'hips-first',
  asymmetry: 'asymmetry',
  'speed-drop': 'speed-drop',
  'velocity-loss': 'velocity-loss',
  'not-monitoring': 'not-monitoring',
  'monitoring-again': 'monitoring-again',
  rule: 'rule',
} as const satisfies { readonly [Kind in CueKind]: Kind };

export const PHONE_KINDS: readonly CueKind[] = Object.values(KINDS);

/** Which cues a destination wants. */
export interface Wanted {
  readonly kinds: readonly CueKind[];
  /** The least grave that is sent. Good news has no severity and goes by its kind alone. */
  readonly severity: 'amber' | 'red';
  /** Whose; `null` for everybody's. */
  readonly athlete: string | null;
}

interface Place {
  /** Root of an ntfy server without a slash at its end, or the address of a webhook. It may be a secret itself. */
  readonly url: Secret;
  /** Sent as `Authorization: Bearer`; `null` for none. */
  readonly token: Secret | null;
}

export type Destination = Place &
  ({ readonly service: 'ntfy'; readonly topic: string } | { readonly service: 'webhook' });

export const wants = ({ kinds, severity, athlete }: Wanted, cue: Cue, whose: string): boolean =>
  kinds.includes(cue.kind) &&
  (athlete === null || athlete === whose) &&
  (cue.severity === 'none' || !isGraver(severity, cue.severity));
