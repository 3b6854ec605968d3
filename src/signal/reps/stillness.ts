/**
 * How still a body must be for its velocity to count as zero, where legs are cut.
 *
 * In a grinding pull the pelvis turns by no more than 2–3 °/s and acceleration says nothing: by any fixed scale that is
 * standing still, and the height of the stall is lost. But who lifts from the floor rests before and after, and how
 * still he then is tells what rest looks like on this body, in these clothes, with this sensor. A stall is livelier.
 */
import { UNREST_DEFAULTS, type UnrestParams } from '../motion/unrest.ts';

/** Stricter than the live measure. [D] */
export const LEG_UNREST: UnrestParams = { ...UNREST_DEFAULTS, swayRate: 0.035 };

/** Tunable quantities of own stillness. */
export interface OwnStillnessParams {
  /** Share of the stretch in which the lifter is taken to rest. Default 0.1 [D]. */
  readonly share: number;
  /** Unrest of the stillest lifter believed; below it is only the sensor's noise. Default 0.2 [D]. */
  readonly least: number;
}

export const OWN_STILLNESS_DEFAULTS: OwnStillnessParams = { share: 0.1, least: 0.2 };

/** Every so many ticks are enough to know a share. */
const SAMPLED = 10;

/** Unrest of this lifter at rest, at most 1: what the measure is to be divided by. */
export const ownRest = (
  unrest: Float64Array,
  params: OwnStillnessParams = OWN_STILLNESS_DEFAULTS,
): number => {
  const sampled = new Float64Array(Math.ceil(unrest.length / SAMPLED));
  for (let i = 0; i < sampled.length; i += 1) sampled[i] = unrest[i * SAMPLED];
  sampled.sort();
  return Math.min(1, Math.max(params.least, sampled[Math.floor(sampled.length * params.share)] ?? 1));
};
