/**
 * The lower back while the rep is going on: held against the corridor, or measured with two sensors, tick by tick
 * from lift-off. Causal and provisional; it is what a buzz can be given for. The verdict comes when the rep is closed.
 */
import type { LumbarMethod, Severity } from '../../domain/rep.ts';
import type { CorridorBaseline } from '../lumbar/corridor.ts';
import { readAtShare, RISE_SHARES } from '../lumbar/curve.ts';
import { LUMBAR_DEFAULTS, type LumbarParams, measuredSeverity, proxySeverity } from '../lumbar/parameters.ts';
import { GRID_HZ } from '../motion/motion.ts';

export interface BackWarning {
  readonly method: LumbarMethod;
  readonly severity: Exclude<Severity, 'none'>;
  readonly excursionDeg: number;
}

/** What is known at lift-off. */
export interface BackReference {
  /** Height of the sensor in the braced set-up, on the causal scale, m. */
  readonly height: number;
  /** Pitch of the belt segment in the set-up, rad. */
  readonly pitch: number;
  /** Pitch of the thoracic segment in the set-up, rad; `null` with one sensor. */
  readonly upperPitch: number | null;
  /** The lifter's usual hip rise, m. */
  readonly riseM: number;
  readonly corridor: CorridorBaseline | null;
}

export interface LiveBack {
  /** Begins to watch a rep. */
  start(tick: number, reference: BackReference): void;
  /** True from lift-off until the window after it is over. */
  watching(): boolean;
  /** One tick; a warning when a level is reached for the first time in this rep. */
  step(tick: number, height: number, pitch: number, upperPitch: number | null): BackWarning | null;
  /** What the last step saw, degrees; `null` where the back is not judged. */
  excursionDeg(): number | null;
}

const GRAVITY: Record<Severity, number> = { none: 0, amber: 1, red: 2 };
const DEG = 180 / Math.PI;

export const createLiveBack = (params: LumbarParams = LUMBAR_DEFAULTS): LiveBack => {
  let reference: BackReference | null = null;
  let startTick = 0;
  let told: Severity = 'none';
  let seenDeg: number | null = null;
  /** The hips are past the shares that are judged: what comes after is getting upright. */
  let passed = false;
  /** For how many ticks the level has been at least amber, at least red. */
  const held = { amber: 0, red: 0 };

  const levelOf = (
    ref: BackReference,
    height: number,
    pitch: number,
    upperPitch: number | null,
  ): { method: LumbarMethod; severity: Severity; excursionDeg: number } | null => {
    if (ref.upperPitch !== null && upperPitch !== null) {
      const excursionDeg = (upperPitch - ref.upperPitch - (pitch - ref.pitch)) * DEG;
      return { method: 'measured', severity: measuredSeverity(excursionDeg, params), excursionDeg };
    }
    if (ref.corridor === null) return null;
    const share = (height - ref.height) / ref.riseM;
    if (share > RISE_SHARES[RISE_SHARES.length - 1]) passed = true;
    if (passed) return null;
    const centre = readAtShare(ref.corridor.centreDeg, share);
    const spread = readAtShare(ref.corridor.spreadDeg, share);
    if (centre === null || spread === null) return null;
    const excursionDeg = centre - (pitch - ref.pitch) * DEG;
    // So far off is another movement: getting up without the bar.
    if (excursionDeg > params.proxyMostDeg) return null;
    return {
      method: 'proxy',
      severity: proxySeverity(excursionDeg, excursionDeg / spread, params),
      excursionDeg,
    };
  };

  return {
    start: (tick, ref) => {
      reference = ref;
      startTick = tick;
      seenDeg = null;
      told = 'none';
      passed = false;
      held.amber = 0;
      held.red = 0;
    },
    watching: () => reference !== null,
    excursionDeg: () => seenDeg,
    step: (tick, height, pitch, upperPitch) => {
      if (reference === null) return null;
      const windowS = reference.upperPitch === null ? params.proxyWindowS : params.windowS;
      if (tick - startTick > windowS * GRID_HZ) {
        reference = null;
        seenDeg = null;
        return null;
      }
      const level = levelOf(reference, height, pitch, upperPitch);
      seenDeg = level?.excursionDeg ?? null;
      const grade = level === null ? 0 : GRAVITY[level.severity];
      held.amber = grade >= GRAVITY.amber ? held.amber + 1 : 0;
      held.red = grade >= GRAVITY.red ? held.red + 1 : 0;
      if (level === null) return null;
      const needed = (level.method === 'proxy' ? params.proxyHoldS : params.holdS) * GRID_HZ;
      const severity = held.red >= needed ? 'red' : held.amber >= needed ? 'amber' : 'none';
      if (severity === 'none' || GRAVITY[severity] <= GRAVITY[told]) return null;
      told = severity;
      return { method: level.method, severity, excursionDeg: level.excursionDeg };
    },
  };
};
