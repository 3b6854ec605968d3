/**
 * From motion to legs, as the motion comes in.
 *
 * A cheap causal filter runs on every tick; it only decides *when* it is worth looking. Then the stretch since the
 * last settled leg is smoothed with all that is known of it and cut into legs anew. A leg at the end of the stretch
 * may therefore grow or merge with the next look, until a later leg settles it: a lifter who stalls half-way has
 * not finished.
 */
import { createStretch } from '../kinematics/stretch.ts';
import { createVerticalFilter } from '../kinematics/vertical.ts';
import type { Mounting } from '../mounting/mounting.ts';
import type { MotionHistory, MotionWindow } from '../motion/history.ts';
import type { MotionBatch } from '../motion/motion.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import { createTurnMeter } from '../motion/turn.ts';
import { postureOver } from '../motion/up.ts';
import { createUnrestMeter } from '../motion/unrest.ts';
import type { TrunkModel } from '../velocity/trunk.ts';
import { findLegs, TRIM_DEFAULTS } from './legs.ts';
import type { RepPattern } from './pattern.ts';
import { createRiseWatch, highest, RISE_WATCH_DEFAULTS, STANDING_TICKS, straightens } from './rise-watch.ts';
import { createStandingReference } from './standing.ts';
import { LEG_UNREST, ownRest } from './stillness.ts';
import { createTiltDrop } from './tilt-drop.ts';
import { describeLeg, type TrackedLeg } from './tracked-leg.ts';

export type { TrackedLeg } from './tracked-leg.ts';

/** Tunable quantities of the leg tracker. */
export interface LegTrackerParams {
  /** Unrest below which the body counts as settled. Default 1.5. */
  readonly settledUnrest: number;
  /** For how long, s. Default 0.12. */
  readonly settledS: number;
  /** Look at least this often while something moves, s. Default 4. */
  readonly lookS: number;
  /** Motion before the first open leg that is smoothed along, s. Default 8: it holds the errors of the sensor. */
  readonly contextS: number;
  /** A leg is settled when this much motion has followed it, s, or when the body came to rest. Default 2.5. */
  readonly settleS: number;
  /** Or this much, s, if the way back has well begun. Default 0.8. */
  readonly turnedS: number;
  /** Longest stretch smoothed at once, s. Default 25. */
  readonly maxStretchS: number;
}

export const LEG_TRACKER_DEFAULTS: LegTrackerParams = {
  settledUnrest: 1.5,
  settledS: 0.12,
  lookS: 4,
  contextS: 8,
  settleS: 2.5,
  turnedS: 0.8,
  maxStretchS: 25,
};

export interface LegLook {
  /** Tick at which the look was taken. */
  readonly atTick: number;
  /** The latest legs in order of time, oldest first. */
  readonly legs: readonly TrackedLeg[];
  /** How many of them are settled; the others may still change. */
  readonly settled: number;
  /** True when standing turned out to look otherwise: these legs replace what was made of the same stretch before. */
  readonly anew: boolean;
}

export interface LegTracker {
  /** Takes one tick; returns a look when one was due. */
  step(batch: MotionBatch, index: number): LegLook | null;
  /** A last look at the end of the recording. */
  finish(): LegLook | null;
  /** Causal upward velocity of the pattern's curve, m/s. */
  velocity(): number;
  /** Causal height of the pattern's curve, m. */
  height(): number;
  /** Causal height of the sensor itself, m. */
  sensorHeight(): number;
  /** Causal unrest. */
  unrest(): number;
}

/** Ticks of heading kept: more than the longest stretch smoothed at once. */
const HEADING_TICKS = 4096;

/** A loss that lasted longer than this hides whole movements, ticks. Shorter ones are bridged and flagged elsewhere. */
const BLIND_TICKS = 80;

/** Settled legs kept for the rules that look back. */
const KEPT = 6;

/** Share of each tick's change taken into the causal velocity: a low-pass near 2.5 Hz. */
const VELOCITY_SHARE = 0.15;

export const createLegTracker = (
  history: MotionHistory,
  mounting: Mounting,
  pattern: RepPattern,
  trunk: TrunkModel,
  params: LegTrackerParams = LEG_TRACKER_DEFAULTS,
): LegTracker => {
  const usesTilt = pattern.curve === 'bar';
  let filter = createVerticalFilter();
  let meter = createUnrestMeter();
  const stretch = createStretch(LEG_UNREST, pattern.startsAt === 'bottom' ? ownRest : null);
  const drops = createTiltDrop(mounting, trunk);
  let frozen: TrackedLeg[] = [];
  let settledBefore = 0;
  let blindEnd = 0;
  let leaps = 0;
  let lastLook = 0;
  let movedSinceLook = false;
  /** Whether the last look came in the middle of a movement, or left a leg unsettled. */
  let legOpen = false;
  let settledTicks = 0;
  let tick = 0;
  const standing = createStandingReference(mounting);
  const watchRises = createRiseWatch(standing, pattern.reversal);
  const headings = new Float64Array(HEADING_TICKS);
  let firstTick = -1;
  let lost = 0;
  const turn = createTurnMeter();
  const headingAt = (at: number): number => headings[at % HEADING_TICKS];
  let unrest = 0;
  let height = 0;
  let sensorHeight = 0;
  let velocity = 0;
  /** Extremes of the causal curve since the last look. */
  let high = -Infinity;
  let low = Infinity;

  /** The stretch to be cut, with the height of the sensor; `null` if it is too short. */
  const smoothed = (): { window: MotionWindow; z: Float64Array; unrests: Float64Array } | null => {
    const earliest = Math.max(
      blindEnd,
      settledBefore - params.contextS * GRID_HZ,
      tick - params.maxStretchS * GRID_HZ,
    );
    const window = history.window(earliest, tick + 1);
    if (window.count < 20) return null;
    const { height: z, unrest: unrests } = stretch(window);
    return { window, z, unrests };
  };

  const look = (still: boolean): LegLook | null => {
    lastLook = tick;
    movedSinceLook = false;
    high = -Infinity;
    low = Infinity;
    let smooth = smoothed();
    if (smooth === null) return null;
    if (usesTilt && !(standing.known() && pattern.startsUpright))
      watchRises(smooth.window, smooth.z, smooth.unrests);
    const anew = standing.leaps() !== leaps;
    if (anew) {
      // All legs so far were cut from a curve bent by the wrong reference.
      leaps = standing.leaps();
      frozen = [];
      settledBefore = Math.max(blindEnd, tick - params.maxStretchS * GRID_HZ);
      smooth = smoothed();
      if (smooth === null) return null;
    }
    const { window, z } = smooth;
    const y = usesTilt ? drops.curve(window, z) : z;
    const found = findLegs(y, GRID_S, pattern.reversal, TRIM_DEFAULTS, settledBefore - window.firstTick);
    const firstOpen = found.findIndex((leg) => (leg.start + leg.end) / 2 + window.firstTick >= settledBefore);
    const open = firstOpen < 0 ? [] : found.slice(firstOpen);
    let newlySettled = 0;
    const zTop = highest(z);
    const legs = open.map((leg, k) =>
      describeLeg(leg, window, z, open[k + 1]?.start ?? window.count, mounting, headingAt),
    );
    for (let k = 0; k < open.length; k += 1) {
      const leg = open[k];
      const sinceS = (window.count - leg.end) * GRID_S;
      const turned = k + 1 < open.length && open[k + 1].extent >= 2 * pattern.reversal;
      const rest = still || sinceS >= (turned ? params.turnedS : params.settleS);
      // The last turning point is an extreme only so far; unless the body rests there it says nothing.
      if (!rest || (leg === open.at(-1) && !still)) break;
      newlySettled += 1;
      mounting.learnHinge(window.up.subarray(leg.fromPivot * 3, leg.toPivot * 3));
      if (leg.direction !== 1) continue;
      const upright = postureOver(window, leg.end, leg.end + STANDING_TICKS);
      if (
        z[leg.end] - z[leg.start] > RISE_WATCH_DEFAULTS.standingRise / 2 &&
        z[leg.end] > zTop - RISE_WATCH_DEFAULTS.slack &&
        straightens(window, leg)
      )
        standing.offer(upright);
      else standing.confirm(upright, pattern.startsAt === 'bottom' ? legs[k].lowUp : undefined);
    }
    legOpen = newlySettled < legs.length || !still;
    const result: LegLook = {
      atTick: tick,
      legs: [...frozen, ...legs],
      settled: frozen.length + newlySettled,
      anew,
    };
    // The newest settled leg is looked at again next time: after a stall it goes on.
    const freeze = Math.max(0, newlySettled - 1);
    frozen = [...frozen, ...legs.slice(0, freeze)].slice(-KEPT);
    if (legs.length > freeze) settledBefore = Math.max(settledBefore, legs[freeze].fromPivot);
    else settledBefore = Math.max(settledBefore, tick - Math.round((params.maxStretchS / 2) * GRID_HZ));
    return result;
  };

  const restart = (): void => {
    filter = createVerticalFilter();
    sensorHeight = 0;
    drops.restart();
    meter = createUnrestMeter();
    settledTicks = 0;
  };

  /** Causal curve: summed from changes, each seen with one standing reference, so that a new one makes no jump. */
  const follow = (batch: MotionBatch, i: number): void => {
    const risen = filter.height() - sensorHeight;
    sensorHeight = filter.height();
    const straightened = usesTilt ? drops.step(tick, batch.up, i) : 0;
    height += risen + straightened;
    velocity = usesTilt
      ? velocity + VELOCITY_SHARE * ((risen + straightened) / GRID_S - velocity)
      : filter.velocity();
  };

  const step = (batch: MotionBatch, i: number): LegLook | null => {
    tick = batch.firstTick + i;
    lost = batch.filled[i] === 1 ? lost + 1 : 0;
    if (lost > BLIND_TICKS) {
      if (blindEnd !== tick) restart();
      blindEnd = tick + 1;
      settledBefore = Math.max(settledBefore, blindEnd);
      return null;
    }
    const rx = batch.rate[i * 3];
    const ry = batch.rate[i * 3 + 1];
    const rz = batch.rate[i * 3 + 2];
    unrest = meter.step(rx * rx + ry * ry + rz * rz, batch.vertical[i]);
    filter.step(batch.vertical[i], unrest);
    follow(batch, i);
    if (unrest > 4) movedSinceLook = true;
    settledTicks = unrest < params.settledUnrest ? settledTicks + 1 : 0;
    headings[tick % HEADING_TICKS] = turn.step(batch, i, unrest);
    if (firstTick < 0) firstTick = tick;
    if (pattern.startsUpright && tick === firstTick + 2 * STANDING_TICKS) {
      const window = history.window(firstTick, tick);
      standing.offer(postureOver(window, 0, window.count));
    }
    if (settledTicks === 50 && !standing.known()) {
      const window = history.window(tick - 40, tick + 1);
      // A lift from the top starts upright; one from the floor, or on a bench, may start anyhow.
      if (pattern.startsUpright) standing.confirm(postureOver(window, 0, window.count));
      else standing.guess(postureOver(window, 0, window.count));
    }
    if (height > high) high = height;
    if (height < low) low = height;
    // Steps and fidgeting end no leg: there is nothing to look for unless one is still open.
    const worth = movedSinceLook && (legOpen || high - low > pattern.reversal / 4);
    if (!worth) return null;
    if (settledTicks >= params.settledS * GRID_HZ) return look(true);
    const turned = high - low > pattern.reversal * 2;
    const since = tick - lastLook;
    if ((turned && since > 1.5 * GRID_HZ) || since > params.lookS * GRID_HZ) return look(false);
    return null;
  };

  return {
    step,
    finish: () => (tick > lastLook ? look(true) : null),
    velocity: () => velocity,
    height: () => height,
    sensorHeight: () => filter.height(),
    unrest: () => unrest,
  };
};
