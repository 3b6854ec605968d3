/**
 * What the lifter's last reps were like on the causal track: what a rep that is going on is held against. Every belt
 * sags and every trunk turns in its own way, and what the track makes of it is the same from rep to rep.
 */
import { GRID_S } from '../motion/motion.ts';

/** Bins of the share of a rise. */
const BINS = 20;
/** Reps that make what is usual. */
const KEPT = 5;
/** Among them the one that counts as usual, as a quantile of how little they slowed: a rep that stuck is no measure. */
const USUAL_QUANTILE = 0.7;
/** Rise below which the track lost a rep on its way, m: a grind is nearly stillness to an accelerometer. */
const MIN_RISE_M = 0.1;

/** One finished concentric phase on the causal track. */
export interface TrackedRep {
  /** Velocity at each tick from lift-off to lockout, m/s. */
  readonly velocity: Float64Array;
  /** Tilt from standing in the set-up, or at the turn at the bottom, rad. */
  readonly setUpTilt: number;
}

/** How the track usually shows the lifter's way up. */
export interface UsualRise {
  /** Displacement of the track from lift-off to lockout, m. */
  readonly riseM: number;
  readonly peakMps: number;
  /** What is left of the peak so far at this share of the rise, 0 … 1. */
  readonly leftOfPeak: (share: number) => number;
}

export interface UsualRep {
  readonly durationS: number;
  /** Tilt from standing where a rep begins, rad. */
  readonly setUpTilt: number;
  /** `null` where the track followed no rep to its end. */
  readonly rise: UsualRise | null;
}

export interface UsualReps {
  learn(rep: TrackedRep): void;
  /** `null` before the first rep. */
  usual(): UsualRep | null;
}

interface RiseReading {
  readonly riseM: number;
  readonly peakMps: number;
  /** Least share of the peak so far in each bin; NaN where the rep jumped over it. */
  readonly left: Float64Array;
}

const binOf = (share: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(share * BINS)));

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
};

const median = (values: readonly number[]): number => quantile(values, 0.5);

const readRise = ({ velocity }: TrackedRep): RiseReading | null => {
  const riseM = velocity.reduce((sum, v) => sum + v * GRID_S, 0);
  if (riseM < MIN_RISE_M) return null;
  const left = new Float64Array(BINS).fill(Number.NaN);
  let peakMps = 0;
  let risen = 0;
  for (const v of velocity) {
    risen += v * GRID_S;
    peakMps = Math.max(peakMps, v);
    if (peakMps <= 0) continue;
    const bin = binOf(risen / riseM);
    left[bin] = Number.isNaN(left[bin]) ? v / peakMps : Math.min(left[bin], v / peakMps);
  }
  return { riseM, peakMps, left };
};

const usualRise = (readings: readonly RiseReading[]): UsualRise | null => {
  if (readings.length === 0) return null;
  const table = Array.from({ length: BINS }, (_, bin) => {
    const seen = readings.map(({ left }) => left[bin]).filter((left) => !Number.isNaN(left));
    return seen.length === 0 ? 1 : Math.min(1, quantile(seen, USUAL_QUANTILE));
  });
  return {
    riseM: median(readings.map(({ riseM }) => riseM)),
    peakMps: median(readings.map(({ peakMps }) => peakMps)),
    leftOfPeak: (share) => table[binOf(share)],
  };
};

export const createUsualReps = (): UsualReps => {
  let reps: { readonly durationS: number; readonly setUpTilt: number }[] = [];
  let rises: RiseReading[] = [];
  let usual: UsualRep | null = null;
  return {
    usual: () => usual,
    learn: (rep) => {
      reps = [...reps, { durationS: rep.velocity.length * GRID_S, setUpTilt: rep.setUpTilt }].slice(-KEPT);
      const rise = readRise(rep);
      if (rise !== null) rises = [...rises, rise].slice(-KEPT);
      usual = {
        durationS: median(reps.map(({ durationS }) => durationS)),
        setUpTilt: median(reps.map(({ setUpTilt }) => setUpTilt)),
        rise: usualRise(rises),
      };
    },
  };
};
