/**
 * Which legs are repetitions, and which repetitions make a set.
 *
 * The rules follow from what a bar does: a lift from the floor is an ascent to standing that is *lowered again*
 * soon after, so the unloaded bend to the bar, standing up after the last rep, loading plates or picking up a
 * shaker do not count. A lift from the top is lowered first and comes back without a rest at the bottom.
 */
import { GRID_HZ } from '../motion/motion.ts';
import type { LegLook, TrackedLeg } from './leg-tracker.ts';
import type { RepPattern } from './pattern.ts';

/** A judged repetition in absolute ticks. */
export interface RepSpan {
  /** The lowering before, for lifts that start at the top. */
  readonly before: TrackedLeg | null;
  readonly ascent: TrackedLeg;
  /** The lowering after. */
  readonly after: TrackedLeg | null;
}

/** Tunable quantities of the set rules. */
export interface SetParams {
  /** Longest rest between two reps of one set, s. Default 12. */
  readonly maxRestS: number;
}

export const SET_DEFAULTS: SetParams = { maxRestS: 12 };

export type GrammarEvent =
  | { readonly type: 'rep'; readonly span: RepSpan; readonly newSet: boolean }
  | { readonly type: 'set-end'; readonly atTick: number };

/** How still and how free of steps the body was between two ticks. */
export type IsWalking = (fromTick: number, toTick: number) => boolean;
/** Largest shock between two ticks, m/s². */
export type ShockIn = (fromTick: number, toTick: number) => number;

export interface RepGrammar {
  step(look: LegLook): GrammarEvent[];
  /** Lets time pass without a look: closes a set whose rest is over. */
  tick(atTick: number): GrammarEvent[];
  finish(atTick: number): GrammarEvent[];
}

/** Least share of an ascent's extent that the lowering after it must have. */
const LOWERED_SHARE = 0.5;

/** Longest hold between a first rep from the bottom and the next, s. */
const MAX_LEADING_HOLD_S = 3;

export const createRepGrammar = (
  pattern: RepPattern,
  isWalking: IsWalking,
  params: SetParams = SET_DEFAULTS,
): RepGrammar => {
  let judgedTo = -1;
  let inSet = false;
  let lastActive = 0;
  const seconds = (ticks: number): number => ticks / GRID_HZ;

  const couldBeRep = (leg: TrackedLeg): boolean => {
    const duration = seconds(leg.end - leg.start);
    return (
      leg.direction === 1 &&
      leg.extent >= pattern.minExtent &&
      leg.sensorRise >= pattern.minSensorRise &&
      duration >= pattern.minConcentricS &&
      duration <= pattern.maxConcentricS
    );
  };

  const fromFloor = (leg: TrackedLeg, next: TrackedLeg | undefined): RepSpan | null | 'wait' => {
    if (next === undefined) return 'wait';
    if (next.extent < LOWERED_SHARE * leg.extent) return null;
    if (seconds(next.start - leg.end) > pattern.maxHoldS) return null;
    if (isWalking(leg.end, next.end)) return null;
    return { before: null, ascent: leg, after: next };
  };

  const fromTop = (
    leg: TrackedLeg,
    previous: TrackedLeg | undefined,
    next: TrackedLeg | undefined,
  ): RepSpan | null => {
    if (previous === undefined || previous.direction !== -1) return null;
    if (previous.extent < LOWERED_SHARE * leg.extent || leg.extent < LOWERED_SHARE * previous.extent)
      return null;
    if (seconds(leg.start - previous.end) > pattern.maxBottomS) return null;
    return { before: previous, ascent: leg, after: next ?? null };
  };

  /** A set may begin at the bottom (from a seat, from the pins): known by what follows it at once. */
  const leading = (
    leg: TrackedLeg,
    next: TrackedLeg | undefined,
    afterNext: TrackedLeg | undefined,
  ): RepSpan | null | 'wait' => {
    if (inSet) return null;
    if (next === undefined || afterNext === undefined) return 'wait';
    if (seconds(next.start - leg.end) > MAX_LEADING_HOLD_S || isWalking(leg.end, next.end)) return null;
    const follower = fromTop(afterNext, next, undefined);
    return follower !== null && couldBeRep(afterNext) && leg.extent >= LOWERED_SHARE * next.extent
      ? { before: null, ascent: leg, after: next }
      : null;
  };

  const judge = (legs: readonly TrackedLeg[], settled: number, done: boolean): GrammarEvent[] => {
    const events: GrammarEvent[] = [];
    for (let i = 0; i < settled; i += 1) {
      const leg = legs[i];
      if ((leg.start + leg.end) / 2 <= judgedTo || leg.direction !== 1) continue;
      const newest = i === settled - 1;
      if (!couldBeRep(leg)) continue;
      const next = i + 1 < settled ? legs[i + 1] : undefined;
      const span = spanOf(leg, legs[i - 1], next, i + 2 < settled ? legs[i + 2] : undefined);
      if (span === 'wait') {
        if (!done) break;
        continue;
      }
      // The newest settled leg may go on after a stall; only the end of the recording makes it final.
      if (newest && !done && pattern.startsAt === 'bottom') break;
      judgedTo = leg.end;
      if (span === null) continue;
      const rest = seconds(leg.start - lastActive);
      if (inSet && rest > params.maxRestS) {
        events.push({ type: 'set-end', atTick: lastActive });
        inSet = false;
      }
      events.push({ type: 'rep', span, newSet: !inSet });
      inSet = true;
      lastActive = span.after?.end ?? leg.end;
    }
    return events;
  };

  const spanOf = (
    leg: TrackedLeg,
    previous: TrackedLeg | undefined,
    next: TrackedLeg | undefined,
    afterNext: TrackedLeg | undefined,
  ): RepSpan | null | 'wait' => {
    if (pattern.startsAt === 'top') return fromTop(leg, previous, next) ?? leading(leg, next, afterNext);
    if (pattern.maxHoldS === Infinity) return { before: null, ascent: leg, after: next ?? null };
    return fromFloor(leg, next);
  };

  let latest: LegLook | null = null;
  return {
    step: (look) => {
      latest = look;
      return judge(look.legs, look.settled, false);
    },
    tick: (atTick) => {
      if (!inSet || seconds(atTick - lastActive) <= params.maxRestS + pattern.maxConcentricS) return [];
      inSet = false;
      return [{ type: 'set-end', atTick: lastActive }];
    },
    finish: (atTick) => {
      const events = latest === null ? [] : judge(latest.legs, latest.legs.length, true);
      if (inSet) events.push({ type: 'set-end', atTick: Math.min(atTick, lastActive) });
      inSet = false;
      return events;
    },
  };
};
