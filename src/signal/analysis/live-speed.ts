/**
 * The bar's speed while the rep is going on: does it stick, does it grind? Causal and provisional; it is what a buzz can
 * be given for. The verdict on speed comes when the rep is closed.
 *
 * Nothing is said before the first rep of a session: without it neither the height nor the pace of this lifter is known.
 */
import type { SpeedDropCause } from '../../domain/alert.ts';
import type { Severity } from '../../domain/rep.ts';
import type { Mounting } from '../mounting/mounting.ts';
import { GRID_HZ, type MotionBatch } from '../motion/motion.ts';
import type { TrunkModel } from '../velocity/trunk.ts';
import { createBarTrack } from './bar-track.ts';
import { createGrindingWatch } from './grinding-watch.ts';
import { createPullWatch } from './pull-watch.ts';
import type { SpeedTick } from './speed-watch.ts';
import { createStickingWatch } from './sticking-watch.ts';
import { createUsualReps } from './usual-rep.ts';

export type SpeedNews =
  | {
      readonly type: 'slow';
      readonly cause: SpeedDropCause;
      readonly severity: Exclude<Severity, 'none'>;
      readonly dropPct: number;
      readonly velocityMps: number;
    }
  /** The bar is as fast as usual again, or the rep is over. */
  | { readonly type: 'over' };

export interface LiveSpeed {
  /** One tick. @param unrest causal, as the legs are told by */
  step(batch: MotionBatch, index: number, unrest: number): SpeedNews | null;
  /** A rep was closed: what it was like on the track is what the next one is held against. */
  learn(liftOffTick: number, lockoutTick: number, setUpTick: number): void;
  /** Upward velocity of the bar at the last tick, m/s. */
  velocity(): number;
}

/** How far back a closed rep can be read, ticks: a grind, its hold and its lowering. */
const MEMORY_TICKS = 40 * GRID_HZ;
/** A loss longer than this hides how fast the bar was, ticks. */
const BLIND_TICKS = 30;
/** Quality from which nothing is monitored. */
const NOT_MONITORING = 2;

const GRAVITY: Record<Severity, number> = { none: 0, amber: 1, red: 2 };

export interface LiveSpeedOptions {
  readonly mounting: Mounting;
  /** Carries the sensor's motion to the bar; `null` where its own motion is the bar's. */
  readonly trunk: TrunkModel | null;
  /** The lift begins on the floor. */
  readonly fromFloor: boolean;
  /** The sensor sits on the body, so its tilt tells posture. */
  readonly onBody: boolean;
}

export const createLiveSpeed = ({ mounting, trunk, fromFloor, onBody }: LiveSpeedOptions): LiveSpeed => {
  const track = createBarTrack(mounting, trunk);
  const pulls = createPullWatch(fromFloor);
  const sticking = createStickingWatch();
  const grinding = createGrindingWatch();
  const reps = createUsualReps();
  const velocities = new Float64Array(MEMORY_TICKS);
  const tilts = new Float64Array(MEMORY_TICKS);
  let newest = -1;
  let lost = 0;
  let told: Severity = 'none';

  const note = (batch: MotionBatch, i: number, unrest: number): SpeedTick => {
    const tick = batch.firstTick + i;
    const k = i * 3;
    const tilt = onBody ? mounting.tilt(batch.up[k], batch.up[k + 1], batch.up[k + 2]) : null;
    const velocity = track.velocity();
    velocities[tick % MEMORY_TICKS] = velocity;
    tilts[tick % MEMORY_TICKS] = tilt ?? 0;
    newest = tick;
    return { tick, velocity, position: track.position(), unrest, tilt };
  };

  const tell = (severity: Severity, news: () => SpeedNews): SpeedNews | null => {
    if (severity === 'none') {
      const over = told !== 'none';
      told = 'none';
      return over ? { type: 'over' } : null;
    }
    if (GRAVITY[severity] <= GRAVITY[told]) return null;
    told = severity;
    return news();
  };

  const judge = (now: SpeedTick): SpeedNews | null => {
    const usual = reps.usual();
    const pull = pulls.step(now, usual);
    const stuck = sticking.step(pull, now.velocity, usual?.rise ?? null);
    const ground = grinding.step(now, usual);
    const sticks = GRAVITY[stuck] >= GRAVITY[ground];
    const severity = sticks ? stuck : ground;
    return tell(severity, () => {
      const before = sticks ? pull?.peakMps : usual?.rise?.peakMps;
      const below = before === undefined || before <= 0 ? 0 : 1 - now.velocity / before;
      return {
        type: 'slow',
        cause: sticks ? 'sticking' : 'grinding',
        severity: severity === 'red' ? 'red' : 'amber',
        dropPct: 100 * Math.min(1, Math.max(0, below)),
        velocityMps: now.velocity,
      };
    });
  };

  const blind = (): SpeedNews | null => {
    track.restart();
    pulls.reset();
    sticking.step(null, 0, null);
    grinding.reset();
    return tell('none', () => ({ type: 'over' }));
  };

  return {
    step: (batch, i, unrest) => {
      lost = batch.filled[i] === 1 ? lost + 1 : 0;
      track.step(batch, i);
      const now = note(batch, i, unrest);
      return lost > BLIND_TICKS || batch.quality[i] >= NOT_MONITORING ? blind() : judge(now);
    },
    learn: (liftOffTick, lockoutTick, setUpTick) => {
      if (setUpTick <= newest - MEMORY_TICKS || liftOffTick >= lockoutTick) return;
      const ticks = Array.from({ length: lockoutTick - liftOffTick + 1 }, (_, k) => liftOffTick + k);
      reps.learn({
        velocity: Float64Array.from(ticks, (tick) => velocities[tick % MEMORY_TICKS]),
        setUpTilt: tilts[setUpTick % MEMORY_TICKS],
      });
    },
    velocity: () => track.velocity(),
  };
};
