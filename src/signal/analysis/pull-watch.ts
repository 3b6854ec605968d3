/**
 * The rise of the bar that is going on, as the causal track shows it: where it began, how far it has come, how fast
 * it was. Only rises that begin as the lifter's earlier reps did are followed; getting up without a bar is none.
 */
import { GRID_HZ } from '../motion/motion.ts';
import { BRACED_TICKS, BRACED_UNREST, type SpeedTick } from './speed-watch.ts';
import type { UsualRep } from './usual-rep.ts';

/** Tunable quantities of the watch. */
export interface PullWatchParams {
  /** Upward velocity that begins a rise, m/s, and the displacement that goes with it, m. Defaults 0.1 and 0.015 [D]. */
  readonly startMps: number;
  readonly startRiseM: number;
  /** Velocity below which a rise has not begun, m/s. Default 0.03 [D]. */
  readonly restMps: number;
  /** A lift begins within this of the usual set-up's tilt, rad. Default 0.12 (7°) [D]: other bends are no lifts. */
  readonly nearTilt: number;
  /**
   * How long before the rise a braced set-up may lie, s. Default 2 [D]. Height is counted from there: after it the hips
   * may sink and come back without the bar.
   */
  readonly bracedS: number;
  /** Share of the usual rise that counts as lockout. Default 0.75 [D]. */
  readonly lockoutShare: number;
  /** Share of the usual rise before which velocity is slack taken up, and no peak. Default 0.03 [D]. */
  readonly slackShare: number;
  /** Ends of a rise: back down by this, m; still for this long, s; this long in all, s. Defaults 0.05, 0.3 and 9. */
  readonly fallM: number;
  readonly stillS: number;
  readonly mostS: number;
}

export const PULL_WATCH_DEFAULTS: PullWatchParams = {
  startMps: 0.1,
  startRiseM: 0.015,
  restMps: 0.03,
  nearTilt: 0.12,
  bracedS: 2,
  lockoutShare: 0.75,
  slackShare: 0.03,
  fallM: 0.05,
  stillS: 0.3,
  mostS: 9,
};

/** A rise that is going on. */
export interface LivePull {
  /** Rise so far, shares of the usual rise. */
  readonly share: number;
  /** Fastest moment so far, m/s. */
  readonly peakMps: number;
}

export interface PullWatch {
  /** The rise that goes on at this tick, or `null`. */
  step(now: SpeedTick, usual: UsualRep | null): LivePull | null;
  reset(): void;
}

/** @param fromFloor whether the lift begins on the floor, with a set-up of its own */
export const createPullWatch = (
  fromFloor: boolean,
  params: PullWatchParams = PULL_WATCH_DEFAULTS,
): PullWatch => {
  let low: { readonly position: number; readonly tilt: number | null } = { position: Infinity, tilt: null };
  let armed = true;
  let braced = { position: 0, tick: -Infinity };
  let still = 0;
  let pull: { readonly tick: number; readonly from: number; peakMps: number; top: number } | null = null;

  const near = (tilt: number | null, usual: UsualRep): boolean =>
    tilt === null || Math.abs(tilt - usual.setUpTilt) <= params.nearTilt;

  const note = ({ tick, velocity, position, unrest, tilt }: SpeedTick, usual: UsualRep | null): void => {
    still = unrest < BRACED_UNREST ? still + 1 : 0;
    if (still >= BRACED_TICKS && usual !== null && near(tilt, usual)) braced = { position, tick };
    if (pull !== null || (velocity >= params.restMps && position >= low.position)) return;
    low = { position, tilt };
    armed = true;
  };

  const begin = (now: SpeedTick, usual: UsualRep): void => {
    const { tick, velocity, position } = now;
    if (!armed || velocity <= params.startMps || position - low.position <= params.startRiseM) return;
    if (!near(low.tilt, usual)) return;
    const since = (tick - braced.tick) / GRID_HZ;
    const from = fromFloor && since < params.bracedS ? Math.max(low.position, braced.position) : low.position;
    pull = { tick, from, peakMps: 0, top: position };
  };

  return {
    step: (now, usual) => {
      note(now, usual);
      const rise = usual?.rise ?? null;
      if (usual === null || rise === null) return null;
      if (pull === null) begin(now, usual);
      if (pull === null) return null;
      const { tick, position, velocity } = now;
      const share = (position - pull.from) / rise.riseM;
      if (share > params.slackShare) pull.peakMps = Math.max(pull.peakMps, velocity);
      pull.top = Math.max(pull.top, position);
      const over =
        share > params.lockoutShare ||
        position < pull.top - params.fallM ||
        still >= params.stillS * GRID_HZ ||
        tick - pull.tick > params.mostS * GRID_HZ;
      const { peakMps } = pull;
      if (over) {
        pull = null;
        armed = false;
        low = { position, tilt: now.tilt };
        return null;
      }
      return { share, peakMps };
    },
    reset: () => {
      pull = null;
      armed = false;
      low = { position: Infinity, tilt: null };
      braced = { position: 0, tick: -Infinity };
      still = 0;
    },
  };
};
