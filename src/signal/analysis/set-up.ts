/** The braced set-up before a pull: the reference for everything the back does at lift-off. */
import { GRID_HZ } from '../motion/motion.ts';

/** Tunable quantities of the search for the set-up. */
export interface SetUpParams {
  /** How long before lift-off the set-up may lie, s. Default 1.5. */
  readonly reachS: number;
  /** How shortly before lift-off it may lie, s. Default 0.08: the brace ends with the pull. */
  readonly leadS: number;
  /** Unrest below which the body counts as braced. Default 1.2. */
  readonly bracedUnrest: number;
}

export const SET_UP_DEFAULTS: SetUpParams = { reachS: 1.5, leadS: 0.08, bracedUnrest: 1.2 };

export interface SetUp {
  /** Tick of the window. */
  readonly tick: number;
  /** False where the body never came to rest before the pull: touch-and-go. */
  readonly braced: boolean;
}

/** The latest braced moment before lift-off, or the calmest if there is none. */
export const findSetUp = (
  unrest: Float64Array,
  liftOff: number,
  params: SetUpParams = SET_UP_DEFAULTS,
): SetUp => {
  const last = Math.max(0, liftOff - Math.round(params.leadS * GRID_HZ));
  const first = Math.max(0, liftOff - Math.round(params.reachS * GRID_HZ));
  let calmest = last;
  for (let i = last; i >= first; i -= 1) {
    if (unrest[i] < params.bracedUnrest) return { tick: i, braced: true };
    if (unrest[i] < unrest[calmest]) calmest = i;
  }
  return { tick: calmest, braced: false };
};
