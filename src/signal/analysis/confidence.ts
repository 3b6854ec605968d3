/** How far a rep's figures can be trusted, from what went wrong while it was measured. */
import type { RepFlag } from '../../domain/rep.ts';

/** Share of confidence that is left after each flag. [D]: an order, not a probability. */
const KEEPS: Record<RepFlag, number> = {
  'no-baseline': 0.95,
  'corridor-building': 0.9,
  gap: 0.8,
  degraded: 0.6,
  slip: 0.7,
  rounding: 0.85,
  'mounting-uncertain': 0.7,
  'touch-and-go': 0.95,
  'rolling-start': 0.95,
  grinder: 0.95,
  'travel-from-height': 0.95,
};

/** Factor by which velocity bands widen, for flags that spoil the trunk model or the integration. [D] */
const WIDENS: Partial<Record<RepFlag, number>> = { gap: 1.5, degraded: 2, slip: 1.3, rounding: 1.5 };

/** 0 … 1. */
export const confidenceOf = (flags: readonly RepFlag[]): number =>
  flags.reduce((left, flag) => left * KEEPS[flag], 1);

/** At least 1. */
export const bandFactor = (flags: readonly RepFlag[]): number =>
  flags.reduce((factor, flag) => factor * (WIDENS[flag] ?? 1), 1);
