import { clamp, ease } from './ease.ts';
import type { Random } from './random.ts';

/** A velocity profile over normalised time; `progress(u)` rises from 0 to 1 while u goes from 0 to 1. */
export interface TimeLaw {
  readonly progress: (u: number) => number;
  /** Peak over mean velocity. */
  readonly peakToMean: number;
}

const STEPS = 200;

/** Integrates a velocity shape once and reads it back by cubic Hermite, so that velocity stays continuous. */
export const lawFromVelocity = (shape: (u: number) => number): TimeLaw => {
  const velocity = new Float64Array(STEPS + 1);
  const position = new Float64Array(STEPS + 1);
  for (let i = 0; i <= STEPS; i++) velocity[i] = shape(i / STEPS);
  for (let i = 1; i <= STEPS; i++) position[i] = position[i - 1] + (velocity[i - 1] + velocity[i]) / 2;
  const total = position[STEPS];
  let peak = 0;
  for (const v of velocity) peak = Math.max(peak, v);
  return {
    peakToMean: (peak * STEPS) / total,
    progress: (u) => {
      if (u <= 0) return 0;
      if (u >= 1) return 1;
      const i = Math.min(STEPS - 1, Math.floor(u * STEPS));
      const s = u * STEPS - i;
      const v0 = velocity[i];
      const dv = velocity[i + 1] - v0;
      return (position[i] + s * (v0 + (s * dv) / 2)) / total;
    },
  };
};

/** Sticking dip wanted from a concentric law. */
export interface Dip {
  /** Place of the minimum in normalised time, 0 … 1. */
  readonly at: number;
  /** Share of the velocity lost there, 0 … 0.9. */
  readonly depth: number;
  /** Half-width in normalised time. */
  readonly width: number;
}

/** A dip worth the name (Lockie 2018 finds one in about 68 % of 1RM pulls). */
export const randomDip = (random: Random): Dip => ({
  at: random.uniform(0.38, 0.62),
  depth: random.uniform(0.25, 0.75),
  width: random.uniform(0.1, 0.18),
});

/** What a concentric law must respect. */
export interface ConcentricOptions {
  /** Time it will be stretched to, s: nobody stops a bar at lockout in less than 0.3 s. */
  readonly durationS: number;
  readonly dip?: Dip | null;
  /** Starts from a rebound, with full acceleration at once, instead of from rest. */
  readonly bounce?: boolean;
}

/** Shortest way to or from a standstill at the top, s (own assumption, from hips that snap at below 1 g). */
const SHORTEST_STOP_S = 0.3;

/**
 * A concentric phase: quick or slow to get going, tilted plateau, abrupt or soft lockout. Shapes are redrawn
 * until peak/mean is within 1.3–1.8 (without the dip), the range reported for pulls and squats.
 */
export const concentricLaw = (random: Random, options: ConcentricOptions): TimeLaw => {
  const { durationS, dip = null, bounce = false } = options;
  for (;;) {
    const quickest = bounce ? Math.min(0.5, SHORTEST_STOP_S / durationS) : 0;
    const rise = Math.max(random.uniform(0.22, 0.6), quickest);
    const fall = Math.max(random.uniform(0.15, 0.5), Math.min(0.5, SHORTEST_STOP_S / durationS));
    const riseShape = bounce ? 0.5 : random.uniform(0.65, 1.1);
    const fallShape = random.uniform(0.65, 1.1);
    const tilt = random.uniform(-0.5, 0.5);
    const base = (u: number): number => {
      const up = u < rise ? Math.sin((Math.PI * u) / (2 * rise)) ** (2 * riseShape) : 1;
      const down = u > 1 - fall ? Math.sin((Math.PI * (1 - u)) / (2 * fall)) ** (2 * fallShape) : 1;
      return up * down * (1 + tilt * (u - 0.5));
    };
    const plain = lawFromVelocity(base);
    if (plain.peakToMean < 1.3 || plain.peakToMean > 1.8) continue;
    if (dip === null) return plain;
    return lawFromVelocity((u) => base(u) * (1 - dip.depth * Math.exp(-(((u - dip.at) / dip.width) ** 2))));
  }
};

/**
 * A lowering that meets the floor still moving at `arrival` times its plateau speed (0 = set down silently), or
 * one that is caught and turned at once (`bounce`): slowed evenly, hardest at the turn itself.
 */
export const loweringLaw = (random: Random, durationS: number, arrival: number, bounce = false): TimeLaw => {
  const rise = Math.max(random.uniform(0.2, 0.5), Math.min(0.55, SHORTEST_STOP_S / durationS));
  const quickest = bounce ? Math.min(0.6, (1.4 * SHORTEST_STOP_S) / durationS) : 0;
  const fall = Math.max(random.uniform(0.2, 0.45), quickest);
  return lawFromVelocity((u) => {
    const up = ease(u / rise);
    if (u <= 1 - fall) return up;
    const braked = (u - 1 + fall) / fall;
    return up * (bounce ? Math.cos((Math.PI / 2) * braked) : 1 - (1 - clamp(arrival, 0, 1)) * ease(braked));
  });
};
