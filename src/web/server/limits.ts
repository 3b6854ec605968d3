/** How much anybody may ask in how much time: a bucket that fills again. Time is given, so that it can be tested. */
export interface Allowance {
  /** Takes one; `false` when there is none left. */
  take(key: string, nowMs: number): boolean;
}

interface Bucket {
  left: number;
  atMs: number;
}

/** More addresses than this are an attack; the oldest are forgotten, so that memory stays bounded. */
const MOST_KEYS = 1000;

/** @param burst at once @param perS and then so many a second */
export const createAllowance = (burst: number, perS: number): Allowance => {
  const buckets = new Map<string, Bucket>();
  return {
    take: (key, nowMs) => {
      const known = buckets.get(key) ?? { left: burst, atMs: nowMs };
      const left = Math.min(burst, known.left + ((nowMs - known.atMs) / 1000) * perS);
      buckets.delete(key);
      buckets.set(key, { left: left >= 1 ? left - 1 : left, atMs: nowMs });
      const [oldest] = buckets.keys();
      if (buckets.size > MOST_KEYS && oldest !== undefined) buckets.delete(oldest);
      return left >= 1;
    },
  };
};
