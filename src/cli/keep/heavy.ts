/** The store asked for the heavy days before a set. */
import { addDays, daysSinceHeavy, HEAVY_MEMORY_DAYS } from '../../coach/heavy-day.ts';
import { localDay, type RepRecord } from '../../domain/record.ts';
import type { Store } from '../../store/store.ts';

/** @param first rep of the set @param timeZone of the session, IANA name */
export const heavyBefore = (
  { trends }: { readonly trends: Pick<Store['trends'], 'heaviest'> },
  { athlete, exercise, liftOffUs, loadKg }: RepRecord,
  timeZone: string,
): number | null => {
  const day = localDay(liftOffUs, timeZone);
  const before = trends.heaviest(athlete, exercise, addDays(day, -HEAVY_MEMORY_DAYS), day);
  return daysSinceHeavy(before, { day, loadKg });
};
