/** Axes that the reps of a set share, so that they can be compared at a glance. */
import type { Limits, ReportRep } from './content.ts';
import type { Range } from './plot.ts';
import { rangeOf, roundRange } from './scale.ts';

/** How long a rep may be, against the usual one of its set, before it gets a time axis of its own. */
const MOST_SPANS = 2;
/** Ticks of an upright axis. */
export const UPRIGHT_TICKS = 4;

/** Room for words above the red limit and below zero, shares of that limit. */
const ROOM_ABOVE = 1.15;
const ROOM_BELOW = 0.3;

/** Ranges of values, and of time from lift-off, s. */
export interface RepScales {
  readonly times: Range;
  readonly velocityMps: Range;
  readonly pitchDeg: Range;
  readonly excursionDeg: Range;
}

/** Time that a rep takes to show, from its lift-off, s. */
export const spanOf = ({ rep, trace }: ReportRep): Range =>
  trace === null
    ? { min: -0.5, max: rep.concentricS + 0.5 }
    : {
        min: trace.startS - rep.liftOffS,
        max: trace.startS + trace.stepS * (trace.velocityMps.length - 1) - rep.liftOffS,
      };

const length = ({ min, max }: Range): number => max - min;

const sharedTimes = (reps: readonly ReportRep[]): Range => {
  const spans = reps.map(spanOf);
  const usual = spans.map(length).toSorted((a, b) => a - b)[spans.length >> 1] ?? 1;
  const alike = spans.filter((span) => length(span) <= MOST_SPANS * usual);
  return rangeOf(alike.flatMap(({ min, max }) => [min, max]));
};

/** @param lumbarDeg limits that must be in sight */
export const scalesOf = (reps: readonly ReportRep[], lumbarDeg: Limits): RepScales => {
  const of = (values: (shown: ReportRep) => readonly number[], also: readonly number[]): Range =>
    roundRange(rangeOf([...also, ...reps.flatMap(values)]), UPRIGHT_TICKS);
  return {
    times: sharedTimes(reps),
    velocityMps: of(({ rep, trace }) => [rep.peakVelocityMps, ...(trace?.velocityMps ?? [])], [0]),
    pitchDeg: of(({ trace }) => trace?.pitchDeg ?? [], [0]),
    excursionDeg: of(
      ({ trace }) => (trace?.excursionDeg ?? []).filter((value) => value !== null),
      [-ROOM_BELOW * lumbarDeg.red, lumbarDeg.red * ROOM_ABOVE],
    ),
  };
};

/** The scales for one rep: those of its set, but its own time where it takes far longer than the others. */
export const scalesFor = (shown: ReportRep, scales: RepScales): RepScales & { readonly ownTime: boolean } => {
  const span = spanOf(shown);
  const ownTime = span.min < scales.times.min - 1e-9 || span.max > scales.times.max + 1e-9;
  return { ...scales, times: ownTime ? span : scales.times, ownTime };
};
