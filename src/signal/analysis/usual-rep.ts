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
/** Rise below which a rep on the track teaches nothing, m. */
const MIN_RISE_M = 0.1;

/** One finished concentric phase on the causal track. */
export interface TrackedRep {
  /** Velocity at each tick from lift-off to lockout, m/s. */
  readonly velocity: Float64Array;
  /** Tilt from standing in the set-up, or at the turn at the bottom, rad. */
  readonly setUpTilt: number;
}

export interface UsualRep {
  /** Displacement of the track from lift-off to lockout, m. */
  readonly riseM: number;
  readonly peakMps: number;
  readonly durationS: number;
  readonly setUpTilt: number;
  /** What is left of the peak so far at this share of the rise, 0 … 1. */
  readonly leftOfPeak: (share: number) => number;
}

export interface UsualReps {
  learn(rep: TrackedRep): void;
  /** `null` before the first rep. */
  usual(): UsualRep | null;
}

interface Reading {
  readonly riseM: number;
  readonly peakMps: number;
  readonly durationS: number;
  readonly setUpTilt: number;
  /** Least share of the peak so far in each bin; NaN where the rep jumped over it. */
  readonly left: Float64Array;
}

const binOf = (share: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(share * BINS)));

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))];
};

const read = ({ velocity, setUpTilt }: TrackedRep): Reading | null => {
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
  return { riseM, peakMps, durationS: velocity.length * GRID_S, setUpTilt, left };
};

export const createUsualReps = (): UsualReps => {
  let readings: Reading[] = [];
  let usual: UsualRep | null = null;

  const median = (of: (reading: Reading) => number): number => quantile(readings.map(of), 0.5);
  const leftIn = (bin: number): number => {
    const seen = readings.map((reading) => reading.left[bin]).filter((left) => !Number.isNaN(left));
    return seen.length === 0 ? 1 : Math.min(1, quantile(seen, USUAL_QUANTILE));
  };

  return {
    usual: () => usual,
    learn: (rep) => {
      const reading = read(rep);
      if (reading === null) return;
      readings = [...readings, reading].slice(-KEPT);
      const table = Array.from({ length: BINS }, (_, bin) => leftIn(bin));
      usual = {
        riseM: median((r) => r.riseM),
        peakMps: median((r) => r.peakMps),
        durationS: median((r) => r.durationS),
        setUpTilt: median((r) => r.setUpTilt),
        leftOfPeak: (share) => table[binOf(share)],
      };
    },
  };
};
