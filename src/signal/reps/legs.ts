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

/** When a leg really moves. All shares are of the leg's extent. */
export interface TrimParams {
  /** Speed below which the body counts as not moving along the leg, m/s. Default 0.04: drift of a pause [D]. */
  readonly stillSpeed: number;
  /** But at most this share of a slow leg's peak speed. Default 0.12 [D]. */
  readonly slowShare: number;
  /** Or below this share of the leg's peak speed. Default 0.06 [D]. */
  readonly stillShare: number;
  /**
   * Within this share of the first turning point the last slow tick before the movement is its start. Default 0.1 [D].
   */
  readonly nearStart: number;
  /** Within this share a pause of `pauseS` does. Default 0.3: drift creeps, a sticking region lies higher [D]. */
  readonly farStart: number;
  /** The same for the end. Default 0.05 and 0.12: a grinding lift slows down before lockout [D]. */
  readonly nearEnd: number;
  readonly farEnd: number;
  /** Shortest pause that ends the movement away from the turning point, s. Default 0.25 [D]. */
  readonly pauseS: number;
  /**
   * A lowering ends with its first pause of `haltS` within this share of its lower turning point. Default 0.4: who lets
   * a bar down does not rest on the way, and what follows the floor is the next thing he does [D].
   */
  readonly haltShare: number;
  /** Shortest such pause, s. Default 0.3 [D]. */
  readonly haltS: number;
}

export const TRIM_DEFAULTS: TrimParams = {
  stillSpeed: 0.04,
  slowShare: 0.12,
  stillShare: 0.06,
  nearStart: 0.1,
  farStart: 0.3,
  nearEnd: 0.05,
  farEnd: 0.12,
  pauseS: 0.25,
  haltShare: 0.4,
  haltS: 0.3,
};

/**
 * Cuts a window into legs.
 * @param height m per tick @param stepS tick spacing, s @param reversal smallest turn, m
 * @param since legs that end before this tick are left out
 */
export const findLegs = (
  height: Float64Array,
  stepS: number,
  reversal: number,
  params: TrimParams = TRIM_DEFAULTS,
  since = 0,
): Leg[] => {
  const pivots = turningPoints(height, reversal);
  const legs: Leg[] = [];
  for (let k = 1; k < pivots.length; k += 1)
    if (pivots[k] >= since) legs.push(legBetween(height, pivots[k - 1], pivots[k], stepS, params));
  return legs;
};

/** Speed along a leg at a tick, from five ticks that do not reach beyond the leg, m/s. */
const speedAt = (
  height: Float64Array,
  i: number,
  from: number,
  to: number,
  direction: number,
  stepS: number,
): number => {
  const a = i - 2 > from ? i - 2 : from;
  const b = i + 2 < to ? i + 2 : to;
  return (direction * (height[b] - height[a])) / ((b - a) * stepS);
};

const legBetween = (
  height: Float64Array,
  from: number,
  to: number,
  stepS: number,
  params: TrimParams,
): Leg => {
  const direction = height[to] > height[from] ? 1 : -1;
  const extent = Math.abs(height[to] - height[from]);
  let peakSpeed = 0;
  let peakAt = from;
  let middle = from;
  for (let i = from; i <= to; i += 1) {
    const s = speedAt(height, i, from, to, direction, stepS);
    if (s > peakSpeed) {
      peakSpeed = s;
      peakAt = i;
    }
    if (direction * (height[i] - height[from]) < extent / 2) middle = i;
  }
  const limit = Math.max(
    params.stillShare * peakSpeed,
    Math.min(params.stillSpeed, params.slowShare * peakSpeed),
  );
  /** Walks from the middle towards a turning point until the movement is over. */
  const edge = (pivot: number, side: 1 | -1, near: number, far: number, pauseS: number): number => {
    let slow = 0;
    for (let i = middle; i !== pivot; i += side) {
      if (speedAt(height, i, from, to, direction, stepS) >= limit) {
        slow = 0;
        continue;
      }
      slow += 1;
      const share = Math.abs(height[i] - height[pivot]) / extent;
      if (share < near || (slow * stepS >= pauseS && share < far)) return i - side * (slow - 1);
    }
    return pivot;
  };
  return {
    direction,
    fromPivot: from,
    toPivot: to,
    start: edge(from, -1, params.nearStart, params.farStart, params.pauseS),
    end:
      direction === 1
        ? edge(to, 1, params.nearEnd, params.farEnd, params.pauseS)
        : edge(to, 1, params.nearEnd, params.haltShare, params.haltS),
    extent,
    peakSpeed,
    peakAt,
  };
};
