/**
 * The one table of what a lifter is told, when, and how often. Thresholds of the lower back and of the bar's live speed
 * are in `signal`; those of the alerts of a finished session in `alerts/policy.ts`. Marks: [V] published, [D] derived by
 * us, [G] general knowledge.
 */
import type { CueKind } from '../../domain/cue.ts';

export interface CueParams {
  /**
   * Velocity loss in the set from which a rep is slow, and from which very slow, per cent. Defaults 15 and 25: losses up
   * to 25 % serve strength better than more (Hickmott 2022) [V]; deadlifts lose little before failure (Beck 2020) [V].
   */
  readonly lossAmberPct: number;
  readonly lossRedPct: number;
  /** Slow reps in a row that are forgiven before a set is to end. Default 1 [D]: one rep may slip; retests differ by 0.03–0.08 m/s [V]. */
  readonly graceReps: number;
  /** Loss that is told without grace, per cent. Default 35 [D]. */
  readonly lossFarOverPct: number;
  /** Side bend or twist beyond the set-up, degrees. Default 7 [G]. */
  readonly asymmetryDeg: number;
  /** A level once reached falls back only below this share of its threshold. Default 0.8 [D]. */
  readonly fallbackShare: number;
  /**
   * How long a finding must hold before it is told, s. All 0 by default: what is live was held in `signal` already, and
   * `not-monitoring` must not wait for an input that may never come.
   */
  readonly holdS: Readonly<Record<CueKind, number>>;
  /** Least time between two cues of a kind within a set, s; amber may turn red within it. 2 live, 5 final, 30 for the link [D]. */
  readonly cooldownS: Readonly<Record<CueKind, number>>;
  /** After a cue, others wait this long unless they matter more, s. Default 0.8 [D]: patterns must not run into each other. */
  readonly spacingS: number;
  /** How long the motor's shaking goes on in belt and sensor after it stopped, s. Default 0.15 [G]. */
  readonly maskTailS: number;
  /** Longest stretch a motor may run, s: if its end is never told, it is over then. Default 2: the firmware's cap. */
  readonly maskMostS: number;
  /** How far back the evidence of a live warning reaches, s. Default 0.1 [D]: what `signal` holds levels for. */
  readonly evidenceS: number;
  /** How long a live finding may be held back, s. Default 1.5 [D]: later the rep is over. */
  readonly liveAgeS: number;
  /** And one of a finished rep, s. Default 3 [D]: then the lifter thinks of the next. */
  readonly finalAgeS: number;
  /** Time without a rep after which the next one opens a new set, s. Default 12, as in `signal/reps`. */
  readonly restS: number;
  /**
   * Fading: after this many clean reps of a set, only every n-th amber cue on technique is told, until a red one. Off by
   * default (`null`); constant haptics lose their use within weeks (science §3).
   */
  readonly fading: { readonly afterCleanReps: number; readonly every: number } | null;
}

const NO_HOLD: CueParams['holdS'] = {
  lumbar: 0,
  'hips-first': 0,
  asymmetry: 0,
  'speed-drop': 0,
  'velocity-loss': 0,
  'not-monitoring': 0,
  'monitoring-again': 0,
  rule: 0,
};

export const CUE_DEFAULTS: CueParams = {
  lossAmberPct: 15,
  lossRedPct: 25,
  graceReps: 1,
  lossFarOverPct: 35,
  asymmetryDeg: 7,
  fallbackShare: 0.8,
  holdS: NO_HOLD,
  cooldownS: {
    lumbar: 2,
    'speed-drop': 2,
    'hips-first': 5,
    asymmetry: 5,
    'velocity-loss': 5,
    rule: 5,
    'not-monitoring': 30,
    'monitoring-again': 0,
  },
  spacingS: 0.8,
  maskTailS: 0.15,
  maskMostS: 2,
  evidenceS: 0.1,
  liveAgeS: 1.5,
  finalAgeS: 3,
  restS: 12,
  fading: null,
};

/** When two come together, red goes before amber, and among those this order holds. */
export const PRIORITY: readonly CueKind[] = [
  'lumbar',
  'not-monitoring',
  'speed-drop',
  'velocity-loss',
  'hips-first',
  'asymmetry',
  'rule',
  'monitoring-again',
];

/** Kinds about technique: their amber cues may fade. Those that end a set, or tell of the link, may not. */
export const FADING_KINDS: readonly CueKind[] = ['lumbar', 'hips-first', 'asymmetry', 'speed-drop', 'rule'];

/** Kinds about the session, not about a set: a new set does not forget them, and muting does not silence them. */
export const SESSION_KINDS: readonly CueKind[] = ['not-monitoring', 'monitoring-again'];
