/** A curve of any length in bounded memory, with its extremes kept. */

/** A value of a curve and its session time. */
export interface CurvePoint {
  readonly atS: number;
  readonly value: number;
}

/** All values of a stretch of time; what is drawn of it are its extremes. */
interface Bucket {
  readonly index: number;
  readonly low: CurvePoint;
  readonly high: CurvePoint;
}

export interface Thinning {
  /** Points in order of time. */
  add(atS: number, value: number): void;
  /** Lowest and highest of every bucket, in order of time. */
  points(): CurvePoint[];
}

const merged = (a: Bucket, b: Bucket, index: number): Bucket => ({
  index,
  low: b.low.value < a.low.value ? b.low : a.low,
  high: b.high.value > a.high.value ? b.high : a.high,
});

/** Buckets of twice the width. */
const coarser = (buckets: readonly Bucket[]): Bucket[] => {
  const wide: Bucket[] = [];
  for (const bucket of buckets) {
    const index = Math.floor(bucket.index / 2);
    const last = wide.at(-1);
    if (last?.index === index) wide[wide.length - 1] = merged(last, bucket, index);
    else wide.push({ ...bucket, index });
  }
  return wide;
};

const inOrder = ({ low, high }: Bucket): CurvePoint[] => {
  if (low === high) return [low];
  return low.atS < high.atS ? [low, high] : [high, low];
};

/**
 * @param widthS width of a bucket to begin with, s; it doubles whenever there are too many
 * @param mostPoints even, at least 4
 */
export const createThinning = (widthS: number, mostPoints: number): Thinning => {
  let width = widthS;
  let buckets: Bucket[] = [];
  return {
    add(atS, value) {
      const point = { atS, value };
      const bucket = { index: Math.floor(atS / width), low: point, high: point };
      const last = buckets.at(-1);
      if (last?.index === bucket.index) buckets[buckets.length - 1] = merged(last, bucket, bucket.index);
      else buckets.push(bucket);
      while (buckets.length > mostPoints / 2) {
        buckets = coarser(buckets);
        width *= 2;
      }
    },
    points: () => buckets.flatMap(inOrder),
  };
};
