/**
 * Legs: the alternating upward and downward movements of a lifter, cut from a height curve.
 *
 * A zigzag with a minimal reversal finds the turning points; the moving part of each leg is then trimmed to where
 * it really moves, because between a lift and the next the body may rest for seconds at either end.
 */

/** One upward or downward movement within a window of motion. Indices are relative to the window. */
export interface Leg {
  /** +1 up, −1 down. */
  readonly direction: 1 | -1;
  /** Turning points the leg runs between. */
  readonly fromPivot: number;
  readonly toPivot: number;
  /** First and last tick of actual movement. */
  readonly start: number;
  readonly end: number;
  /** Change of height between the turning points, m, positive. */
  readonly extent: number;
  /** Largest speed along the leg, m/s, positive, and where. */
  readonly peakSpeed: number;
  readonly peakAt: number;
}

/** Turning points of a curve: indices of alternating extremes that differ by at least `reversal`. */
export const turningPoints = (height: Float64Array, reversal: number): number[] => {
  const pivots: number[] = [];
  if (height.length === 0) return pivots;
  let high = 0;
  let low = 0;
  let direction = 0;
  for (let i = 1; i < height.length; i += 1) {
    if (height[i] > height[high]) high = i;
    if (height[i] < height[low]) low = i;
    if (direction >= 0 && height[high] - height[i] >= reversal) {
      // Before the first turn nothing is known of the direction we came from: the window's edge is no extreme.
      pivots.push(high);
      direction = -1;
      low = i;
    } else if (direction <= 0 && height[i] - height[low] >= reversal) {
      pivots.push(low);
      direction = 1;
      high = i;
    }
    if (direction === 1 && height[i] > height[high]) high = i;
    if (direction === -1 && height[i] < height[low]) low = i;
  }
  if (direction === 1) pivots.push(high);
  if (direction === -1) pivots.push(low);
  return pivots;
};

/** Share of a leg's peak speed below which the body counts as not moving along it. */
const STILL_SHARE = 0.06;
/** Speed below which the body counts as not moving, m/s. */
const STILL_SPEED = 0.03;

/**
 * Cuts a window into legs.
 * @param height m per tick @param stepS tick spacing, s @param reversal smallest turn, m
 */
export const findLegs = (height: Float64Array, stepS: number, reversal: number): Leg[] => {
  const pivots = turningPoints(height, reversal);
  const legs: Leg[] = [];
  for (let k = 1; k < pivots.length; k += 1) {
    const from = pivots[k - 1];
    const to = pivots[k];
    const direction = height[to] > height[from] ? 1 : -1;
    let peakSpeed = 0;
    let peakAt = from;
    const speed = (i: number): number => {
      const a = Math.max(from, i - 2);
      const b = Math.min(to, i + 2);
      return (direction * (height[b] - height[a])) / ((b - a) * stepS);
    };
    for (let i = from; i <= to; i += 1) {
      const s = speed(i);
      if (s > peakSpeed) {
        peakSpeed = s;
        peakAt = i;
      }
    }
    const limit = Math.max(STILL_SPEED, STILL_SHARE * peakSpeed);
    const extent = Math.abs(height[to] - height[from]);
    legs.push({
      direction,
      fromPivot: from,
      toPivot: to,
      start: lastSlow(height, from, peakAt, -1, 0.04 * extent, speed, limit),
      end: lastSlow(height, to, peakAt, 1, 0.04 * extent, speed, limit),
      extent,
      peakSpeed,
      peakAt,
    });
  }
  return legs;
};

/**
 * Walks from a turning point towards the peak and returns the last slow tick at which the height is still within
 * `slack` of the turning point: a slow moment half-way (a sticking region) does not end a leg.
 */
const lastSlow = (
  height: Float64Array,
  pivot: number,
  peakAt: number,
  side: 1 | -1,
  slack: number,
  speed: (i: number) => number,
  limit: number,
): number => {
  let found = pivot;
  for (let i = pivot; i !== peakAt; i -= side) {
    if (Math.abs(height[i] - height[pivot]) > slack) break;
    if (speed(i) < limit) found = i;
  }
  return found;
};
