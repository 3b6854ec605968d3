/**
 * The trunk between the sensor and the shoulders: what turns the motion of a belt into the motion of a bar.
 *
 * While the arms hang straight the bar moves with the shoulders:
 * `bar = sensor + length · (cos(gain · pitch) − 1)`, measured from standing. The gain from the pitch of the
 * sensor's segment to the lean of the trunk differs between lifters (1.15 to 1.9 and more), because the sensor sits
 * somewhere on a lumbar curve that straightens as the lifter bends.
 */
import type { Placement } from '../../domain/exercise.ts';

export interface TrunkModel {
  /** Sensor to shoulder axis along the trunk, m. */
  readonly lengthM: number;
  /** Trunk lean over segment pitch. */
  readonly gain: number;
}

/** Largest trunk lean considered, rad: beyond horizontal by a little. */
const MAX_LEAN = 1.75;

/**
 * Share of standing height between sensor and shoulder axis. Acromion at 0.818 and hip at 0.530 of height
 * (Drillis & Contini 1966, as tabulated by Winter 2009); the belt line lies about 0.06 above the hip, the thoracic
 * placement (T12) about 0.145 above it.
 */
const LENGTH_SHARE: Record<Placement, number> = { lumbar: 0.23, thoracic: 0.145, bar: 0, wrist: 0 };

/** Middle of the range of gains seen between lifters; a sensor at T12 leans with the trunk. */
const PRIOR_GAIN: Record<Placement, number> = { lumbar: 1.5, thoracic: 1.05, bar: 0, wrist: 0 };

/** Spread (1 SD) of the prior gain. */
export const PRIOR_GAIN_SD: Record<Placement, number> = { lumbar: 0.3, thoracic: 0.1, bar: 0, wrist: 0 };

export const trunkPrior = (placement: Placement, heightM: number): TrunkModel => ({
  lengthM: LENGTH_SHARE[placement] * heightM,
  gain: PRIOR_GAIN[placement],
});

/** Height of the bar above its height in standing, minus the sensor's own, m. @param pitch rad, forward positive */
export const trunkDrop = (model: TrunkModel, pitch: number): number => {
  const lean = model.gain * pitch;
  return model.lengthM * (Math.cos(lean > MAX_LEAN ? MAX_LEAN : lean) - 1);
};
