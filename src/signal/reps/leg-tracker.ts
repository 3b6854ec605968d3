/**
 * From motion to legs, as the motion comes in.
 *
 * A cheap causal filter runs on every tick; it only decides *when* it is worth looking. Then the stretch since the
 * last settled leg is smoothed with all that is known of it and cut into legs anew. A leg at the end of the stretch
 * may therefore grow or merge with the next look, until a later leg settles it: a lifter who stalls half-way has
 * not finished.
 */
import { createVerticalFilter, smoothVertical } from '../kinematics/vertical.ts';
import type { Mounting } from '../mounting/mounting.ts';
import type { MotionHistory, MotionWindow } from '../motion/history.ts';
import type { MotionBatch } from '../motion/motion.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import { createUnrestMeter, unrestOf } from '../motion/unrest.ts';
import { trunkDrop, type TrunkModel } from '../velocity/trunk.ts';
import { findLegs, type Leg } from './legs.ts';
import type { RepPattern } from './pattern.ts';

/** A leg in absolute ticks, with what the body did along it. */
export interface TrackedLeg {
  readonly direction: 1 | -1;
  readonly fromPivot: number;
  readonly toPivot: number;
  readonly start: number;
  readonly end: number;
  /** Change of the pattern's curve, m, positive. */
  readonly extent: number;
  /** Change of the sensor's own height along the leg's direction, m. */
  readonly sensorRise: number;
  readonly peakSpeed: number;
  /** Tilt from standing at the lower turning point, rad, unsigned. */
  readonly lowTilt: number;
  /** Tilt from standing at the upper turning point, rad, unsigned. */
  readonly highTilt: number;
}

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
  /** Longest stretch smoothed at once, s. Default 25. */
  readonly maxStretchS: number;
}

export const LEG_TRACKER_DEFAULTS: LegTrackerParams = {
  settledUnrest: 1.5,
  settledS: 0.12,
  lookS: 4,
  contextS: 8,
  settleS: 2.5,
  maxStretchS: 25,
};

export interface LegLook {
  /** Tick at which the look was taken. */
  readonly atTick: number;
  /** The latest legs in order of time, oldest first. */
  readonly legs: readonly TrackedLeg[];
  /** How many of them are settled; the others may still change. */
  readonly settled: number;
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

/** Settled legs kept for the rules that look back. */
const KEPT = 6;

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
  let frozen: TrackedLeg[] = [];
  let settledBefore = 0;
  let blindEnd = 0;
  let lastLook = 0;
  let movedSinceLook = false;
  let settledTicks = 0;
  let tick = 0;
  let standingKnown = false;
  let unrest = 0;
  let height = 0;
  let velocity = 0;
  /** Extremes of the causal curve since the last look. */
  let high = -Infinity;
  let low = Infinity;

  const curveOf = (window: MotionWindow, z: Float64Array): Float64Array => {
    if (!usesTilt) return z;
    const y = new Float64Array(z.length);
    for (let i = 0; i < z.length; i += 1) {
      y[i] =
        z[i] + trunkDrop(trunk, mounting.tilt(window.up[i * 3], window.up[i * 3 + 1], window.up[i * 3 + 2]));
    }
    return y;
  };

  /** Mean of `up` over a few ticks becomes the standing reference. */
  const standFrom = (window: MotionWindow, from: number, to: number): void => {
    let x = 0;
    let y = 0;
    let z = 0;
    for (let i = Math.max(0, from); i < Math.min(window.count, to); i += 1) {
      x += window.up[i * 3];
      y += window.up[i * 3 + 1];
      z += window.up[i * 3 + 2];
    }
    if (x !== 0 || y !== 0 || z !== 0) mounting.setStanding(x, y, z);
  };

  const look = (still: boolean): LegLook | null => {
    const earliest = Math.max(
      blindEnd,
      settledBefore - params.contextS * GRID_HZ,
      tick - params.maxStretchS * GRID_HZ,
    );
    const window = history.window(earliest, tick + 1);
    lastLook = tick;
    movedSinceLook = false;
    high = -Infinity;
    low = Infinity;
    if (window.count < 20) return null;
    const unrests = unrestOf(window.rate, window.vertical);
    const { height: z } = smoothVertical(window.vertical, unrests);
    if (!standingKnown && usesTilt) {
      // A recording may begin bent over the bar: whoever first moves up was not standing.
      const first = findLegs(z, GRID_S, pattern.reversal)[0];
      if (first !== undefined && first.extent >= 0.12) {
        const top = first.direction === 1 ? first.end : first.start;
        standFrom(window, first.direction === 1 ? top : top - 15, first.direction === 1 ? top + 15 : top);
        standingKnown = true;
      }
    }
    const y = curveOf(window, z);
    const found = findLegs(y, GRID_S, pattern.reversal);
    const firstOpen = found.findIndex((leg) => (leg.start + leg.end) / 2 + window.firstTick >= settledBefore);
    const open = firstOpen < 0 ? [] : found.slice(firstOpen);
    let newlySettled = 0;
    const legs = open.map((leg) => describe(leg, window, z));
    for (const leg of open) {
      const rest = still || window.count - leg.end >= params.settleS * GRID_HZ;
      // The last turning point is an extreme only so far; unless the body rests there it says nothing.
      if (!rest || (leg === open.at(-1) && !still)) break;
      newlySettled += 1;
      mounting.learnHinge(window.up.subarray(leg.fromPivot * 3, leg.toPivot * 3));
      if (leg.direction === 1 && z[leg.end] - z[leg.start] > 0.06) {
        standFrom(window, leg.end, leg.end + 15);
        standingKnown = true;
      }
    }
    const result: LegLook = {
      atTick: tick,
      legs: [...frozen, ...legs],
      settled: frozen.length + newlySettled,
    };
    // The newest settled leg is looked at again next time: after a stall it goes on.
    const freeze = Math.max(0, newlySettled - 1);
    frozen = [...frozen, ...legs.slice(0, freeze)].slice(-KEPT);
    if (legs.length > freeze) settledBefore = Math.max(settledBefore, legs[freeze].fromPivot);
    else settledBefore = Math.max(settledBefore, tick - Math.round((params.maxStretchS / 2) * GRID_HZ));
    return result;
  };

  const describe = (leg: Leg, window: MotionWindow, z: Float64Array): TrackedLeg => {
    const bottom = leg.direction === 1 ? leg.start : leg.end;
    const top = leg.direction === 1 ? leg.end : leg.start;
    const tiltAt = (i: number): number =>
      mounting.tilt(window.up[i * 3], window.up[i * 3 + 1], window.up[i * 3 + 2]);
    return {
      direction: leg.direction,
      fromPivot: leg.fromPivot + window.firstTick,
      toPivot: leg.toPivot + window.firstTick,
      start: leg.start + window.firstTick,
      end: leg.end + window.firstTick,
      extent: leg.extent,
      sensorRise: (z[leg.end] - z[leg.start]) * leg.direction,
      peakSpeed: leg.peakSpeed,
      lowTilt: tiltAt(bottom),
      highTilt: tiltAt(top),
    };
  };

  const restart = (): void => {
    filter = createVerticalFilter();
    meter = createUnrestMeter();
    settledTicks = 0;
  };

  const step = (batch: MotionBatch, i: number): LegLook | null => {
    tick = batch.firstTick + i;
    if (batch.quality[i] >= 2) {
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
    const tilt = mounting.tilt(batch.up[i * 3], batch.up[i * 3 + 1], batch.up[i * 3 + 2]);
    const before = height;
    height = filter.height() + (usesTilt ? trunkDrop(trunk, tilt) : 0);
    velocity = usesTilt ? velocity + 0.15 * ((height - before) / GRID_S - velocity) : filter.velocity();
    if (unrest > 4) movedSinceLook = true;
    settledTicks = unrest < params.settledUnrest ? settledTicks + 1 : 0;
    if (settledTicks === 50 && !standingKnown) {
      const window = history.window(tick - 40, tick + 1);
      standFrom(window, 0, window.count);
    }
    if (settledTicks >= params.settledS * GRID_HZ && movedSinceLook) return look(true);
    if (height > high) high = height;
    if (height < low) low = height;
    const turned = high - low > pattern.reversal * 2;
    const since = tick - lastLook;
    if (movedSinceLook && ((turned && since > 1.5 * GRID_HZ) || since > params.lookS * GRID_HZ))
      return look(false);
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
