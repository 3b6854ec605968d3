/**
 * The body between the sensor and the bar: what turns the motion of a belt into the motion of a bar.
 *
 * While the arms hang straight the bar moves with the shoulders, and the shoulders sit at the end of a trunk that
 * turns about the hips. The sensor sits on the back: above and behind the hips, on a segment that leans less than
 * the trunk does. From standing, with `p` the pitch of the sensor's segment:
 *
 * `bar − sensor = trunk · (cos(gain · p) − 1) − above · (cos p − 1) − behind · sin p`
 *
 * The gain from segment pitch to trunk lean differs between lifters (1.15 to 1.9 and more), because the lumbar curve
 * between sensor and shoulders straightens as the lifter bends.
 */
import type { Exercise, Placement } from '../../domain/exercise.ts';

export interface TrunkModel {
  /** Hips to shoulder axis, m. */
  readonly trunkM: number;
  /** Height of the sensor above the hips in standing, m. */
  readonly aboveM: number;
  /** Distance of the sensor behind the hips in standing, m. */
  readonly behindM: number;
  /** Trunk lean over segment pitch. */
  readonly gain: number;
}

/** Largest trunk lean considered, rad: a little beyond horizontal. */
export const MAX_LEAN = 1.75;

/**
 * Lengths as shares of standing height. Acromion 0.818, hip 0.530 (Drillis & Contini 1966, tabulated by Winter 2009).
 * A belt lies at the iliac crest, about 0.06 above the hip joint and as far behind it (own estimate); T12 lies
 * 0.145 above it.
 */
const SHAPE: Record<Placement, { trunk: number; above: number; behind: number; gain: number }> = {
  lumbar: { trunk: 0.288, above: 0.06, behind: 0.055, gain: 1.5 },
  thoracic: { trunk: 0.288, above: 0.145, behind: 0.055, gain: 1.05 },
  bar: { trunk: 0, above: 0, behind: 0, gain: 1 },
  wrist: { trunk: 0, above: 0, behind: 0, gain: 1 },
};

/** Spread (1 SD) of the gain between lifters before anything is known of one. */
export const PRIOR_GAIN_SD: Record<Placement, number> = { lumbar: 0.22, thoracic: 0.1, bar: 0, wrist: 0 };

/**
 * Gain where the bar does not start on the floor: squats, good mornings and Romanian deadlifts are done with the back
 * held nearly straight, so less of the lean comes from the lumbar curve: between none of it (1) and a pull's (1.5) [G].
 */
const BRACED_GAIN = 1.25;
const BRACED: readonly Exercise[] = ['squat', 'good-morning', 'romanian-deadlift'];

/** Trunk model before anything is known of the lifter but height, placement and lift. */
export const trunkPrior = (placement: Placement, heightM: number, exercise?: Exercise): TrunkModel => {
  const shape = SHAPE[placement];
  const braced = placement === 'lumbar' && exercise !== undefined && BRACED.includes(exercise);
  return {
    trunkM: shape.trunk * heightM,
    aboveM: shape.above * heightM,
    behindM: shape.behind * heightM,
    gain: braced ? BRACED_GAIN : shape.gain,
  };
};

/**
 * Cosine of a lean, to 2·10⁻⁶ (a micrometre of bar height): a few multiplications, because the trunk is folded some ten
 * thousand times a rep. Leans beyond {@link MAX_LEAN} count as that.
 */
export const cosLean = (lean: number): number => {
  const x = lean > MAX_LEAN ? MAX_LEAN : lean < -MAX_LEAN ? -MAX_LEAN : lean;
  const q = x * x;
  return 1 + q * (-1 / 2 + q * (1 / 24 + q * (-1 / 720 + q * (1 / 40320 - q / 3628800))));
};

/**
 * Height of bar over sensor, relative to standing, m.
 * @param pitch of the sensor's segment, rad, forward positive
 * @param extraLean trunk lean beyond what the gain explains, rad
 */
export const trunkDrop = (model: TrunkModel, pitch: number, extraLean = 0): number => {
  const lean = model.gain * pitch + extraLean;
  return (
    model.trunkM * (Math.cos(lean > MAX_LEAN ? MAX_LEAN : lean) - 1) -
    model.aboveM * (Math.cos(pitch) - 1) -
    model.behindM * Math.sin(pitch)
  );
};
