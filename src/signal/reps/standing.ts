/**
 * What standing looks like to the sensor, learnt from where upward legs end.
 *
 * The clip may sit at any angle and slip by 3–10° between reps, and a recording may begin with the lifter bent over
 * the bar. So: near the present reference a new one is believed at once; far from it only when nothing better is
 * known, or when a second one agrees (a missed pull, or getting up into a crouch, ends nowhere twice).
 */
import type { Mounting } from '../mounting/mounting.ts';
import { angleBetween } from '../motion/up.ts';

/** Tunable quantities of the standing reference. */
export interface StandingParams {
  /** A new reference within this angle of the old one is taken at once, rad. Default 0.26 (15°): slip and sway [D]. */
  readonly believed: number;
  /**
   * The end of a small or doubtful rise that lies between its start and standing, with more than this share of the turn
   * to go, stalled on its way. Default 0.5 [D].
   */
  readonly toGo: number;
  /** A far one is taken when two in a row agree within this angle, rad. Default 0.12 (7°) [D]. */
  readonly agreement: number;
  /** A still posture after a large rise contradicts a reference this far away, rad. Default 0.35 (20°) [D]. */
  readonly contradiction: number;
  /** A new reference this far from the old one shows the past in a new light, rad. Default 0.17 (10°) [D]. */
  readonly leap: number;
}

export const STANDING_DEFAULTS: StandingParams = {
  believed: 0.26,
  toGo: 0.5,
  agreement: 0.12,
  contradiction: 0.35,
  leap: 0.17,
};

/** Way by which a stall may lie beside the straight way from the bend to standing, rad (3°). [D] */
const DETOUR = 0.05;

export interface StandingReference {
  /** True once somebody was seen to rise to standing. */
  known(): boolean;
  /** How often the reference has leapt: whatever was seen with the one before was seen crooked. */
  leaps(): number;
  /** A guess that anything seen later overrules: a first stillness. */
  guess(up: readonly [number, number, number]): void;
  /**
   * The posture in which a small or doubtful rise ended: taken if near.
   * @param from posture in which it started: what lies between that and standing is a stall
   */
  confirm(up: readonly [number, number, number], from?: readonly [number, number, number]): void;
  /**
   * The stillest posture after a large rise of the sensor: overrules what lies far from it when two in a row agree.
   */
  contradict(up: readonly [number, number, number]): void;
  /** The posture in which a rise ended. */
  offer(up: readonly [number, number, number]): void;
}

export const createStandingReference = (
  mounting: Mounting,
  params: StandingParams = STANDING_DEFAULTS,
): StandingReference => {
  let known = false;
  let witness: readonly [number, number, number] | null = null;
  let rival: readonly [number, number, number] | null = null;
  let guessed = false;
  let leaps = 0;
  const take = (up: readonly [number, number, number]): void => {
    if (!(known || guessed) || mounting.tilt(up[0], up[1], up[2]) > params.leap) leaps += 1;
    mounting.setStanding(up[0], up[1], up[2]);
  };
  const onTheWay = (
    from: readonly [number, number, number],
    up: readonly [number, number, number],
  ): boolean => {
    const toGo = mounting.tilt(up[0], up[1], up[2]);
    const turned = angleBetween(from, up);
    const whole = mounting.tilt(from[0], from[1], from[2]);
    return known && toGo > params.toGo * whole && turned + toGo < whole + DETOUR;
  };
  return {
    known: () => known,
    leaps: () => leaps,
    guess: (up) => {
      if (known) return;
      take(up);
      guessed = true;
    },
    confirm: (up, from) => {
      if (from !== undefined && onTheWay(from, up)) return;
      if (mounting.tilt(up[0], up[1], up[2]) < params.believed) take(up);
    },
    contradict: (up) => {
      if (mounting.tilt(up[0], up[1], up[2]) < params.contradiction) witness = null;
      else if (witness !== null && angleBetween(witness, up) < params.agreement) {
        witness = null;
        take(up);
        known = true;
      } else witness = up;
    },
    offer: (up) => {
      const near = mounting.tilt(up[0], up[1], up[2]) < params.believed;
      if (!known || near || (rival !== null && angleBetween(rival, up) < params.agreement)) {
        rival = null;
        take(up);
        known = true;
      } else rival = up;
    },
  };
};
