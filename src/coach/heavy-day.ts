/**
 * Days between heavy days: recovery after heavy pulling takes days, and coaches plan by them.
 *
 * A heavy set is one with at least 80 % of the heaviest load that the athlete put on the bar for that lift in the 90 days
 * before or in the set itself; a heavy day is a day with one. The share is ours: it is where strength work begins in common
 * percentage tables. It follows what was lifted, so nobody has to state a maximum.
 */
const HEAVY_SHARE = 0.8;
/** How far back the heaviest load is looked for, days. */
export const HEAVY_MEMORY_DAYS = 90;

const MS_PER_DAY = 86_400_000;

/** A date of the calendar, `2026-11-24`, so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);

export interface HeaviestOfDay {
  readonly day: string;
  readonly loadKg: number;
}

/**
 * @param before heaviest load of each earlier day, in order of time, none older than {@link HEAVY_MEMORY_DAYS}
 * @returns `null` for a set that is not heavy, without a load, or without a heavy day before
 */
export const daysSinceHeavy = (
  before: readonly HeaviestOfDay[],
  set: { readonly day: string; readonly loadKg: number | null },
): number | null => {
  if (set.loadKg === null) return null;
  const limit = HEAVY_SHARE * Math.max(set.loadKg, ...before.map(({ loadKg }) => loadKg));
  if (set.loadKg < limit) return null;
  const last = before.findLast(({ loadKg }) => loadKg >= limit);
  return last === undefined ? null : daysBetween(last.day, set.day);
};
