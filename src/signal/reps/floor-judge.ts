/**
 * Lifts from the floor: a rise to standing that is *lowered again* soon, to where it came from. The bend to the bar,
 * standing up after the last rep, loading plates or picking up a shaker are not.
 */
import { liftEvidence, type LiftContext } from './evidence.ts';
import {
  couldBeRep,
  createLiftMemory,
  JUDGE_DEFAULTS,
  NO_REP,
  secondsBetween,
  type IsWalking,
  type Judge,
  type LiftPair,
} from './judge.ts';
import type { RepPattern } from './pattern.ts';
import type { TrackedLeg } from './tracked-leg.ts';

/** A rise longer than this is too slow for integration to tell its height, s: only its turn from the bend counts. [D] */
const SLOW_S = 2;
/** Turn out of the bend that such a rise must have, rad (17°). [D] */
const SLOW_TURN = 0.3;

/** Even a dropped bar is followed down in about 0.4 s (science §4) [G]; what is faster fell into a seat. */
const SHORTEST_LOWERING_S = 0.3;

/** Slack in time when a leg is found anew by a later look, ticks. */
const SAME_LEG_TICKS = 25;

const isSlow = (up: TrackedLeg): boolean =>
  secondsBetween(up.start, up.end) > SLOW_S && up.lowTilt - up.highTilt > SLOW_TURN;

export const createFloorJudge = (
  pattern: RepPattern,
  isWalking: IsWalking,
  params = JUDGE_DEFAULTS,
): Judge => {
  const memory = createLiftMemory(params);

  /** What was seen between the last lift and the leg at `index`. */
  const contextOf = (legs: readonly TrackedLeg[], index: number, last: LiftPair | null): LiftContext => {
    const leg = legs[index];
    const previous = index > 0 ? legs[index - 1] : null;
    const led = previous !== null && previous.direction === -1;
    const before = led && secondsBetween(previous.end, leg.start) <= params.maxRestS ? previous : null;
    if (last === null) return { before, last, near: null };
    const restS = secondsBetween(last.down.end, leg.start);
    const near = restS <= params.maxNearS ? last : null;
    if (restS > params.maxRestS) return { before, last: null, near };
    // The hands stayed on the bar unless somebody stood up in between.
    for (let k = index - 1; k >= 0 && legs[k].start >= last.down.end - SAME_LEG_TICKS; k -= 1) {
      if (legs[k].extent > params.stoodShare * leg.extent) return { before, last: null, near };
    }
    return { before, last, near: null };
  };

  return ({ look, index, settled, open }) => {
    const { legs, atTick } = look;
    const up = legs[index];
    if (up.direction !== 1 || up.highTilt > params.maxTopTilt) return NO_REP;
    const slow = isSlow(up);
    if (!slow && !couldBeRep(up, pattern)) return NO_REP;
    if (index + 1 >= settled) return 'wait';
    const down = legs[index + 1];
    // What was let down was lifted: a pull too slow for the accelerometer shows in its lowering.
    const extent = slow ? Math.max(up.extent, down.extent) : up.extent;
    if (!couldBeRep({ ...up, extent }, pattern)) return NO_REP;
    const growing = open && index + 2 >= legs.length && secondsBetween(down.end, atTick) < params.maxGrowS;
    const no: typeof NO_REP | 'wait' = growing ? 'wait' : NO_REP;
    if (secondsBetween(up.end, down.start) > pattern.maxHoldS) return NO_REP;
    if (down.direction !== -1 || down.extent < params.loweredShare * up.extent) return no;
    if (secondsBetween(down.start, down.end) < SHORTEST_LOWERING_S) return no;
    if (!slow && Math.max(up.sensorRise, down.sensorRise) < pattern.minSensorRise) return no;
    // Nobody walks with the bar at lockout.
    if (isWalking(up.end, down.start)) return no;
    const reps = memory.decide(
      { up, down },
      (last) => {
        const context = contextOf(legs, index, last);
        const score = liftEvidence(up, down, context);
        return { score, chained: context.last !== null };
      },
      !growing,
    );
    if (reps.length === 0) return no;
    return reps.map((pair) => ({ before: null, ascent: pair.up, after: pair.down }));
  };
};
