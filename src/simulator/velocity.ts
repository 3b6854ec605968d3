/** How fast a load moves: tables of mean velocity over share of 1RM. */
import { interpolate } from './ease.ts';

const LOADS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
/** Deadlift mean velocity, after Benavides-Ubric 2020 and the line %1RM = 124.9 − 80.2·MV. */
const DEADLIFT_MPS = [1.0, 0.91, 0.8, 0.68, 0.57, 0.45, 0.33] as const;
/** Squat mean propulsive velocity, from %1RM = −5.961·MPV² − 50.71·MPV + 117. */
const SQUAT_MPS = [1.25, 1.14, 1.0, 0.84, 0.68, 0.51, 0.32] as const;

/** Slowest lift that still counts as one, m/s: below the smallest published minimal velocity (0.14). */
const MINIMUM_MPS = 0.12;

/** Mean velocity of a fresh first rep, m/s. `offset`: the lifter's own. */
export const meanVelocity = (lift: 'deadlift' | 'squat', loadFraction: number, offset: number): number =>
  Math.max(
    MINIMUM_MPS,
    interpolate(LOADS, lift === 'deadlift' ? DEADLIFT_MPS : SQUAT_MPS, loadFraction) + offset,
  );
