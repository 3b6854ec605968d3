/**
 * Lifts from the top: lowered first, back without a rest at the bottom, to where they came from. One bend and back is a
 * hinge to any sensor, so a first hinge counts when a second like it follows; a squat, which nobody does by the
 * way, counts at once.
 */
import { beatEvidence, cycleEvidence } from './evidence.ts';
import {
  couldBeRep,
  createLiftMemory,
  JUDGE_DEFAULTS,
  NO_REP,
  secondsBetween,
  type IsWalking,
  type Judge,
  type LiftPair,
  type RepSpan,
  type Verdict,
} from './judge.ts';
import type { RepPattern } from './pattern.ts';
import type { TrackedLeg } from './tracked-leg.ts';

/** Longest hold between a first rep from the bottom and the next, s. [D] */
const MAX_LEADING_HOLD_S = 3;

export const createTopJudge = (pattern: RepPattern, isWalking: IsWalking, params = JUDGE_DEFAULTS): Judge => {
  const memory = createLiftMemory({ ...params, forgiving: true });
  let lastEnd = -Infinity;

  const couldBe = (leg: TrackedLeg): boolean =>
    couldBeRep(leg, pattern) && leg.sensorRise >= pattern.minSensorRise;

  /** Down and up again as one movement. */
  const isCycle = (down: TrackedLeg, up: TrackedLeg): boolean =>
    down.direction === -1 &&
    down.extent >= params.loweredShare * up.extent &&
    up.extent >= params.loweredShare * down.extent &&
    secondsBetween(down.end, up.start) <= pattern.maxBottomS;

  const spanOf = ({ up, down }: LiftPair, after: TrackedLeg | null): RepSpan => ({
    before: down,
    ascent: pattern.ballistic && after !== null ? flownOn(up, after) : up,
    after,
  });

  /** A set may begin at the bottom (from a seat, from the pins): known by what follows it at once. */
  const leading = (legs: readonly TrackedLeg[], index: number, settled: number): Verdict => {
    const up = legs[index];
    if (!pattern.mayLead || secondsBetween(lastEnd, up.start) < params.maxRestS) return NO_REP;
    if (index + 2 >= settled) return 'wait';
    const down = legs[index + 1];
    const next = legs[index + 2];
    if (secondsBetween(up.end, down.start) > MAX_LEADING_HOLD_S || isWalking(up.end, down.start))
      return NO_REP;
    if (!isCycle(down, next) || !couldBe(next) || up.extent < params.loweredShare * down.extent)
      return NO_REP;
    lastEnd = up.end;
    memory.accept({ up, down });
    return [{ before: null, ascent: up, after: down }];
  };

  return ({ look, index, settled }) => {
    const { legs } = look;
    const up = legs[index];
    if (!couldBe(up)) return NO_REP;
    const down = index > 0 ? legs[index - 1] : null;
    const after = index + 1 < legs.length ? legs[index + 1] : null;
    if (down === null || !isCycle(down, up)) return leading(legs, index, settled);
    const reps = memory.decide(
      { up, down },
      (last) => {
        const chained =
          last !== null &&
          secondsBetween(last.up.end, down.start) <= params.maxRestS &&
          !isWalking(last.up.end, down.start);
        const beat = chained && pattern.ballistic ? beatEvidence(up, last.up) : 0;
        const score = cycleEvidence(up, down, chained ? last : null, pattern.errandPrior) + beat;
        return { score, chained };
      },
      true,
    );
    if (reps.length === 0) return leading(legs, index, settled);
    lastEnd = up.end;
    return reps.map((pair) => spanOf(pair, pair.up === up ? after : down));
  };
};

/** A bell flies on after the hips are through, and is at its highest half-way to the next hinge. */
const flownOn = (up: TrackedLeg, after: TrackedLeg): TrackedLeg => ({
  ...up,
  end: Math.max(up.end, Math.round((up.end + Math.min(after.start, up.end + 100)) / 2)),
});
