/**
 * One finished repetition, looked at again with all that is known of it: posture, speed, and where in the window
 * the set-up, lift-off and lockout lie.
 */
import { lossNoise } from '../kinematics/loss.ts';
import { smoothVertical } from '../kinematics/vertical.ts';
import type { Mounting } from '../mounting/mounting.ts';
import type { MotionHistory, MotionWindow } from '../motion/history.ts';
import { GRID_HZ } from '../motion/motion.ts';
import { unrestOf } from '../motion/unrest.ts';
import { meanUp } from '../motion/up.ts';
import type { RepSpan } from '../reps/grammar.ts';
import { repPattern, ridesOnBar } from '../reps/pattern.ts';
import type { SensorMotion } from '../velocity/bar-motion.ts';
import { measureVelocity, type VelocityAnswer } from '../velocity/measure.ts';
import { barTravel, type Travel } from '../velocity/travel.ts';
import { PRIOR_GAIN_SD, type TrunkModel } from '../velocity/trunk.ts';
import type { LiftOptions } from './options.ts';
import { type Posture, postureOf } from './posture.ts';
import { findSetUp } from './set-up.ts';
import type { RepPostures } from './slip.ts';
import { standingAs, uprightAfter } from './upright.ts';

/** A rep under the magnifying glass; ticks are relative to `window`. */
export interface Pull {
  readonly window: MotionWindow;
  readonly posture: Posture;
  readonly sensor: SensorMotion;
  readonly velocity: VelocityAnswer;
  readonly travel: Travel | null;
  readonly setUp: number;
  readonly braced: boolean;
  readonly liftOff: number;
  readonly lockout: number;
  /** For the detection of slip. */
  readonly postures: RepPostures;
}

/** Motion before the ascent that is looked at, s: room for a pause with fidgeting. */
const LEAD_S = 4;
/** Motion after the lowering that is looked at, s. */
const TAIL_S = 0.4;
/** Stretch after the ascent whose mean posture is the lockout, s. */
const LOCKOUT_S = 0.2;

/** Stretch before the ascent in which the lifter is bent over already, ticks. */
const BENT_TICKS = 50;

/** In a swing the arms do not hang: they carry the bell on where no belt sees it. Factor on standard errors. [D] */
const UNSEEN_ARMS = 3.3;

const startsAtBottom = (options: LiftOptions): boolean =>
  repPattern(options.exercise, options.placement).startsAt === 'bottom';

/** Known or expected travel for lifts from the floor by a body-worn sensor. */
const travelFor = (options: LiftOptions): Travel | null =>
  startsAtBottom(options) && !ridesOnBar(options.placement)
    ? barTravel(options.athlete, options.exercise)
    : null;

/**
 * @param history motion of the belt sensor @param mounting its alignment so far @param now last tick that may be used
 */
export const lookAtPull = (
  span: RepSpan,
  history: MotionHistory,
  mounting: Mounting,
  trunk: TrunkModel,
  options: LiftOptions,
  now: number,
): Pull => {
  const { ascent } = span;
  const first = (span.before?.fromPivot ?? ascent.fromPivot) - LEAD_S * GRID_HZ;
  const last = Math.min(now, (span.after?.end ?? ascent.end + 60) + Math.round(TAIL_S * GRID_HZ));
  const window = history.window(first, last + 1);
  const at = (tick: number): number => Math.max(0, Math.min(window.count - 1, tick - window.firstTick));
  const unrest = unrestOf(window.rate, window.vertical);
  const lost = lossNoise(window.filled);
  const { height, velocity: sensorVelocity } = smoothVertical(window.vertical, unrest, lost);
  const legEnd = at(ascent.end);
  const top = uprightAfter(window, height, unrest, legEnd, at(span.after?.start ?? Infinity));
  const topEnd = Math.min(
    Math.max(at(span.after?.start ?? ascent.end + 100), top),
    top + Math.round(LOCKOUT_S * GRID_HZ),
  );
  const standing = meanUp(window, top, Math.max(topEnd, top + 5)) ?? [0, 0, 1];
  // Pitch is zeroed at each lockout, so that a creeping clip does not creep into the angles.
  const bent = at(Math.max(ascent.fromPivot, ascent.start - BENT_TICKS));
  const zeroed = standingAs(mounting, standing, window.up.subarray(bent * 3, top * 3));
  const posture = postureOf(window, zeroed);
  const sensor: SensorMotion = { height, velocity: sensorVelocity, pitch: posture.pitch };
  const travel = travelFor(options);
  const velocity = measureVelocity({
    sensor,
    readings: { vertical: window.vertical, unrest, lost },
    trunk,
    fromPivot: at(ascent.fromPivot),
    toPivot: Math.max(at(ascent.toPivot), top),
    moveStart: at(ascent.start),
    moveEnd: top,
    travel,
    gainSd: PRIOR_GAIN_SD[options.placement],
    widen: options.exercise === 'kettlebell-swing' && !ridesOnBar(options.placement) ? UNSEEN_ARMS : 1,
  });
  const liftOff = Math.round(velocity.liftOff);
  // A lift that starts at the top has no set-up of its own: the turn at the bottom is its reference.
  const setUp = startsAtBottom(options) ? findSetUp(unrest, liftOff) : { tick: liftOff, braced: false };
  const bottom = meanUp(window, setUp.tick - 5, setUp.tick + 6) ?? standing;
  return {
    window,
    posture,
    sensor,
    velocity,
    travel,
    setUp: setUp.tick,
    braced: setUp.braced,
    liftOff,
    lockout: Math.min(window.count - 1, Math.round(velocity.lockout)),
    postures: { setUp: bottom, lockout: standing },
  };
};
