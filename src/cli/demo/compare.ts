/** What Beltline found beside what truly happened. Only a simulation can do this. */
import type { SessionEvent } from '../../domain/event.ts';
import type { Rep } from '../../domain/rep.ts';
import type { RepTruth, VirtualSession } from '../../simulator/index.ts';

/** What was found in one part of the demo. */
export interface Outcome {
  readonly part: string;
  readonly session: VirtualSession;
  /** Everything that was told. */
  readonly events: readonly SessionEvent[];
  /** Up to when the lifter was watched, s: Ctrl-C may come before the end. */
  readonly seenS: number;
}

/** A true rep, a found one, or both. */
export interface Pair {
  readonly part: string;
  readonly truth: RepTruth | null;
  readonly found: Rep | null;
}

const overlapS = (truth: RepTruth, rep: Rep): number =>
  Math.min(truth.lockoutS, rep.lockoutS) - Math.max(truth.liftOffS, rep.liftOffS);

/** Pairs by overlap of the way up; each rep is used once. In order of time. */
export const pairReps = ({ part, session, events, seenS }: Outcome): readonly Pair[] => {
  const free = new Set(events.flatMap((event) => (event.type === 'rep' ? [event.rep] : [])));
  const pairs: Pair[] = [];
  for (const truth of session.truth.sets.flatMap((set) => set.reps)) {
    const found = [...free].find((rep) => overlapS(truth, rep) > 0) ?? null;
    if (found !== null) free.delete(found);
    // A rep that was cut off cannot have been missed.
    if (found !== null || (truth.touchdownS ?? truth.lockoutS) <= seenS) pairs.push({ part, truth, found });
  }
  pairs.push(...[...free].map((found) => ({ part, truth: null, found })));
  const liftOffS = ({ truth, found }: Pair): number => truth?.liftOffS ?? found?.liftOffS ?? 0;
  return pairs.toSorted((a, b) => liftOffS(a) - liftOffS(b));
};

export interface Score {
  readonly trueReps: number;
  readonly foundReps: number;
  readonly missed: number;
  readonly ghosts: number;
  /** Mean of estimate minus truth over paired reps, m/s; `null` without pairs. */
  readonly biasMps: number | null;
  /** Root mean square of the same, m/s. */
  readonly rmsMps: number | null;
  /** Paired reps whose band holds the true mean velocity. */
  readonly insideBand: number;
  readonly paired: number;
  /** Reps that truly rounded by `ROUNDED_DEG` or more, and those of them that were told. */
  readonly rounded: number;
  readonly roundedFound: number;
  /** Reps that truly stayed within `BRACED_DEG`, and those of them that were told in error. */
  readonly braced: number;
  readonly bracedTold: number;
}

/** Flexion beyond the set-up that has to be found, degrees. */
export const ROUNDED_DEG = 8;
/** Flexion up to which a rep passes for braced, degrees; between the two nobody is blamed. */
export const BRACED_DEG = 5;

const count = <T>(items: readonly T[], holds: (item: T, index: number) => boolean): number =>
  items.filter(holds).length;

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sums the pairs up. */
export const scorePairs = (pairs: readonly Pair[]): Score => {
  const both = pairs.flatMap(({ truth, found }) =>
    truth === null || found === null ? [] : [{ truth, found }],
  );
  const errors = both.map(({ truth, found }) => found.meanVelocityMps - truth.meanVelocityMps);
  const squares = mean(errors.map((error) => error ** 2));
  const told = ({ found }: Pair): boolean => found !== null && found.lumbar.severity !== 'none';
  const rounded = pairs.filter(({ truth }) => truth !== null && truth.roundingDeg >= ROUNDED_DEG);
  const braced = pairs.filter(({ truth }) => truth !== null && truth.roundingDeg < BRACED_DEG);
  return {
    trueReps: count(pairs, ({ truth }) => truth !== null),
    foundReps: count(pairs, ({ found }) => found !== null),
    missed: count(pairs, ({ found }) => found === null),
    ghosts: count(pairs, ({ truth }) => truth === null),
    biasMps: mean(errors),
    rmsMps: squares === null ? null : Math.sqrt(squares),
    insideBand: count(both, ({ found }, i) => Math.abs(errors[i]) <= found.velocityErrorMps),
    paired: both.length,
    rounded: rounded.length,
    roundedFound: count(rounded, told),
    braced: braced.length,
    bracedTold: count(braced, told),
  };
};

/** How good the causal values were, before the corrections. */
export interface LiveScore {
  readonly liftOffs: number;
  /** Rounded reps in which the lifter was warned while the bar was on its way. */
  readonly warnedInTime: number;
  readonly rounded: number;
  /** Warnings of the back at any other moment. */
  readonly otherWarnings: number;
}

/** Live lift-off may be told a little early or late, s. */
const SLACK_S = 0.3;

const during = ({ liftOffS, lockoutS }: RepTruth, atS: number): boolean =>
  atS >= liftOffS - SLACK_S && atS <= lockoutS;

/** Sums up what was told while it happened. */
export const scoreLive = ({ session, events, seenS }: Outcome): LiveScore => {
  const rounded = session.truth.sets
    .flatMap((set) => set.reps)
    .filter((rep) => rep.roundingDeg >= ROUNDED_DEG && rep.lockoutS <= seenS);
  const warnings = events
    .filter((event) => event.type === 'warning' && event.kind === 'lumbar')
    .map(({ atS }) => atS);
  return {
    liftOffs: count(events, ({ type }) => type === 'lift-off'),
    warnedInTime: count(rounded, (rep) => warnings.some((atS) => during(rep, atS))),
    rounded: rounded.length,
    otherWarnings: count(warnings, (atS) => !rounded.some((rep) => during(rep, atS))),
  };
};
