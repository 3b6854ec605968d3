/**
 * Which legs are repetitions, and which repetitions make a set.
 *
 * Judges know what a lift is; here is what a set is: reps without a long rest and without walking in between.
 */
import { GRID_HZ } from '../motion/motion.ts';
import { createFloorJudge } from './floor-judge.ts';
import { couldBeRep, NO_REP, secondsBetween, type IsWalking, type Judge, type RepSpan } from './judge.ts';
import type { LegLook } from './leg-tracker.ts';
import type { RepPattern } from './pattern.ts';
import { createTopJudge } from './top-judge.ts';

export type { IsWalking, RepSpan } from './judge.ts';

/** Tunable quantities of the set rules. */
export interface SetParams {
  /** Longest rest between two reps of one set, s. Default 12. */
  readonly maxRestS: number;
}

export const SET_DEFAULTS: SetParams = { maxRestS: 12 };

export type GrammarEvent =
  | { readonly type: 'rep'; readonly span: RepSpan; readonly newSet: boolean }
  | { readonly type: 'set-end'; readonly atTick: number };

export interface RepGrammar {
  step(look: LegLook): GrammarEvent[];
  /** Lets time pass without a look: closes a set whose rest is over. */
  tick(atTick: number): GrammarEvent[];
  finish(atTick: number): GrammarEvent[];
}

/** On the bar itself every large upward stroke is a lift; a leg is final once another one has followed it. */
const createStrokeJudge =
  (pattern: RepPattern): Judge =>
  ({ look, index, settled, open }) => {
    const up = look.legs[index];
    if (!couldBeRep(up, pattern) || up.sensorRise < pattern.minSensorRise) return NO_REP;
    const down = index > 0 ? look.legs[index - 1] : null;
    if (down !== null && secondsBetween(down.end, up.start) > pattern.maxBottomS) return NO_REP;
    // A stroke may go on after a stall; only the end of the recording makes the newest one final.
    if (open && index === settled - 1) return 'wait';
    return [{ before: null, ascent: up, after: look.legs[index + 1] ?? null }];
  };

const judgeFor = (pattern: RepPattern, isWalking: IsWalking): Judge => {
  if (pattern.startsAt === 'top') return createTopJudge(pattern, isWalking);
  return pattern.maxHoldS === Infinity ? createStrokeJudge(pattern) : createFloorJudge(pattern, isWalking);
};

export const createRepGrammar = (
  pattern: RepPattern,
  isWalking: IsWalking,
  params: SetParams = SET_DEFAULTS,
): RepGrammar => {
  const judge = judgeFor(pattern, isWalking);
  let judgedTo = -1;
  /** End of the last ascent that counted. */
  let countedTo = -1;
  let inSet = false;
  let lastActive = 0;
  let latest: LegLook | null = null;

  const report = (span: RepSpan, events: GrammarEvent[]): void => {
    const begins = (span.before ?? span.ascent).start;
    if (inSet && (secondsBetween(lastActive, begins) > params.maxRestS || isWalking(lastActive, begins))) {
      events.push({ type: 'set-end', atTick: lastActive });
      inSet = false;
    }
    events.push({ type: 'rep', span, newSet: !inSet });
    inSet = true;
    countedTo = span.ascent.end;
    lastActive = span.after?.end ?? span.ascent.end;
  };

  const judgeLook = (look: LegLook, settled: number, open: boolean): GrammarEvent[] => {
    const events: GrammarEvent[] = [];
    if (look.anew) judgedTo = countedTo;
    for (let index = 0; index < settled; index += 1) {
      const leg = look.legs[index];
      if ((leg.start + leg.end) / 2 <= judgedTo || leg.direction !== 1) continue;
      const verdict = judge({ look, index, settled, open });
      if (verdict === 'wait') {
        if (open) break;
        continue;
      }
      // A leg too small to be a rep may still grow; any other has had its verdict.
      if (couldBeRep(leg, pattern)) judgedTo = leg.end;
      for (const span of verdict) report(span, events);
    }
    return events;
  };

  return {
    step: (look) => {
      latest = look;
      return judgeLook(look, look.settled, true);
    },
    tick: (atTick) => {
      if (!inSet || atTick - lastActive <= (params.maxRestS + pattern.maxConcentricS) * GRID_HZ) return [];
      inSet = false;
      return [{ type: 'set-end', atTick: lastActive }];
    },
    finish: (atTick) => {
      const events = latest === null ? [] : judgeLook(latest, latest.legs.length, false);
      if (inSet) events.push({ type: 'set-end', atTick: Math.min(atTick, lastActive) });
      inSet = false;
      return events;
    },
  };
};
