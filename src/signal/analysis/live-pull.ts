/**
 * What is told before and during a pull besides the back: whether the lifter is set, and whether the bar slows down.
 * Each rep that is closed teaches both what is usual for this lifter.
 */
import type { SessionEvent } from '../../domain/event.ts';
import type { Mounting, SegmentAngles } from '../mounting/mounting.ts';
import { GRID_HZ, GRID_S, type MotionBatch } from '../motion/motion.ts';
import { createTurnMeter } from '../motion/turn.ts';
import type { RepPattern } from '../reps/pattern.ts';
import type { TrunkModel } from '../velocity/trunk.ts';
import { createLiveSpeed, type SpeedNews } from './live-speed.ts';
import type { Pull } from './pull.ts';
import { createSetUpWatch, type SetUpPosture, type UsualSetUp } from './set-up-watch.ts';

/** How far back the set-up of a closed rep can be read, ticks. */
const MEMORY_TICKS = 40 * GRID_HZ;
/** Share of a new set-up that goes into the usual one. [D] */
const LEARNING = 0.4;

export interface LivePullOptions {
  readonly mounting: Mounting;
  readonly pattern: RepPattern;
  readonly trunk: TrunkModel;
  /** The sensor sits on the body, so its tilt tells posture. */
  readonly onBody: boolean;
}

export interface LivePullWatch {
  /** One tick. @param unrest causal @param liftOff a lift-off was told at this tick */
  step(batch: MotionBatch, index: number, unrest: number, liftOff: boolean): SessionEvent[];
  /** A rep was closed. */
  learn(pull: Pull): void;
  /** Upward velocity of the bar at the last tick, m/s; `null` for a load that flies. */
  velocity(): number | null;
}

const speedEvent = (atS: number, news: SpeedNews): SessionEvent => {
  if (news.type === 'over') return { type: 'warning-over', atS, kind: 'speed-drop' };
  const { type: _, ...facts } = news;
  return { type: 'warning', atS, kind: 'speed-drop', ...facts };
};

/** Until somebody was seen standing, the mounting takes the sensor's own third axis for up. */
const standingSeen = ({ standing }: Mounting): boolean =>
  standing[0] !== 0 || standing[1] !== 0 || standing[2] !== 1;

const mix = (before: number, now: number): number => before + LEARNING * (now - before);

export const createLivePullWatch = (options: LivePullOptions): LivePullWatch => {
  const { mounting, pattern, onBody } = options;
  const fromFloor = pattern.startsAt === 'bottom';
  // A load that flies on has no sticking region.
  const speed = pattern.ballistic
    ? null
    : createLiveSpeed({
        mounting,
        trunk: pattern.curve === 'bar' ? options.trunk : null,
        fromFloor,
        onBody,
      });
  const setUps = fromFloor && onBody ? createSetUpWatch() : null;
  const turns = createTurnMeter();
  const angles: SegmentAngles = { pitch: 0, lateral: 0 };
  const postures: SetUpPosture[] = [];
  let usual: UsualSetUp | null = null;

  const postureAt = (batch: MotionBatch, i: number, unrest: number): SetUpPosture => {
    const [x, y, z] = [batch.up[i * 3], batch.up[i * 3 + 1], batch.up[i * 3 + 2]];
    mounting.angles(x, y, z, angles);
    return {
      tick: batch.firstTick + i,
      unrest,
      tilt: mounting.tilt(x, y, z),
      lateral: mounting.certain() ? angles.lateral : null,
      turn: turns.step(batch, i, unrest),
    };
  };

  const learnSetUp = (tick: number): void => {
    const posture = postures[tick % MEMORY_TICKS];
    if (posture?.tick !== tick) return;
    const { tilt, lateral, turn } = posture;
    const before: UsualSetUp = usual ?? posture;
    usual = {
      tilt: mix(before.tilt, tilt),
      lateral: lateral === null || before.lateral === null ? lateral : mix(before.lateral, lateral),
      turn,
      tick,
    };
  };

  return {
    step: (batch, i, unrest, liftOff) => {
      const tick = batch.firstTick + i;
      const atS = tick * GRID_S;
      const events: SessionEvent[] = [];
      const news = speed?.step(batch, i, unrest) ?? null;
      if (news !== null) events.push(speedEvent(atS, news));
      if (setUps === null) return events;
      const posture = postureAt(batch, i, unrest);
      if (!standingSeen(mounting)) return events;
      postures[tick % MEMORY_TICKS] = posture;
      if (liftOff) setUps.liftOff();
      const setUp = setUps.step(posture, usual);
      if (setUp !== null) events.push({ type: 'set-up', atS, ...setUp });
      return events;
    },
    learn: (pull) => {
      const { firstTick } = pull.window;
      speed?.learn(firstTick + pull.liftOff, firstTick + pull.lockout, firstTick + pull.setUp);
      if (setUps !== null) learnSetUp(firstTick + pull.setUp);
    },
    velocity: () => speed?.velocity() ?? null,
  };
};
