/**
 * The upward velocity of the bar while it moves, tick by tick: the causal estimate behind warnings of speed.
 *
 * The tracker of legs has a causal curve too, but its height catches up in leaps when the body comes to rest, and it
 * takes a slow pull for rest. Here velocity alone is followed, stillness is judged more strictly, and displacement is
 * its integral: good over the seconds of one pull, and nothing more is asked of it.
 */
import { createVerticalFilter } from '../kinematics/vertical.ts';
import type { Mounting } from '../mounting/mounting.ts';
import { GRID_S, type MotionBatch } from '../motion/motion.ts';
import { createUnrestMeter, UNREST_DEFAULTS } from '../motion/unrest.ts';
import { trunkDrop, type TrunkModel } from '../velocity/trunk.ts';

/** Tunable quantities of the track. */
export interface BarTrackParams {
  /** Angular rate of the sway in which velocity counts as zero, rad/s. Default 0.035: a grinding pull turns little more [D]. */
  readonly swayRate: number;
  /** Share of each tick's velocity that is believed: a low-pass near 5 Hz, 30 ms late. Default 0.25 [D]. */
  readonly velocityShare: number;
}

export const BAR_TRACK_DEFAULTS: BarTrackParams = { swayRate: 0.035, velocityShare: 0.25 };

export interface BarTrack {
  /** Takes a tick of a batch. */
  step(batch: MotionBatch, index: number): void;
  /** Upward velocity of the bar, m/s. */
  velocity(): number;
  /** Displacement since the start, m: only differences within a pull mean something. */
  position(): number;
  /** Forgets what was before a loss of samples. */
  restart(): void;
}

/** @param trunk what carries the sensor's motion to the bar; `null` where the sensor's own motion is the bar's */
export const createBarTrack = (
  mounting: Mounting,
  trunk: TrunkModel | null,
  params: BarTrackParams = BAR_TRACK_DEFAULTS,
): BarTrack => {
  const unrest = { ...UNREST_DEFAULTS, swayRate: params.swayRate };
  let filter = createVerticalFilter();
  let meter = createUnrestMeter(unrest);
  /** Up at the tick before; all zero where there was none. */
  const before = new Float64Array(3);
  let velocity = 0;
  let position = 0;

  /** What straightening adds to the bar's velocity, m/s. Both postures are seen with one standing reference. */
  const straightening = (model: TrunkModel, x: number, y: number, z: number): number => {
    const started = before[0] !== 0 || before[1] !== 0 || before[2] !== 0;
    const rise = started
      ? trunkDrop(model, mounting.tilt(x, y, z)) -
        trunkDrop(model, mounting.tilt(before[0], before[1], before[2]))
      : 0;
    before[0] = x;
    before[1] = y;
    before[2] = z;
    return rise / GRID_S;
  };

  return {
    step: ({ vertical, rate, up }, i) => {
      const k = i * 3;
      const rateSquared = rate[k] * rate[k] + rate[k + 1] * rate[k + 1] + rate[k + 2] * rate[k + 2];
      filter.step(vertical[i], meter.step(rateSquared, vertical[i]));
      const straight = trunk === null ? 0 : straightening(trunk, up[k], up[k + 1], up[k + 2]);
      velocity += params.velocityShare * (filter.velocity() + straight - velocity);
      position += velocity * GRID_S;
    },
    velocity: () => velocity,
    position: () => position,
    restart: () => {
      filter = createVerticalFilter();
      meter = createUnrestMeter(unrest);
      before.fill(0);
      velocity = 0;
    },
  };
};
