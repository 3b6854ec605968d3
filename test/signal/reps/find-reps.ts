/** From samples to judged reps, as a session composes it, for tests of the rep rules. */
import type { Exercise, Placement } from '../../../src/domain/exercise.ts';
import { slicesOf, type Slice } from './slices.ts';
import { createMotionHistory } from '../../../src/signal/motion/history.ts';
import { GRID_S, type MotionBatch } from '../../../src/signal/motion/motion.ts';
import { createMounting } from '../../../src/signal/mounting/mounting.ts';
import { containsWalking } from '../../../src/signal/reps/gait.ts';
import { createRepGrammar, type GrammarEvent } from '../../../src/signal/reps/grammar.ts';
import { createLegTracker } from '../../../src/signal/reps/leg-tracker.ts';
import { repPattern } from '../../../src/signal/reps/pattern.ts';
import { trunkPrior } from '../../../src/signal/velocity/trunk.ts';

export interface FoundRep {
  readonly startS: number;
  readonly endS: number;
  readonly newSet: boolean;
  /** When it was told, s. */
  readonly toldS: number;
}

export interface Found {
  readonly reps: readonly FoundRep[];
  readonly setEndsS: readonly number[];
}

/** Finds reps in motion cut into slices of any size. */
export const repsInMotion = (
  motion: MotionBatch,
  exercise: Exercise,
  placement: Placement,
  slice: Slice = () => 25,
): Found => {
  const history = createMotionHistory(9000);
  const mounting = createMounting();
  const pattern = repPattern(exercise, placement);
  const tracker = createLegTracker(history, mounting, pattern, trunkPrior(placement, 1.75));
  const grammar = createRepGrammar(pattern, (from, to) => {
    const window = history.window(from, to);
    return containsWalking(window, (i) =>
      mounting.tilt(window.up[i * 3], window.up[i * 3 + 1], window.up[i * 3 + 2]),
    );
  });
  const reps: FoundRep[] = [];
  const setEndsS: number[] = [];
  const take = (events: readonly GrammarEvent[], atTick: number): void => {
    for (const event of events) {
      if (event.type === 'set-end') setEndsS.push(event.atTick * GRID_S);
      else {
        const { start, end } = event.span.ascent;
        reps.push({
          startS: start * GRID_S,
          endS: end * GRID_S,
          newSet: event.newSet,
          toldS: atTick * GRID_S,
        });
      }
    }
  };
  for (const batch of slicesOf(motion, slice)) {
    history.push(batch);
    for (let i = 0; i < batch.count; i += 1) {
      const atTick = batch.firstTick + i;
      const look = tracker.step(batch, i);
      if (look !== null) take(grammar.step(look), atTick);
      take(grammar.tick(atTick), atTick);
    }
  }
  const endTick = motion.firstTick + motion.count;
  const look = tracker.finish();
  if (look !== null) take(grammar.step(look), endTick);
  take(grammar.finish(endTick), endTick);
  return { reps, setEndsS };
};

export { motionOf } from './slices.ts';
