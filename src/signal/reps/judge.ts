/** What every judge of legs shares: the question, the verdict and the memory of the last lift. */
import type { LegLook } from './leg-tracker.ts';
import type { RepPattern } from './pattern.ts';
import type { TrackedLeg } from './tracked-leg.ts';
import { GRID_HZ } from '../motion/motion.ts';

/** A judged repetition in absolute ticks. */
export interface RepSpan {
  /** The lowering before, for lifts that start at the top. */
  readonly before: TrackedLeg | null;
  readonly ascent: TrackedLeg;
  /** The lowering after. */
  readonly after: TrackedLeg | null;
}

/** Did the lifter walk between two ticks? */
export type IsWalking = (fromTick: number, toTick: number) => boolean;

/** An upward leg up for judgement. */
export interface Question {
  readonly look: LegLook;
  /** Index of the leg in `look.legs`. */
  readonly index: number;
  /** Legs that may be relied on. */
  readonly settled: number;
  /** False at the end of the recording: nothing more will come. */
  readonly open: boolean;
}

/** The reps found (usually one, two when a doubtful first is confirmed), or more must be seen first. */
export type Verdict = readonly RepSpan[] | 'wait';

export type Judge = (question: Question) => Verdict;

export const NO_REP: Verdict = [];

/** Time between two ticks, s. */
export const secondsBetween = (from: number, to: number): number => (to - from) / GRID_HZ;

/** Tunable quantities of judging, shared by all lifts. */
export interface JudgeParams {
  /** Least share of an ascent's extent that its lowering must have. Default 0.5 [D]. */
  readonly loweredShare: number;
  /** Share of a lift's extent beyond which a movement in between was getting up. Default 0.6 [D]. */
  readonly stoodShare: number;
  /** Nobody is standing beyond this tilt from the last known standing, rad. Default 0.26 (15°): slip and sway [D]. */
  readonly maxTopTilt: number;
  /** A lowering may go on after a halt of up to this, s. Default 2.5 [D]. */
  readonly maxGrowS: number;
  /** Log-odds from which a first lift counts. Default 1.4: a lift on a silent floor passes if nothing speaks against it [D]. */
  readonly certain: number;
  /** Log-odds from which a lift counts that follows another. Default 0.5 [D]. */
  readonly following: number;
  /** Log-odds from which a first lift is remembered until a second confirms it. Default −1 [D]. */
  readonly doubtful: number;
  /** Log-odds two lifts need together to confirm each other. Default 1.4, as one alone [D]. */
  readonly together: number;
  /**
   * Whether what does not follow the last lift may begin a series of its own, and whether a doubtful lift may go with a
   * certain one that needs it not: nobody hinges between two hinges by the way. Default false; true from the top.
   */
  readonly forgiving: boolean;
  /** Longest rest between two lifts that belong together, s. Default 12 [D]. */
  readonly maxRestS: number;
  /** Longest time between two lifts of one bar that tell something of each other, s. Default 20 [D]. */
  readonly maxNearS: number;
}

export const JUDGE_DEFAULTS: JudgeParams = {
  loweredShare: 0.5,
  stoodShare: 0.6,
  maxTopTilt: 0.26,
  maxGrowS: 2.5,
  certain: 1.4,
  following: 0.5,
  doubtful: -1,
  together: 1.4,
  forgiving: false,
  maxRestS: 12,
  maxNearS: 20,
};

/** Extent and duration a rep of this pattern can have. */
export const couldBeRep = (leg: TrackedLeg, pattern: RepPattern): boolean => {
  const duration = secondsBetween(leg.start, leg.end);
  return (
    leg.direction === 1 &&
    leg.extent >= pattern.minExtent &&
    duration >= pattern.minConcentricS &&
    duration <= pattern.maxConcentricS
  );
};

/** A lift and the lowering it is judged with: the one after it from the floor, the one before it from the top. */
export interface LiftPair {
  readonly up: TrackedLeg;
  readonly down: TrackedLeg;
}

/** Log-odds of a pair, and whether the lift it was held against belongs with it. */
export interface Evidence {
  readonly score: number;
  readonly chained: boolean;
}

/** A lift that was not certain enough to count alone. */
interface Doubt {
  readonly pair: LiftPair;
  readonly score: number;
}

/** Doubtful lifts remembered at a time. */
const KEPT_DOUBTS = 4;

/** Remembers the last lift, and one that was not certain enough to count alone. */
export interface LiftMemory {
  /**
   * Decides with what is remembered.
   * @param evidence log-odds of the pair given the lift before it, and whether that one belongs with it
   */
  decide(
    pair: LiftPair,
    evidence: (last: LiftPair | null) => Evidence,
    mayRemember: boolean,
  ): readonly LiftPair[];
  /** Takes a lift that was found in another way. */
  accept(pair: LiftPair): void;
}

export const createLiftMemory = (params: JudgeParams): LiftMemory => {
  let last: LiftPair | null = null;
  let doubts: Doubt[] = [];
  const take = (pair: LiftPair, reps: readonly LiftPair[]): readonly LiftPair[] => {
    last = pair;
    doubts = [];
    return reps;
  };
  /** Doubtful lifts that make, with the present one, a likelier story than the present one alone. */
  const confirmed = (alone: number, since: (earlier: LiftPair) => Evidence): Doubt[] =>
    doubts.filter((doubt) => {
      const { score, chained } = since(doubt.pair);
      if (!chained || score < params.following) return false;
      const rival = params.forgiving ? -Infinity : alone + params.following;
      return doubt.score + score >= Math.max(params.together, rival);
    });
  return {
    decide: (pair, evidence, mayRemember) => {
      // The same lift found anew replaces what was thought of it.
      doubts = doubts.filter((doubt) => doubt.pair.up.end <= pair.up.start);
      const alone = evidence(last);
      const certain = alone.score >= (alone.chained ? params.following : params.certain);
      const before = confirmed(alone.score, evidence);
      if (certain || before.length > 0) return take(pair, [...before.map((doubt) => doubt.pair), pair]);
      // What does not follow the last lift may still begin something new.
      const anew = params.forgiving ? Math.max(alone.score, evidence(null).score) : alone.score;
      if (mayRemember && anew >= params.doubtful)
        doubts = [...doubts, { pair, score: anew }].slice(-KEPT_DOUBTS);
      return [];
    },
    accept: (pair) => void take(pair, []),
  };
};
