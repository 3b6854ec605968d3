/**
 * Height and vertical velocity of the sensor from its vertical acceleration.
 *
 * A Kalman filter over (height, velocity, acceleration error) with two kinds of knowledge besides the
 * acceleration: the body is still now (zero-velocity update, weighted by how still), and a lifter stays within
 * about a metre of where the set began (a very weak pull of the height to zero that only stops the drift of the
 * integration). Forward it is causal: the live values. Smoothed over a stretch of motion
 * (Rauch–Tung–Striebel) it gives the final values.
 */

/** Tunable quantities of the vertical filter. */
export interface VerticalParams {
  /** Grid spacing, s. */
  readonly stepS: number;
  /** White error of vertical acceleration, m/s² per √Hz: soft tissue, attitude error in motion. Default 0.08. */
  readonly accelerationNoise: number;
  /** Random walk of the acceleration error, m/s² per √s: it changes with posture. Default 0.05. */
  readonly errorWalk: number;
  /** Velocity left in a body that counts as perfectly still, m/s. Default 0.03. */
  readonly stillVelocity: number;
  /** Spread of height about the start, m, once a second. Default 0.22. */
  readonly heightSpread: number;
}

export const VERTICAL_DEFAULTS: VerticalParams = {
  stepS: 0.01,
  accelerationNoise: 0.08,
  errorWalk: 0.05,
  stillVelocity: 0.03,
  heightSpread: 0.22,
};

/** Unrest above which a zero-velocity update would carry no information and is left out. */
const MAX_UNREST = 6;

/** State (3) and upper triangle of its covariance (6), in this order: z v b, zz zv zb vv vb bb. */
const STATE = 9;
/** A tick of the filter: its state predicted from the tick before, then the same with what was seen. */
const TICK = 2 * STATE;

const initial = (into: Float64Array, o: number): void => {
  into.fill(0, o, o + STATE);
  into[o + 3] = 1e-4;
  into[o + 6] = 0.05 ** 2;
  into[o + 8] = 0.15 ** 2;
};

/**
 * One step from the state at `track[from …]`: writes the prediction to `track[to …]` and, behind it, the state that
 * has seen the tick: velocity 0 with a variance that grows with unrest, then height 0. Arrays and indices on purpose:
 * doubles handed over would be boxed, and everything in between stays in registers. Where the acceleration is a guess
 * (see loss.ts) stillness is one too.
 */
const advance = (
  track: Float64Array,
  from: number,
  to: number,
  acceleration: Float64Array,
  unrest: Float64Array,
  lost: Float64Array | null,
  i: number,
  p: VerticalParams,
): void => {
  const guess = lost === null ? 0 : lost[i];
  const h = p.stepS;
  const g = -0.5 * h * h;
  let b = track[from + 2];
  const a = acceleration[i] - b;
  let v = track[from + 1];
  let z = track[from] + (h * v + 0.5 * h * h * a);
  v += h * a;
  let zz = track[from + 3], zv = track[from + 4], zb = track[from + 5]; // prettier-ignore
  let vv = track[from + 6], vb = track[from + 7], bb = track[from + 8]; // prettier-ignore
  // F = [1 h g; 0 1 -h; 0 0 1]
  const fz0 = zz + h * zv + g * zb;
  const fz1 = zv + h * vv + g * vb;
  const fz2 = zb + h * vb + g * bb;
  const fv1 = vv - h * vb;
  const fv2 = vb - h * bb;
  zz = fz0 + h * fz1 + g * fz2;
  zv = fz1 - h * fz2;
  zb = fz2;
  vv = fv1 - h * fv2 + (p.accelerationNoise * p.accelerationNoise + guess * guess) * h;
  vb = fv2;
  bb += p.errorWalk * p.errorWalk * h;
  track[to] = z;
  track[to + 1] = v;
  track[to + 2] = b;
  track[to + 3] = zz;
  track[to + 4] = zv;
  track[to + 5] = zb;
  track[to + 6] = vv;
  track[to + 7] = vb;
  track[to + 8] = bb;
  if (guess === 0 && unrest[i] < MAX_UNREST) {
    const sigma = p.stillVelocity * Math.exp(unrest[i]);
    const w = 1 / (vv + (sigma * sigma) / (p.stepS * 10));
    const kz = zv * w, kv = vv * w, kb = vb * w, e = -v; // prettier-ignore
    z += kz * e;
    v += kv * e;
    b += kb * e;
    zz -= kz * zv;
    zv -= kz * vv;
    zb -= kz * vb;
    bb -= kb * vb;
    vb -= kv * vb;
    vv -= kv * vv;
  }
  const w = 1 / (zz + (p.heightSpread * p.heightSpread) / p.stepS);
  const kz = zz * w, kv = zv * w, kb = zb * w, e = -z; // prettier-ignore
  z += kz * e;
  v += kv * e;
  b += kb * e;
  vv -= kv * zv;
  vb -= kv * zb;
  bb -= kb * zb;
  zz -= kz * zz;
  zv -= kz * zv;
  zb -= kz * zb;
  const seen = to + STATE;
  track[seen] = z;
  track[seen + 1] = v;
  track[seen + 2] = b;
  track[seen + 3] = zz;
  track[seen + 4] = zv;
  track[seen + 5] = zb;
  track[seen + 6] = vv;
  track[seen + 7] = vb;
  track[seen + 8] = bb;
};

/** Causal height and velocity, one tick at a time. */
export interface VerticalFilter {
  /** @param acceleration upward, gravity removed, m/s². @param unrest 0 = still, above 6 = no matter. */
  step(acceleration: number, unrest: number): void;
  /** Height above the start, m. Drifts slowly; only differences within seconds mean something. */
  height(): number;
  /** Upward velocity, m/s. */
  velocity(): number;
  /** Error of the vertical acceleration, m/s². */
  accelerationError(): number;
  save(): readonly number[];
  restore(state: readonly number[]): void;
}

export const createVerticalFilter = (params: VerticalParams = VERTICAL_DEFAULTS): VerticalFilter => {
  const track = new Float64Array(TICK);
  const s = track.subarray(STATE);
  const accelerations = new Float64Array(1);
  const unrests = new Float64Array(1);
  initial(track, STATE);
  return {
    step: (acceleration, unrest) => {
      accelerations[0] = acceleration;
      unrests[0] = unrest;
      advance(track, STATE, 0, accelerations, unrests, null, 0, params);
    },
    height: () => s[0],
    velocity: () => s[1],
    accelerationError: () => s[2],
    save: () => [...s],
    restore: (state) => s.set(state),
  };
};

/** Smoothed stretch of motion; index 0 is the first tick given. */
export interface SmoothedVertical {
  readonly height: Float64Array;
  readonly velocity: Float64Array;
}

/**
 * Smooths a stretch again and again while it grows.
 * @param acceleration upward acceleration per tick, m/s²
 * @param unrest unrest per tick, same length
 * @param lost white error of guessed acceleration per tick, see loss.ts; `null` where nothing was lost
 * @param same leading ticks of which all that is as it was at the last call. Default 0.
 * @returns what lies in the smoother's own memory: good until the next call
 */
export type VerticalSmoother = (
  acceleration: Float64Array,
  unrest: Float64Array,
  lost: Float64Array | null,
  same?: number,
) => SmoothedVertical;

export const createVerticalSmoother = (params: VerticalParams = VERTICAL_DEFAULTS): VerticalSmoother => {
  /** The initial state, then every tick as {@link advance} writes it. */
  let track = new Float64Array(STATE);
  let height = new Float64Array(0);
  let velocity = new Float64Array(0);
  initial(track, 0);
  return (acceleration, unrest, lost, same = 0) => {
    const n = acceleration.length;
    if (height.length < n) {
      const before = track;
      track = new Float64Array(STATE + 2 * n * TICK);
      track.set(before);
      height = new Float64Array(2 * n);
      velocity = new Float64Array(2 * n);
    }
    // The filter looks back only, so what it made of the same ticks still stands.
    for (let i = same; i < n; i += 1)
      advance(track, i * TICK, i * TICK + STATE, acceleration, unrest, lost, i, params);
    const smoothed = { height: height.subarray(0, n), velocity: velocity.subarray(0, n) };
    if (n > 0) smoothBack(track, smoothed.height, smoothed.velocity, params.stepS);
    return smoothed;
  };
};

/**
 * One track for all that is smoothed once, because tracks are large. Sharing it is safe: smoothing awaits nothing and
 * calls nothing that could smooth in between, and every value is written before it is read.
 */
let scratch = new Float64Array(0);

/**
 * Smooths a finished stretch of motion with the knowledge of all of it.
 * @param acceleration upward acceleration per tick, m/s²
 * @param unrest unrest per tick, same length
 * @param lost white error of guessed acceleration per tick, see loss.ts; `null` where nothing was lost
 */
export const smoothVertical = (
  acceleration: Float64Array,
  unrest: Float64Array,
  lost: Float64Array | null = null,
  params: VerticalParams = VERTICAL_DEFAULTS,
): SmoothedVertical => {
  const n = acceleration.length;
  const needed = STATE + n * TICK;
  if (scratch.length < needed) scratch = new Float64Array(Math.max(needed, 2 * scratch.length));
  const track = scratch;
  initial(track, 0);
  for (let i = 0; i < n; i += 1)
    advance(track, i * TICK, i * TICK + STATE, acceleration, unrest, lost, i, params);
  const height = new Float64Array(n);
  const velocity = new Float64Array(n);
  if (n > 0) smoothBack(track, height, velocity, params.stepS);
  return { height, velocity };
};

/**
 * The backward pass over a track: x ← filtered + P Fᵀ Ppred⁻¹ (x − predicted), written out for the symmetric 3 × 3
 * case.
 */
const smoothBack = (track: Float64Array, height: Float64Array, velocity: Float64Array, h: number): void => {
  const last = height.length - 1;
  let z = track[(last + 1) * TICK];
  let v = track[(last + 1) * TICK + 1];
  let w = track[(last + 1) * TICK + 2];
  height[last] = z;
  velocity[last] = v;
  for (let i = last - 1; i >= 0; i -= 1) {
    /** The filtered state of this tick, and the prediction made from it. */
    const f = (i + 1) * TICK;
    const p = f + STATE;
    const a = track[p + 3], b = track[p + 4], c = track[p + 5]; // prettier-ignore
    const d = track[p + 6], e = track[p + 7], g = track[p + 8]; // prettier-ignore
    const d0 = z - track[p], d1 = v - track[p + 1], d2 = w - track[p + 2]; // prettier-ignore
    const m00 = d * g - e * e, m01 = c * e - b * g, m02 = b * e - c * d; // prettier-ignore
    const m11 = a * g - c * c, m12 = b * c - a * e, m22 = a * d - b * b; // prettier-ignore
    const det = 1 / (a * m00 + b * m01 + c * m02);
    const y0 = (m00 * d0 + m01 * d1 + m02 * d2) * det;
    const y1 = (m01 * d0 + m11 * d1 + m12 * d2) * det;
    const y2 = (m02 * d0 + m12 * d1 + m22 * d2) * det;
    // Fᵀ y
    const t1 = h * y0 + y1;
    const t2 = -0.5 * h * h * y0 - h * y1 + y2;
    z = track[f] + track[f + 3] * y0 + track[f + 4] * t1 + track[f + 5] * t2;
    v = track[f + 1] + track[f + 4] * y0 + track[f + 6] * t1 + track[f + 7] * t2;
    w = track[f + 2] + track[f + 5] * y0 + track[f + 7] * t1 + track[f + 8] * t2;
    height[i] = z;
    velocity[i] = v;
  }
};
