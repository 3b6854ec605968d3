/**
 * Grinding: the pull goes on and on. Causal.
 *
 * A pull that slow is hardly told from stillness by an accelerometer, but its posture can be read at any speed: how
 * long it takes from the first straightening to where it is now, against how long the lifter's reps take in all.
 */
import type { Severity } from '../../domain/rep.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import { BRACED_TICKS, BRACED_UNREST, type SpeedTick } from './speed-watch.ts';
import type { UsualRep } from './usual-rep.ts';

/** Tunable quantities of the watch. Straightening: 0 in the set-up, 1 in standing, by tilt. */
export interface GrindingParams {
  /** Straightening from which time is counted. Default 0.06 [D]: more than a brace gives. */
  readonly fromStraight: number;
  /** Between these it is judged. Defaults 0.3 and 0.65 [D]: earlier it may be wriggling, later lockout is there. */
  readonly judgedFrom: number;
  readonly judgedTo: number;
  /** Time in which a rep of `grindS` comes to a straightening of x: `baseS + perShareS · x`, s. Defaults 0.2 and 0.8 [D]. */
  readonly baseS: number;
  readonly perShareS: number;
  /** Concentric phase that grinds whoever lifts, s. Default 2.3 [D]: 1.7 s at 100 %, grinders 3 to 5. */
  readonly grindS: number;
  /** Times as long as the lifter's usual rep that grind too. Default 1.8 [D]. */
  readonly longer: number;
  /** Range in which the usual rep may move the limit, factors. Defaults 0.8 and 1 [D]. */
  readonly leastFactor: number;
  readonly mostFactor: number;
  /** Factor on the limit for red. Default 1.6 [D]. */
  readonly redFactor: number;
  /** Straightening lost again that shows it was no pull. Default 0.12 [D]. */
  readonly lost: number;
  /** A set-up within this of the usual one, rad. Default 0.12 (7°) [D]. */
  readonly nearTilt: number;
  /** Least tilt of a set-up, rad. Default 0.2 (11°) [D]: a segment that turns less tells no time. */
  readonly bentTilt: number;
  /**
   * Straightening that passes for staying in the set-up, rad, and how long a body must rest to have a new one, s.
   * Defaults 0.01 and 0.5 [D]: a grind begins so slowly that it looks still.
   */
  readonly creepTilt: number;
  readonly restS: number;
  /** Rise of the track from the set-up without which nothing is pulled, m. Default 0.02 [D]: hips sink with the bar at rest. */
  readonly leastRiseM: number;
  /** A bar faster than this does not grind, m/s, and one slower than this is not pulled. Defaults 0.3 and 0.05 [D]. */
  readonly mostMps: number;
  readonly leastMps: number;
}

export const GRINDING_DEFAULTS: GrindingParams = {
  fromStraight: 0.06,
  judgedFrom: 0.3,
  judgedTo: 0.65,
  baseS: 0.2,
  perShareS: 0.8,
  grindS: 2.3,
  longer: 1.8,
  leastFactor: 0.8,
  mostFactor: 1,
  redFactor: 1.6,
  lost: 0.12,
  nearTilt: 0.12,
  bentTilt: 0.2,
  creepTilt: 0.01,
  restS: 0.5,
  leastRiseM: 0.02,
  mostMps: 0.3,
  leastMps: 0.05,
};

export interface GrindingWatch {
  /** How gravely the pull grinds at this tick. */
  step(now: SpeedTick, usual: UsualRep | null): Severity;
  reset(): void;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const createGrindingWatch = (params: GrindingParams = GRINDING_DEFAULTS): GrindingWatch => {
  let setUp: { readonly tilt: number; readonly position: number } | null = null;
  let still = 0;
  /** When straightening began, tick; `null` while braced. */
  let began: number | null = null;
  let straightest = 0;

  const reset = (): void => {
    setUp = null;
    began = null;
    straightest = 0;
  };

  /** The latest braced posture is the set-up, unless a pull out of the last one is under way. */
  const note = ({ unrest, tilt, position }: SpeedTick): void => {
    still = unrest < BRACED_UNREST ? still + 1 : 0;
    if (tilt === null || still < BRACED_TICKS || tilt < params.bentTilt) return;
    const creeps = setUp !== null && tilt < setUp.tilt - params.creepTilt;
    if (creeps && (began !== null || still < params.restS * GRID_HZ)) return;
    reset();
    setUp = { tilt, position };
  };

  const limitS = (straight: number, usual: UsualRep): number =>
    clamp((params.longer * usual.durationS) / params.grindS, params.leastFactor, params.mostFactor) *
    (params.baseS + params.perShareS * straight);

  const judge = (seconds: number, straight: number, usual: UsualRep): Severity => {
    if (straight < params.judgedFrom || straight > params.judgedTo) return 'none';
    const limit = limitS(straight, usual);
    return seconds >= limit * params.redFactor ? 'red' : seconds >= limit ? 'amber' : 'none';
  };

  return {
    step: (now, usual) => {
      note(now);
      if (setUp === null || usual === null || now.tilt === null) return 'none';
      if (Math.abs(setUp.tilt - usual.setUpTilt) > params.nearTilt) return 'none';
      const straight = 1 - now.tilt / setUp.tilt;
      if (straight < params.fromStraight) {
        began = null;
        straightest = 0;
        return 'none';
      }
      began ??= now.tick;
      straightest = Math.max(straightest, straight);
      if (straight < straightest - params.lost || straight > params.judgedTo) {
        reset();
        return 'none';
      }
      if (now.position - setUp.position < params.leastRiseM) return 'none';
      if (now.velocity > params.mostMps || now.velocity < params.leastMps) return 'none';
      return judge((now.tick - began) * GRID_S, straight, usual);
    },
    reset,
  };
};
