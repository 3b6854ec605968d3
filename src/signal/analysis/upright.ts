/**
 * Where the lifter stands after an ascent, and which way he bent before it.
 *
 * An ascent is cut with the standing believed in at the time. Whoever begins bent over the bar may have been taken for
 * standing half-way up: then the ascent seems to end there, and the hinge axis points the wrong way. The rest that
 * follows tells better.
 */
import { createMounting, type Mounting } from '../mounting/mounting.ts';
import type { MotionWindow } from '../motion/history.ts';
import { GRID_HZ } from '../motion/motion.ts';
import { angleBetween, postureOver, type Up } from '../motion/up.ts';

/** Tunable quantities of the search. */
export interface UprightParams {
  /** How long after the ascent the lifter may come to stand, s. Default 1.2 [D]. */
  readonly reachS: number;
  /** Drop of the sensor that is the beginning of the lowering, m. Default 0.06 [D]. */
  readonly loweredM: number;
  /** Unrest below which he stands still. Default 1. */
  readonly stillUnrest: number;
  /** Turn since the end of the ascent that makes it another posture, rad. Default 0.1 (6°): settling turns by 3° [D]. */
  readonly turned: number;
}

export const UPRIGHT_DEFAULTS: UprightParams = {
  reachS: 1.2,
  loweredM: 0.06,
  stillUnrest: 1,
  turned: 0.1,
};

/** Stretch over which a posture is averaged, ticks. */
const POSTURE_TICKS = 15;

/**
 * The tick at which the lifter has come to stand after an ascent that ended at `top`: `top` itself but where he turned
 * on and then stood still.
 * @param height of the sensor per tick, m @param unrest per tick @param lowered tick at which the lowering starts
 */
export const uprightAfter = (
  window: MotionWindow,
  height: Float64Array,
  unrest: Float64Array,
  top: number,
  lowered: number,
  params: UprightParams = UPRIGHT_DEFAULTS,
): number => {
  const reach = Math.min(lowered, top + Math.round(params.reachS * GRID_HZ));
  const last = Math.min(window.count - POSTURE_TICKS, reach);
  let still = top;
  while (still < last && unrest[still] >= params.stillUnrest) {
    if (height[still] < height[top] - params.loweredM) return top;
    still += 1;
  }
  if (still >= last) return top;
  const turn = angleBetween(
    postureOver(window, top, top + POSTURE_TICKS),
    postureOver(window, still, still + POSTURE_TICKS),
  );
  return turn > params.turned ? still : top;
};

/**
 * The mounting so far, with another standing; its hinge axis the other way round where the ascent says so, for who
 * stands now was bent forward before.
 * @param ascent earth's up along the ascent, row-major `n × 3`
 */
export const standingAs = (mounting: Mounting, standing: Up, ascent: Float64Array): Mounting => {
  const known = createMounting();
  known.restore(mounting.save());
  known.setStanding(standing[0], standing[1], standing[2]);
  const own = createMounting();
  own.setStanding(standing[0], standing[1], standing[2]);
  own.learnHinge(ascent);
  const [x, y, z] = own.back;
  const agreement = known.back[0] * x + known.back[1] * y + known.back[2] * z;
  return own.certain() && agreement < 0 ? own : known;
};
