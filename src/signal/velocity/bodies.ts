/** Bodies that would close a lift: every gain, every course of the lumbar curve, and how common they are. */
import type { Course, HipMotion } from './bar-motion.ts';
import { solveFlexion } from './gain.ts';
import type { TrunkModel } from './trunk.ts';

/** A kind of body: normal spreads of gain and of lumbar flexion (rad) beyond it. */
interface BodyPrior {
  readonly gainMean: number | null;
  readonly gainSd: number;
  readonly flexion: number;
  readonly flexionSd: number;
}

/**
 * Two kinds: trunk and belt turn in proportion (the gain of the trunk model, nothing left for the curve), or the
 * pelvis turns little or to no purpose and the curve does it, as in two captured pulls, sumo above all (science §4) [V].
 * Spreads [D].
 */
const BODIES: readonly BodyPrior[] = [
  { gainMean: null, gainSd: 0.3, flexion: 0, flexionSd: 0.35 },
  { gainMean: 0.6, gainSd: 0.2, flexion: 0.6, flexionSd: 0.35 },
];

export const COURSES: readonly Course[] = ['late', 'even', 'rounding'];
/** How uncommon a course is, nats: backs that give way are fewer than those that hold. [D] */
const UNCOMMON: Record<Course, number> = { late: 0, even: 0, rounding: 1.2 };
/** Gains tried: published to lie within 1.15 and 1.9 mostly [D]; below 1 the pelvis leads the trunk. */
const GAINS = [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2];

/** Closure error beyond which a trunk does not fit, m. */
const OPEN_SD_M = 0.02;

/** Bodies this much less likely than the best before the bar's course is looked at are left out, nats. [D] */
const HOPELESS = 14;

/** A body that closes the lift. */
export interface Fit {
  readonly gain: number;
  readonly course: number;
  readonly angle: number;
  /** Prior and closure, negative log; roughness comes on top. */
  readonly prior: number;
  cost: number;
  peak: number;
}

/** Most common first. @param from @param to ticks of lift-off and lockout */
export const listFits = (
  hips: HipMotion,
  trunk: TrunkModel,
  travelM: number,
  from: number,
  to: number,
): Fit[] => {
  const closure = {
    hipRise: hips.height[to] - hips.height[from],
    pitchFrom: hips.pitch[from],
    pitchTo: hips.pitch[to],
  };
  let best = Infinity;
  const fits = GAINS.flatMap((gain) => {
    const angle = solveFlexion(trunk.trunkM, gain, closure, travelM);
    const common = BODIES.reduce((sum, body) => {
      const g = (gain - (body.gainMean ?? trunk.gain)) / body.gainSd;
      const f = (angle - body.flexion) / body.flexionSd;
      return sum + Math.exp(-0.5 * (g * g + f * f)) / body.gainSd;
    }, 1e-12);
    // A travel that no body closes is told by what is left open.
    const fold =
      trunk.trunkM * (Math.cos(gain * closure.pitchTo) - Math.cos(gain * closure.pitchFrom + angle));
    const open = (closure.hipRise + fold - travelM) / OPEN_SD_M;
    const prior = 0.5 * open * open - Math.log(common);
    best = Math.min(best, prior);
    return COURSES.map((name, course) => ({
      gain,
      course,
      angle,
      prior: prior + UNCOMMON[name],
      cost: Infinity,
      peak: 0,
    }));
  });
  return fits.filter((fit) => fit.prior < best + HOPELESS).toSorted((a, b) => a.prior - b.prior);
};
