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

const initial = (into: Float64Array): void => {
  into.fill(0);
  into[3] = 1e-4;
  into[6] = 0.05 ** 2;
  into[8] = 0.15 ** 2;
};

/** Prediction over one step, in place. */
const predict = (s: Float64Array, o: number, acceleration: number, p: VerticalParams): void => {
  const h = p.stepS;
  const a = acceleration - s[o + 2];
  s[o] += h * s[o + 1] + 0.5 * h * h * a;
  s[o + 1] += h * a;
  const zz = s[o + 3];
  const zv = s[o + 4];
  const zb = s[o + 5];
  const vv = s[o + 6];
  const vb = s[o + 7];
  const bb = s[o + 8];
  const g = -0.5 * h * h;
  // F = [1 h g; 0 1 -h; 0 0 1]
  const fz0 = zz + h * zv + g * zb;
  const fz1 = zv + h * vv + g * vb;
  const fz2 = zb + h * vb + g * bb;
  const fv1 = vv - h * vb;
  const fv2 = vb - h * bb;
  const white = p.accelerationNoise * p.accelerationNoise * h;
  s[o + 3] = fz0 + h * fz1 + g * fz2;
  s[o + 4] = fz1 - h * fz2;
  s[o + 5] = fz2;
  s[o + 6] = fv1 - h * fv2 + white;
  s[o + 7] = fv2;
  s[o + 8] = bb + p.errorWalk * p.errorWalk * h;
};

/** Measurement `velocity = 0` with variance `r`, in place. */
const updateVelocity = (s: Float64Array, o: number, r: number): void => {
  const zv = s[o + 4];
  const vv = s[o + 6];
  const vb = s[o + 7];
  const w = 1 / (vv + r);
  const kz = zv * w;
  const kv = vv * w;
  const kb = vb * w;
  const e = -s[o + 1];
  s[o] += kz * e;
  s[o + 1] += kv * e;
  s[o + 2] += kb * e;
  s[o + 3] -= kz * zv;
  s[o + 4] -= kz * vv;
  s[o + 5] -= kz * vb;
  s[o + 6] -= kv * vv;
  s[o + 7] -= kv * vb;
  s[o + 8] -= kb * vb;
};

/** Measurement `height = 0` with variance `r`, in place. */
const updateHeight = (s: Float64Array, o: number, r: number): void => {
  const zz = s[o + 3];
  const zv = s[o + 4];
  const zb = s[o + 5];
  const w = 1 / (zz + r);
  const kz = zz * w;
  const kv = zv * w;
  const kb = zb * w;
  const e = -s[o];
  s[o] += kz * e;
  s[o + 1] += kv * e;
  s[o + 2] += kb * e;
  s[o + 3] -= kz * zz;
  s[o + 4] -= kz * zv;
  s[o + 5] -= kz * zb;
  s[o + 6] -= kv * zv;
  s[o + 7] -= kv * zb;
  s[o + 8] -= kb * zb;
};

const observe = (s: Float64Array, o: number, unrest: number, p: VerticalParams): void => {
  if (unrest < MAX_UNREST) {
    const sigma = p.stillVelocity * Math.exp(unrest);
    updateVelocity(s, o, (sigma * sigma) / (p.stepS * 10));
  }
  updateHeight(s, o, (p.heightSpread * p.heightSpread) / p.stepS);
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
  const s = new Float64Array(STATE);
  initial(s);
  return {
    step: (acceleration, unrest) => {
      predict(s, 0, acceleration, params);
      observe(s, 0, unrest, params);
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
 * Smooths a finished stretch of motion with the knowledge of all of it.
 * @param acceleration upward acceleration per tick, m/s²
 * @param unrest unrest per tick, same length
 */
export const smoothVertical = (
  acceleration: Float64Array,
  unrest: Float64Array,
  params: VerticalParams = VERTICAL_DEFAULTS,
): SmoothedVertical => {
  const n = acceleration.length;
  const predicted = new Float64Array(n * STATE);
  const filtered = new Float64Array(n * STATE);
  const s = new Float64Array(STATE);
  initial(s);
  for (let i = 0; i < n; i += 1) {
    predict(s, 0, acceleration[i], params);
    predicted.set(s, i * STATE);
    observe(s, 0, unrest[i], params);
    filtered.set(s, i * STATE);
  }
  const height = new Float64Array(n);
  const velocity = new Float64Array(n);
  if (n === 0) return { height, velocity };
  const x = new Float64Array(filtered.subarray((n - 1) * STATE, (n - 1) * STATE + 3));
  height[n - 1] = x[0];
  velocity[n - 1] = x[1];
  for (let i = n - 2; i >= 0; i -= 1) {
    smoothStep(x, filtered, i * STATE, predicted, (i + 1) * STATE, params.stepS);
    height[i] = x[0];
    velocity[i] = x[1];
  }
  return { height, velocity };
};

/** One backward step: x ← filtered + P Fᵀ Ppred⁻¹ (x − predicted), written out for the symmetric 3 × 3 case. */
const smoothStep = (
  x: Float64Array,
  f: Float64Array,
  fo: number,
  p: Float64Array,
  po: number,
  h: number,
): void => {
  const a = p[po + 3];
  const b = p[po + 4];
  const c = p[po + 5];
  const d = p[po + 6];
  const e = p[po + 7];
  const g = p[po + 8];
  const d0 = x[0] - p[po];
  const d1 = x[1] - p[po + 1];
  const d2 = x[2] - p[po + 2];
  const m00 = d * g - e * e;
  const m01 = c * e - b * g;
  const m02 = b * e - c * d;
  const m11 = a * g - c * c;
  const m12 = b * c - a * e;
  const m22 = a * d - b * b;
  const det = 1 / (a * m00 + b * m01 + c * m02);
  const y0 = (m00 * d0 + m01 * d1 + m02 * d2) * det;
  const y1 = (m01 * d0 + m11 * d1 + m12 * d2) * det;
  const y2 = (m02 * d0 + m12 * d1 + m22 * d2) * det;
  // Fᵀ y
  const t0 = y0;
  const t1 = h * y0 + y1;
  const t2 = -0.5 * h * h * y0 - h * y1 + y2;
  x[0] = f[fo] + f[fo + 3] * t0 + f[fo + 4] * t1 + f[fo + 5] * t2;
  x[1] = f[fo + 1] + f[fo + 4] * t0 + f[fo + 6] * t1 + f[fo + 7] * t2;
  x[2] = f[fo + 2] + f[fo + 5] * t0 + f[fo + 7] * t1 + f[fo + 8] * t2;
};
