/** From a looked-at pull to the published rep. */
import { type Rep, type RepFlag, velocityLossPct } from '../../domain/rep.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import type { RepSpan } from '../reps/grammar.ts';
import { repPattern } from '../reps/pattern.ts';
import type { BackFinding } from './back.ts';
import { bandFactor, confidenceOf } from './confidence.ts';
import { hipsRoseFirst } from './hips-first.ts';
import type { LiftOptions } from './options.ts';
import { largestDeviation } from './posture.ts';
import type { Pull } from './pull.ts';

/** Normal distribution: half-width of the central 95 %, in standard deviations. */
const Z95 = 1.96;
const DEG = 180 / Math.PI;
/** A concentric phase that long is a grind, s. */
const GRINDER_S = 3;
/** Drop of the hips before the pull that makes a rolling start, m. */
const ROLLING_DROP_M = 0.04;

/** What is known of a rep besides its own motion. */
export interface RepContext {
  readonly index: number;
  /** Mean velocity of the fastest earlier rep of the set, m/s; `null` for the first. */
  readonly fastestMps: number | null;
  readonly slipped: boolean;
  readonly mountingCertain: boolean;
}

const rolled = (pull: Pull): boolean => {
  let highest = -Infinity;
  const from = Math.max(0, pull.liftOff - Math.round(1.2 * GRID_HZ));
  for (let i = from; i < pull.liftOff - 10; i += 1) highest = Math.max(highest, pull.sensor.height[i]);
  return highest - pull.sensor.height[pull.liftOff] > ROLLING_DROP_M;
};

const flagsOf = (pull: Pull, back: BackFinding, options: LiftOptions, context: RepContext): RepFlag[] => {
  const flags: RepFlag[] = [...back.flags];
  const { window, setUp, lockout } = pull;
  if (window.filled.subarray(setUp, lockout + 1).includes(1)) flags.push('gap');
  if (window.quality.subarray(setUp, lockout + 1).some((quality) => quality > 0)) flags.push('degraded');
  if (context.slipped) flags.push('slip');
  if (back.verdict.severity !== 'none') flags.push('rounding');
  if (!context.mountingCertain) flags.push('mounting-uncertain');
  if (repPattern(options.exercise, options.placement).startsAt === 'bottom') {
    if (!pull.braced) flags.push('touch-and-go');
    else if (rolled(pull)) flags.push('rolling-start');
  }
  if ((pull.velocity.lockout - pull.velocity.liftOff) * GRID_S > GRINDER_S) flags.push('grinder');
  if (pull.travel !== null && !pull.travel.taped) flags.push('travel-from-height');
  return flags;
};

export const finishRep = (
  pull: Pull,
  span: RepSpan,
  back: BackFinding,
  options: LiftOptions,
  context: RepContext,
): Rep => {
  const { window, velocity, posture } = pull;
  const seconds = (tick: number): number => (window.firstTick + tick) * GRID_S;
  const flags = flagsOf(pull, back, options, context);
  const band = Z95 * bandFactor(flags);
  const { after } = span;
  // What starts at the top is lowered first; a lift from the floor is lowered afterwards.
  const lowering = span.before ?? after;
  const best = Math.max(context.fastestMps ?? 0, velocity.meanMps);
  const sideways = (curve: Float64Array): number =>
    largestDeviation(curve, pull.setUp, pull.liftOff, pull.lockout) * DEG;
  return {
    index: context.index,
    liftOffS: seconds(velocity.liftOff),
    peakVelocityS: seconds(velocity.peak),
    lockoutS: seconds(velocity.lockout),
    touchdownS: after === null ? null : after.end * GRID_S,
    concentricS: (velocity.lockout - velocity.liftOff) * GRID_S,
    eccentricS: lowering === null ? null : (lowering.end - lowering.start) * GRID_S,
    topPauseS: after === null ? null : Math.max(0, after.start * GRID_S - seconds(velocity.lockout)),
    meanVelocityMps: velocity.meanMps,
    peakVelocityMps: velocity.peakMps,
    meanPropulsiveVelocityMps: velocity.propulsiveMps,
    timeToPeakS: (velocity.peak - velocity.liftOff) * GRID_S,
    romM: velocity.romM,
    velocityErrorMps: band * velocity.meanSd,
    peakVelocityErrorMps: band * velocity.peakSd,
    meanPropulsiveVelocityErrorMps: band * velocity.propulsiveSd,
    velocityLossPct: velocityLossPct(best, velocity.meanMps),
    stickingRegion:
      velocity.sticking === null
        ? null
        : {
            ...velocity.sticking,
            startS: seconds(velocity.sticking.startS),
            endS: seconds(velocity.sticking.endS),
          },
    lumbar: back.verdict,
    hipsFirst: hipsRoseFirst(pull, options),
    lateralDeg: sideways(posture.lateral),
    twistDeg: sideways(posture.twist),
    confidence: confidenceOf(flags),
    flags,
  };
};
