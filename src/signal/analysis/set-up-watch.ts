/**
 * Before the pull: is the lifter set? Causal.
 *
 * Set is who is bent at the bar as for the reps before, braced, and neither leaning nor twisted against them. It is the
 * one moment at which a word still helps: a cue in the middle of a rep can abort it, rarely repair it.
 */
import type { SetUpReason, SetUpState } from '../../domain/event.ts';
import { GRID_HZ } from '../motion/motion.ts';

/** Tunable quantities of the watch. Angles rad, times s. */
export interface SetUpWatchParams {
  /** Share of the usual set-up's tilt from which the lifter is bent at the bar, and below which not any more. Defaults 0.75 and 0.6 [D]. */
  readonly bentShare: number;
  readonly uprightShare: number;
  /** Tilt beyond the usual set-up's that is another bend. Default 0.2 (11°) [D]: a shoelace lies lower than a bar. */
  readonly deeper: number;
  /** Tilt from which anybody is bent, as long as no set-up is known. Default 0.25 (14°) [D]. */
  readonly bentTilt: number;
  /** Unrest below which the body is braced, and for how long. Defaults 1.2 and 0.3 [D]. */
  readonly bracedUnrest: number;
  readonly bracedS: number;
  /** Unrest above which a braced body moves again, and for how long. Defaults 3 and 0.6 [D]: a pull is told by then. */
  readonly movingUnrest: number;
  readonly movingS: number;
  /** How long somebody may take to get set before being told. Default 2 [D]. */
  readonly patienceS: number;
  /** Side bend against the usual set-up that leans, and below which it is over. Defaults 0.105 (6°) and 0.07 (4°) [G]. */
  readonly leaning: number;
  readonly leaningOver: number;
  /** Turn against the last set-up that twists, and below which it is over. Defaults 0.17 (10°) and 0.12 (7°) [D]: heading drifts. */
  readonly twisted: number;
  readonly twistedOver: number;
  /** How long a deviation must last. Default 0.3 [D]. */
  readonly holdS: number;
  /** For how long the turn of the last set-up means something. Default 30: heading drifts. */
  readonly turnMemoryS: number;
}

export const SET_UP_WATCH_DEFAULTS: SetUpWatchParams = {
  bentShare: 0.75,
  uprightShare: 0.6,
  deeper: 0.2,
  bentTilt: 0.25,
  bracedUnrest: 1.2,
  bracedS: 0.3,
  movingUnrest: 3,
  movingS: 0.6,
  patienceS: 2,
  leaning: 0.105,
  leaningOver: 0.07,
  twisted: 0.17,
  twistedOver: 0.12,
  holdS: 0.3,
  turnMemoryS: 30,
};

/** Posture at one tick. */
export interface SetUpPosture {
  readonly tick: number;
  readonly unrest: number;
  /** Tilt from standing, rad. */
  readonly tilt: number;
  /** Side bend, rad, right positive; `null` while the hinge axis is not known. */
  readonly lateral: number | null;
  /** Turn about the vertical, rad, to the right positive; only differences within half a minute mean something. */
  readonly turn: number;
}

/** What the lifter's earlier set-ups were like. */
export interface UsualSetUp {
  readonly tilt: number;
  readonly lateral: number | null;
  /** Turn and tick of the latest one. */
  readonly turn: number;
  readonly tick: number;
}

export interface SetUpNews {
  readonly state: SetUpState;
  readonly reasons: readonly SetUpReason[];
}

export interface SetUpWatch {
  /** One tick; what is new about the set-up. @param usual `null` before the first rep: only stillness is judged then */
  step(now: SetUpPosture, usual: UsualSetUp | null): SetUpNews | null;
  /** The bar leaves the floor: nothing is said before the next set-up. */
  liftOff(): void;
}

/** True from when something was so for some time until it was not so for some time. */
const createLatch = (onTicks: number, offTicks: number) => {
  let state = false;
  let ticks = 0;
  return {
    /** @param on passes the threshold @param off passes the lower one in the other direction */
    step: (on: boolean, off: boolean): boolean => {
      ticks = (state ? off : on) ? ticks + 1 : 0;
      if (ticks >= (state ? offTicks : onTicks)) {
        state = !state;
        ticks = 0;
      }
      return state;
    },
    reset: (): void => {
      state = false;
      ticks = 0;
    },
  };
};

const ticksOf = (seconds: number): number => Math.max(1, Math.round(seconds * GRID_HZ));

export const createSetUpWatch = (params: SetUpWatchParams = SET_UP_WATCH_DEFAULTS): SetUpWatch => {
  const hold = ticksOf(params.holdS);
  const braced = createLatch(ticksOf(params.bracedS), ticksOf(params.movingS));
  const leaning = createLatch(hold, hold);
  const twisted = createLatch(hold, hold);
  /** When the lifter bent down; `null` while upright. */
  let bentAt: number | null = null;
  let told: string | null = null;
  /** From lift-off until the lifter stands, or is braced again. */
  let pulling = false;

  const restart = (): void => {
    for (const latch of [braced, leaning, twisted]) latch.reset();
    bentAt = null;
    told = null;
  };

  const isBent = (tilt: number, usual: UsualSetUp | null): boolean => {
    const share = bentAt === null ? params.bentShare : params.uprightShare;
    // Without an earlier set-up the same hysteresis is taken about the angle from which anybody is bent.
    const least = usual === null ? (params.bentTilt * share) / params.bentShare : share * usual.tilt;
    return tilt >= least && (usual === null || tilt <= usual.tilt + params.deeper);
  };

  const reasonsOf = (now: SetUpPosture, usual: UsualSetUp | null): SetUpReason[] => {
    const reasons: SetUpReason[] = [];
    if (!braced.step(now.unrest < params.bracedUnrest, now.unrest > params.movingUnrest))
      reasons.push('moving');
    const side = usual === null || usual.lateral === null || now.lateral === null;
    const bend = side ? 0 : Math.abs(now.lateral - usual.lateral);
    if (leaning.step(bend > params.leaning, bend < params.leaningOver)) reasons.push('leaning');
    const fresh = usual !== null && now.tick - usual.tick < params.turnMemoryS * GRID_HZ;
    const turn = fresh ? Math.abs(now.turn - usual.turn) : 0;
    if (twisted.step(turn > params.twisted, turn < params.twistedOver)) reasons.push('twisted');
    return reasons;
  };

  const tell = (reasons: readonly SetUpReason[], waitedTicks: number): SetUpNews | null => {
    const state: SetUpState = reasons.length === 0 ? 'set' : 'not-set';
    const words = reasons.join(' ');
    // Getting into position takes its time; only who was told "set" hears at once that it is over.
    if (words === told || (told === null && state === 'not-set' && waitedTicks < ticksOf(params.patienceS)))
      return null;
    told = words;
    return { state, reasons };
  };

  return {
    step: (now, usual) => {
      if (!isBent(now.tilt, usual)) {
        const leaves = told !== null;
        restart();
        pulling = false;
        return leaves ? { state: 'not-set', reasons: ['upright'] } : null;
      }
      bentAt ??= now.tick;
      const reasons = reasonsOf(now, usual);
      pulling &&= reasons.includes('moving');
      return pulling ? null : tell(reasons, now.tick - bentAt);
    },
    liftOff: () => {
      restart();
      pulling = true;
    },
  };
};
