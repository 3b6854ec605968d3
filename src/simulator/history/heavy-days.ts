import type { Lift } from './lifts.ts';

/** From this share of the best single on a set is heavy, and its day a heavy day. Own assumption. */
const HEAVY_SHARE = 0.8;

interface Heavy {
  readonly day: number;
  readonly before: number | null;
}

/**
 * Days between heavy days, each lift by itself. Returns what a set of that share on that day has to say: days since the heavy
 * day before, alike for all heavy sets of a day; `null` for a light set and on the first heavy day.
 */
export const createHeavyDays = (): ((lift: Lift, day: number, share: number) => number | null) => {
  const last = new Map<Lift, Heavy>();
  return (lift, day, share) => {
    if (share < HEAVY_SHARE) return null;
    const known = last.get(lift);
    const before = known?.day === day ? known.before : (known?.day ?? null);
    last.set(lift, { day, before });
    return before === null ? null : day - before;
  };
};
