/** What became of one analysis of one virtual recording. Plain data: it travels between processes as JSON. */
import type { AlertKind, SpeedDropCause } from '../../src/domain/alert.ts';
import type { SetUpState } from '../../src/domain/event.ts';
import type { Rep } from '../../src/domain/rep.ts';
import type { RepTruth, ScenarioName } from '../../src/simulator/index.ts';

/**
 * What the analysis was told: `height` alone; with the `tape`; with a `baseline` of the lifter's earlier sets; with a
 * second sensor, `measured`.
 */
export type Mode = 'height' | 'tape' | 'baseline' | 'measured';

/** A rep that happened and was seen. */
export interface PairedRep {
  readonly truth: RepTruth;
  readonly rep: Rep;
  /** Alerts that name this rep. */
  readonly alerts: readonly AlertKind[];
  /** Whether the lifter was warned of the back between lift-off and lockout. */
  readonly warned: boolean;
  /** The first warning of speed between lift-off and lockout, and how long before lockout it came. */
  readonly slowed: { readonly cause: SpeedDropCause; readonly leadS: number } | null;
  /** What was said last of the set-up before lift-off. */
  readonly setUp: SetUpState | null;
  /** Reps that happened before this one in the recording. */
  readonly earlier: number;
  /** How far the clip truly slipped since the rep before, degrees; `null` for the first. */
  readonly slippedDeg: number | null;
}

/** A rep that was seen and did not happen. */
export interface ExtraRep {
  readonly liftOffS: number;
  readonly lockoutS: number;
  /** It was a pull that never reached lockout. */
  readonly missedPull: boolean;
}

export interface Outcome {
  readonly scenario: ScenarioName;
  readonly lifter: number;
  readonly day: number;
  readonly mode: Mode;
  readonly seconds: number;
  readonly pairs: readonly PairedRep[];
  /** Reps that happened and were not seen. */
  readonly unseen: readonly RepTruth[];
  readonly extras: readonly ExtraRep[];
  /** Warnings of speed while nothing was lifted. */
  readonly straySpeed: number;
}

/** A pair and where it comes from. */
export interface Case extends PairedRep {
  readonly outcome: Outcome;
}

export const casesOf = (outcomes: readonly Outcome[]): Case[] =>
  outcomes.flatMap((outcome) => outcome.pairs.map((pair) => ({ ...pair, outcome })));

/** Where to find a recording again. */
export const placeOf = ({ scenario, lifter, day }: Outcome): string =>
  `${scenario}, lifter ${lifter}, day ${day}`;

export const isOutcomes = (value: unknown): value is Outcome[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'pairs' in item);
