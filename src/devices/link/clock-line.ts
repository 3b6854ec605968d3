/**
 * The straight line between a device's clock and the session's, from bounds. What arrives at `a` was sampled before,
 * so session − device is at most `a` − sample time; what was sent at `s` is received later, so it is at least `s` −
 * time of receipt. Radio delays differ, but the shortest of many are short, so the tightest bounds hold the truth
 * between them (Moon, Skelly & Towsley, INFOCOM 1999; NTP's clock filter, RFC 5905 §10).
 */
export interface LineParams {
  /** Only the tightest bound of such a stretch counts, s. Shorter is noisier, longer is slower to learn. Default 2. */
  readonly windowS: number;
  /** Bounds older than this are forgotten, s: crystals drift with temperature. Default 240. */
  readonly historyS: number;
  /** Greatest drift believed, as a share. Default 500e-6: the Bluetooth specification's worst clock. */
  readonly maxDrift: number;
  /** Spread of drifts expected before anything is measured, as a share. Default 100e-6. */
  readonly priorDrift: number;
  /** Spread of the tightest bounds of windows, s: about a third of a connection interval. Default 0.004. */
  readonly jitterS: number;
}

export const LINE_DEFAULTS: LineParams = {
  windowS: 2,
  historyS: 240,
  maxDrift: 500e-6,
  priorDrift: 100e-6,
  jitterS: 0.004,
};

/** A bound: at device time `atS`, session − device is at most (or at least) `offsetS`. */
interface Bound {
  readonly atS: number;
  readonly offsetS: number;
}

export interface ClockLine {
  /** The offset is at most this, s. */
  atMost(deviceS: number, offsetS: number): void;
  /** The offset is at least this, s. */
  atLeast(deviceS: number, offsetS: number): void;
  /** Session − device at a device time, s; NaN before the first upper bound. */
  offsetAt(deviceS: number): number;
  /** How much faster the session's clock runs, as a share. */
  readonly drift: number;
  /** Half the distance between the bounds, s; `null` without lower bounds: then one delay is unknown. */
  readonly errorS: number | null;
}

/** Keeps the tightest bound of each window; `tighter` compares offsets. */
const createWindows = (params: LineParams, tighter: (a: number, b: number) => boolean) => {
  const bounds: Bound[] = [];
  let window = -Infinity;
  return {
    bounds,
    newestS: (): number => bounds.at(-1)?.atS ?? -Infinity,
    forget: (beforeS: number): void => {
      while (bounds.length > 0 && bounds[0].atS < beforeS) bounds.shift();
    },
    /** True if the line has to be drawn anew. */
    add: (atS: number, offsetS: number): boolean => {
      const of = Math.floor(atS / params.windowS);
      const last = bounds.length - 1;
      if (of > window) {
        window = of;
        bounds.push({ atS, offsetS });
        return true;
      }
      if (!tighter(offsetS, bounds[last].offsetS)) return false;
      bounds[last] = { atS, offsetS };
      return true;
    },
  };
};

const mean = (bounds: readonly Bound[], of: (bound: Bound) => number): number =>
  bounds.reduce((sum, bound) => sum + of(bound), 0) / bounds.length;

/** Least squares, drawn towards no drift as long as the stretch is too short to tell. */
const ridge = (bounds: readonly Bound[], params: LineParams) => {
  const atS = mean(bounds, (b) => b.atS);
  const offsetS = mean(bounds, (b) => b.offsetS);
  let xx = (params.jitterS / params.priorDrift) ** 2;
  let xy = 0;
  for (const b of bounds) {
    xx += (b.atS - atS) ** 2;
    xy += (b.atS - atS) * (b.offsetS - offsetS);
  }
  const drift = Math.max(-params.maxDrift, Math.min(params.maxDrift, xy / xx));
  return { drift, residual: (b: Bound) => b.offsetS - offsetS - drift * (b.atS - atS) };
};

/** Drift of the upper bounds. Windows in which everything came late lie far above the rest and are left out. */
const driftOf = (bounds: readonly Bound[], params: LineParams): number => {
  let kept = bounds;
  let fit = ridge(kept, params);
  for (let round = 0; round < 3; round++) {
    const { residual } = fit;
    const lowest = Math.min(...kept.map(residual));
    const near = kept.filter((b) => residual(b) <= lowest + 6 * params.jitterS);
    if (near.length === kept.length || near.length < bounds.length / 2) break;
    kept = near;
    fit = ridge(kept, params);
  }
  return fit.drift;
};

export const createClockLine = (params: LineParams = LINE_DEFAULTS): ClockLine => {
  const upper = createWindows(params, (a, b) => a < b);
  const lower = createWindows(params, (a, b) => a > b);
  let drift = 0;
  /** Offset of the line at device time 0. */
  let offsetS = NaN;
  let errorS: number | null = null;

  const draw = (): void => {
    const oldestS = Math.max(upper.newestS(), lower.newestS()) - params.historyS;
    upper.forget(oldestS);
    lower.forget(oldestS);
    if (upper.bounds.length === 0) return;
    drift = driftOf(upper.bounds, params);
    const level = (b: Bound): number => b.offsetS - drift * b.atS;
    const most = Math.min(...upper.bounds.map(level));
    if (lower.bounds.length === 0) {
      offsetS = most;
      errorS = null;
      return;
    }
    const least = Math.max(...lower.bounds.map(level));
    offsetS = (most + least) / 2;
    errorS = Math.abs(most - least) / 2;
  };

  return {
    atMost: (deviceS, bound) => {
      if (upper.add(deviceS, bound)) draw();
    },
    atLeast: (deviceS, bound) => {
      if (lower.add(deviceS, bound)) draw();
    },
    offsetAt: (deviceS) => offsetS + drift * deviceS,
    get drift() {
      return drift;
    },
    get errorS() {
      return errorS;
    },
  };
};
