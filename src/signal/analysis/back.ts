/** The verdict on the lower back of one rep: measured with two sensors, by proxy with one. */
import type { LumbarVerdict, RepFlag } from '../../domain/rep.ts';
import { buildCorridor, compareWithCorridor, type CorridorBaseline } from '../lumbar/corridor.ts';
import { liftOffCurve, type LiftOffCurve, type PullTicks, riseTicks } from '../lumbar/curve.ts';
import { measuredFlexion, proxyExcursion } from '../lumbar/excursion.ts';
import { measuredExcursion } from '../lumbar/measured.ts';
import { LUMBAR_DEFAULTS, type LumbarParams, measuredSeverity, proxySeverity } from '../lumbar/parameters.ts';
import { createMounting, type Mounting } from '../mounting/mounting.ts';
import type { MotionHistory } from '../motion/history.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import { meanUp } from '../motion/up.ts';
import { postureOf } from './posture.ts';
import type { Pull } from './pull.ts';

export interface BackFinding {
  readonly verdict: LumbarVerdict;
  readonly flags: readonly RepFlag[];
  /** The rep's curve, for corridors of later sessions; `null` where it cannot be read. */
  readonly curve: LiftOffCurve | null;
  /** The verdict's quantity tick by tick of the window, degrees, `NaN` where it is not judged; `null` without a reference. */
  readonly excursion: Float64Array | null;
}

/** What one method finds. */
type Verdict = Omit<BackFinding, 'curve'>;

export interface BackJudge {
  /** Judges reps in order; the session's own corridor grows with them. */
  judge(pull: Pull): BackFinding;
  /** The corridor the next rep will be held against; `null` while it is being built. */
  corridor(): CorridorBaseline | null;
}

/** Session corridors stop growing here: what is clean was decided by then. */
const MAX_SESSION_CURVES = 12;
/** Motion of the second sensor needed before the set-up and after the pull, ticks: postures are means over that much. */
const MARGIN_TICKS = 15;

/**
 * @param thoracic motion of the second sensor and its alignment, which is learnt here from the lifts themselves
 */
export const createBackJudge = (
  baseline: CorridorBaseline | null,
  thoracic: { readonly history: MotionHistory; readonly mounting: Mounting } | null,
  readable: boolean,
  params: LumbarParams = LUMBAR_DEFAULTS,
): BackJudge => {
  const curves: LiftOffCurve[] = [];
  let corridor = baseline;

  /** Clean reps of the session make its corridor, unless one was brought along. */
  const learn = (curve: LiftOffCurve): void => {
    if (baseline !== null || curves.length >= MAX_SESSION_CURVES) return;
    curves.push(curve);
    corridor = buildCorridor(curves, params);
  };

  const measured = (pull: Pull, upper: NonNullable<typeof thoracic>): Verdict | null => {
    // Only the pull itself must have been seen: what the second sensor missed before or after does not matter.
    const from = Math.max(0, pull.setUp - MARGIN_TICKS);
    const judged = pull.liftOff + Math.round(params.windowS * GRID_HZ);
    const to = Math.min(pull.window.count, Math.max(pull.lockout, judged) + MARGIN_TICKS);
    const firstTick = pull.window.firstTick + from;
    const above = upper.history.window(firstTick, firstTick + to - from);
    const ticks: PullTicks = {
      setUp: pull.setUp - from,
      liftOff: pull.liftOff - from,
      lockout: pull.lockout - from,
    };
    if (above.count < to - from || blind(above.quality, ticks)) return null;
    const standing = meanUp(above, ticks.lockout, ticks.lockout + MARGIN_TICKS);
    if (standing === null) return null;
    upper.mounting.setStanding(standing[0], standing[1], standing[2]);
    upper.mounting.learnHinge(above.up.subarray(ticks.setUp * 3, ticks.lockout * 3));
    const zeroed = createMounting();
    zeroed.restore(upper.mounting.save());
    const { pitch } = postureOf(above, zeroed);
    const lower = pull.posture.pitch.subarray(from, to);
    const found = measuredExcursion(lower, pitch, ticks, GRID_S, params);
    const excursion = new Float64Array(pull.window.count).fill(Number.NaN);
    excursion.set(measuredFlexion(lower, pitch, ticks, Math.round(params.windowS * GRID_HZ)), from);
    const verdict: LumbarVerdict = {
      method: 'measured',
      excursionDeg: found.excursionDeg,
      onsetS: found.onset === null ? null : (firstTick + found.onset) * GRID_S,
      severity: measuredSeverity(found.excursionDeg, params),
    };
    return { verdict, flags: [], excursion };
  };

  const proxy = (pull: Pull, curve: LiftOffCurve | null): Verdict => {
    const unknown: LumbarVerdict = { method: 'proxy', excursionDeg: null, onsetS: null, severity: 'none' };
    const flags: RepFlag[] = baseline === null ? ['no-baseline'] : [];
    if (curve === null) return { verdict: unknown, flags, excursion: null };
    if (corridor === null) {
      learn(curve);
      return { verdict: unknown, flags: [...flags, 'corridor-building'], excursion: null };
    }
    const excursion = proxyExcursion(pull.sensor.height, pull.posture.pitch, pull, corridor);
    const deviation = compareWithCorridor(curve, corridor, params);
    const severity = proxySeverity(deviation.excursionDeg, deviation.excursionSpreads, params);
    if (severity === 'none') learn(curve);
    const ticks = riseTicks(pull.sensor.height, pull);
    const onset = deviation.onset === null || ticks === null ? null : ticks[deviation.onset];
    const verdict: LumbarVerdict = {
      method: 'proxy',
      excursionDeg: deviation.excursionDeg,
      onsetS: onset === null ? null : (pull.window.firstTick + onset) * GRID_S,
      severity,
    };
    return { verdict, flags, excursion };
  };

  return {
    corridor: () => corridor,
    judge: (pull) => {
      const curve = readable ? liftOffCurve(pull.sensor.height, pull.posture.pitch, pull) : null;
      const seen = thoracic === null || !readable ? null : measured(pull, thoracic);
      const fallback = proxy(pull, curve);
      return { ...(seen ?? fallback), curve };
    },
  };
};

/** True if a sensor told nothing somewhere between set-up and lockout. */
const blind = (quality: Uint8Array, pull: PullTicks): boolean => {
  for (let i = pull.setUp; i <= pull.lockout; i += 1) if (quality[i] >= 2) return true;
  return false;
};
