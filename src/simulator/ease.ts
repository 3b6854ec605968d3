/** Smooth building blocks of motion. */

/** Radians in one degree. */
export const DEG = Math.PI / 180;

export const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

/** Minimum-jerk step (Flash & Hogan 1985): 0 → 1 over u in [0, 1], at rest at both ends. */
export const ease = (u: number): number => {
  if (u <= 0) return 0;
  if (u >= 1) return 1;
  return u * u * u * (10 + u * (6 * u - 15));
};

/** A smooth hump: 0 at both ends of [0, 1], 1 where `u === peak`. */
export const hump = (u: number, peak = 0.5): number =>
  u <= peak ? ease(u / peak) : 1 - ease((u - peak) / (1 - peak));

/** Piecewise-linear table look-up, flat outside. `xs` rises. */
export const interpolate = (xs: readonly number[], ys: readonly number[], x: number): number => {
  if (x <= xs[0]) return ys[0];
  for (let i = 1; i < xs.length; i++) {
    if (x <= xs[i]) {
      const share = (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
      return ys[i - 1] + share * (ys[i] - ys[i - 1]);
    }
  }
  return ys[ys.length - 1];
};
