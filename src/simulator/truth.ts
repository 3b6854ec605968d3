/** What truly happened, measured on the finished film and never copied from the plan. */
import type { StickingRegion } from '../domain/rep.ts';
import { STANDARD_GRAVITY } from '../domain/sample.ts';
import { DEG } from './ease.ts';
import type { MissedLog, RepKind, RepLog, SessionLog, SlipLog, ActivityLog } from './stage.ts';
import { TRACK_HZ, type FinishedTrack } from './track.ts';

/** The true course of one rep. Times s of session time, velocities of the bar, upward positive, m/s. */
export interface RepTruth {
  /** 1-based within the set. */
  readonly index: number;
  /** Bar velocity exceeds 0.02 m/s for good on the way to 5 mm of rise from the floor or the turn at the bottom. */
  readonly liftOffS: number;
  readonly peakVelocityS: number;
  /** Last moment of the ascent at which the bar rises faster than 0.02 m/s. */
  readonly lockoutS: number;
  /** Bar back on the floor, or the end of the lowering; `null` when there was none. */
  readonly touchdownS: number | null;
  /** `romM / (lockoutS − liftOffS)`. */
  readonly meanVelocityMps: number;
  readonly peakVelocityMps: number;
  /** Mean while the bar's acceleration is above −g. */
  readonly meanPropulsiveVelocityMps: number;
  readonly romM: number;
  /** First maximum to the following minimum, where velocity fell by ≥ 10 % of the peak and came back. */
  readonly sticking: StickingRegion | null;
  /** Lumbar flexion beyond the braced set-up, largest from set-up to 0.6 s after lift-off, degrees. */
  readonly roundingDeg: number;
  /** Same for the angle between the two patches of skin that carry the sensors, about the mediolateral axis. */
  readonly measuredExcursionDeg: number;
  /** The lifter did it on purpose of the scenario; see also `hipRiseBeforeBarM`. */
  readonly hipsFirst: boolean;
  /** Rise of the hips from set-up until the bar has risen 1 cm, m. */
  readonly hipRiseBeforeBarM: number;
  /** Side bend of the belt patch against set-up at its largest between lift-off and lockout, right positive. */
  readonly lateralDeg: number;
  /** Axial twist likewise, to the right positive. */
  readonly twistDeg: number;
  /** Same for the thorax: what an onlooker sees. */
  readonly thoraxLateralDeg: number;
  readonly thoraxTwistDeg: number;
  readonly kind: RepKind;
}

export interface SetTruth {
  readonly index: number;
  readonly startS: number;
  readonly endS: number;
  /** Share of one-repetition maximum on the bar. */
  readonly loadFraction: number;
  readonly reps: readonly RepTruth[];
}

export interface SessionTruth {
  readonly sets: readonly SetTruth[];
  /** Attempts that never reached lockout: no rep should be counted. */
  readonly missed: readonly MissedLog[];
  readonly slips: readonly SlipLog[];
  /** Everything else the lifter did. */
  readonly activities: readonly ActivityLog[];
  /** A quiet stretch of standing at the start, if there was one. */
  readonly standing: { readonly startS: number; readonly endS: number } | null;
  /** Trunk lean over belt pitch at the first set-up: the estimator's hidden per-lifter unknown; `null` without reps or belt pitch. */
  readonly leanToBeltGain: number | null;
}

/** Places of the sensors that the two-sensor truth refers to. */
export interface Shares {
  readonly belt: number;
  readonly thoracic: number;
}

const SLOW_MPS = 0.02;

const velocityAt = (bar: Float64Array, i: number): number =>
  ((bar[i + 1] ?? bar[i]) - (bar[i - 1] ?? bar[i])) * 0.5 * TRACK_HZ;

/** First maximum to following minimum of the bar velocity, averaged over 50 ms. */
const findSticking = (bar: Float64Array, from: number, to: number, peak: number): StickingRegion | null => {
  const half = 25;
  const speed = (i: number): number =>
    ((bar[Math.min(to, i + half)] - bar[Math.max(from, i - half)]) * TRACK_HZ) /
    (Math.min(to, i + half) - Math.max(from, i - half));
  let top = from;
  for (let i = from; i < to; i += 5) {
    const v = speed(i);
    if (v > speed(top)) top = i;
    if (v > speed(top) - 0.1 * peak) continue;
    // Fell by a tenth: a sticking region only if it comes back.
    let low = i;
    for (let k = i; k < to; k += 5) {
      if (speed(k) < speed(low)) low = k;
      if (speed(k) > speed(low) + 0.1 * peak) {
        const best = speed(top);
        return {
          startS: top / TRACK_HZ,
          endS: low / TRACK_HZ,
          minVelocityMps: speed(low),
          dropPct: (100 * (best - speed(low))) / best,
        };
      }
    }
    return null;
  }
  return null;
};

/** The value with the largest magnitude of `values(i) − values(reference)` in a range. */
const largest = (values: (i: number) => number, reference: number, from: number, to: number): number => {
  const zero = values(reference);
  let best = 0;
  for (let i = from; i <= to; i++) {
    const deviation = values(i) - zero;
    if (Math.abs(deviation) > Math.abs(best)) best = deviation;
  }
  return best;
};

/** The highest value above the reference in a range, never below 0. */
const highest = (values: Float64Array, reference: number, from: number, to: number): number => {
  let best = 0;
  for (let i = from; i <= to; i++) best = Math.max(best, values[i] - values[reference]);
  return best;
};

/** Measures one rep. */
const measureRep = (track: FinishedTrack, log: RepLog, index: number, shares: Shares): RepTruth => {
  const c = track.channels;
  const bar = c.bar;
  const setUp = Math.max(0, Math.round(log.setUpS * TRACK_HZ) - 1);
  const last = Math.min(track.count - 2, Math.round(log.topS * TRACK_HZ) + 60);
  const from = Math.round(log.fromS * TRACK_HZ);
  let highestAt = from;
  for (let i = from; i <= last; i++) if (bar[i] > bar[highestAt] + 1e-6) highestAt = i;
  // The lowest point before the top, and there the latest: the bar may rest on the floor for long.
  let bottom = from;
  for (let i = from; i < highestAt; i++) if (bar[i] <= bar[bottom] + 1e-6) bottom = i;
  let liftOff = bottom;
  while (liftOff < last && bar[liftOff] < bar[bottom] + 0.005) liftOff++;
  while (liftOff > bottom && velocityAt(bar, liftOff) > SLOW_MPS) liftOff--;
  let lockout = last;
  while (lockout > liftOff && velocityAt(bar, lockout) < SLOW_MPS) lockout--;
  let peakAt = liftOff;
  let propulsive = 0;
  let propulsiveCount = 0;
  for (let i = liftOff; i <= lockout; i++) {
    const v = velocityAt(bar, i);
    if (v > velocityAt(bar, peakAt)) peakAt = i;
    const a =
      (velocityAt(bar, Math.min(lockout, i + 5)) - velocityAt(bar, Math.max(liftOff, i - 5))) *
      0.1 *
      TRACK_HZ;
    if (a > -STANDARD_GRAVITY) {
      propulsive += v;
      propulsiveCount++;
    }
  }
  const peak = velocityAt(bar, peakAt);
  const romM = bar[lockout] - bar[liftOff];
  const early = Math.min(lockout, liftOff + Math.round(0.6 * TRACK_HZ));
  const rounding = highest(c.lumbarFlexion, setUp, setUp, early) / DEG;
  let moved = liftOff;
  while (moved < lockout && bar[moved] < bar[bottom] + 0.01) moved++;
  const side = (share: number) => (i: number) => c.pelvisSide[i] + share * c.lumbarSide[i];
  const twist = (share: number) => (i: number) => -(c.pelvisTwist[i] + share * c.lumbarTwist[i]);
  return {
    index,
    liftOffS: liftOff / TRACK_HZ,
    peakVelocityS: peakAt / TRACK_HZ,
    lockoutS: lockout / TRACK_HZ,
    touchdownS: log.endS,
    meanVelocityMps: (romM * TRACK_HZ) / (lockout - liftOff),
    peakVelocityMps: peak,
    meanPropulsiveVelocityMps: propulsive / Math.max(1, propulsiveCount),
    romM,
    sticking: findSticking(bar, liftOff, lockout, peak),
    roundingDeg: rounding,
    measuredExcursionDeg: rounding * (shares.thoracic - shares.belt),
    hipsFirst: log.kind === 'hips-first',
    hipRiseBeforeBarM: c.hipZ[moved] - c.hipZ[setUp],
    lateralDeg: largest(side(shares.belt), setUp, liftOff, lockout) / DEG,
    twistDeg: largest(twist(shares.belt), setUp, liftOff, lockout) / DEG,
    thoraxLateralDeg: largest(side(1), setUp, liftOff, lockout) / DEG,
    thoraxTwistDeg: largest(twist(1), setUp, liftOff, lockout) / DEG,
    kind: log.kind,
  };
};

/** Measures a whole session. */
export const measureSession = (
  track: FinishedTrack,
  log: SessionLog,
  shares: Shares,
  standing: SessionTruth['standing'],
): SessionTruth => {
  const first = log.sets[0]?.reps[0];
  let gain: number | null = null;
  if (first !== undefined) {
    const i = Math.max(0, Math.round(first.setUpS * TRACK_HZ) - 1);
    const pelvis = track.channels.pelvisPitch[i];
    const flexion = track.channels.lumbarFlexion[i];
    const belt = pelvis + shares.belt * flexion;
    gain = Math.abs(belt) < DEG ? null : (pelvis + flexion) / belt;
  }
  return {
    sets: log.sets.map((set, s) => ({
      index: s + 1,
      startS: set.startS,
      endS: set.endS,
      loadFraction: set.loadFraction,
      reps: set.reps.map((rep, r) => measureRep(track, rep, r + 1, shares)),
    })),
    missed: log.missed,
    slips: log.slips,
    activities: log.activities,
    standing,
    leanToBeltGain: gain,
  };
};
