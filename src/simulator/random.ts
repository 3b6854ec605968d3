/** A source of reproducible chance: the same seed gives the same lifter, day and noise on every machine. */
export interface Random {
  /** Uniform in [low, high). */
  readonly uniform: (low: number, high: number) => number;
  /** Normal with the given mean and standard deviation. */
  readonly gauss: (mean?: number, sd?: number) => number;
  /** Normal, redrawn until it lies within `limit` standard deviations: nobody is ten sigma tall. */
  readonly bounded: (mean: number, sd: number, limit?: number) => number;
  /** Whole number in [low, high]. */
  readonly int: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  /** −1 or +1. */
  readonly sign: () => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** An independent stream: drawing more from one part never shifts the numbers of another. */
  readonly fork: (label: string) => Random;
}

/** FNV-1a over the label, stirred with the seed, so that neighbouring seeds are unrelated. */
const mix = (seed: number, label: string): number => {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < label.length; i++) hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** mulberry32 (T. Ettinger, public domain): 32 bits of state are plenty for a session of noise. */
export const createRandom = (seed: number): Random => {
  let state = mix(seed | 0, 'root');
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  let spare: number | null = null;
  const gauss = (mean = 0, sd = 1): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return mean + sd * value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return mean + sd * radius * Math.cos(angle);
  };
  const uniform = (low: number, high: number): number => low + (high - low) * next();
  return {
    uniform,
    gauss,
    bounded: (mean, sd, limit = 2) => {
      let z = gauss();
      while (Math.abs(z) > limit) z = gauss();
      return mean + sd * z;
    },
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    sign: () => (next() < 0.5 ? -1 : 1),
    pick: (items) => items[Math.floor(next() * items.length)],
    fork: (label) => createRandom(mix(seed | 0, label)),
  };
};
