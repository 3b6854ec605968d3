/** A leg in session time, with what the body did along it: what the rules about reps are asked with. */
import type { Mounting } from '../mounting/mounting.ts';
import type { MotionWindow } from '../motion/history.ts';
import { GRID_HZ } from '../motion/motion.ts';
import { postureOver, type Up } from '../motion/up.ts';
import type { Leg } from './legs.ts';

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
  /** Earth's up in the sensor frame at the lower turning point, unit: the posture there, free of drift. */
  readonly lowUp: readonly [number, number, number];
  /** The same at the upper turning point. */
  readonly highUp: readonly [number, number, number];
  /** Heading where the movement starts and ends, rad; only differences within half a minute mean something. */
  readonly startHeading: number;
  readonly endHeading: number;
  /** Largest shock within {@link SHOCK_REACH_S} of the end, m/s²: plates meeting the floor, a seat. */
  readonly endShock: number;
  /** Largest shock in the rest after the end until the next leg starts, m/s², and when (tick). */
  readonly restShock: number;
  readonly restShockAt: number;
  /** Beyond its lower end the trunk came upright while the sensor stayed low: somebody sat, knelt or squatted there. */
  readonly fromSeat: boolean;
}

/** Beyond the lower end of a leg this much is searched for a seat, s: people lean forward for about a second. [D] */
const SEAT_REACH_S = 2;
/** Sitting, this share of the bend is left, or less. [D] */
const SEAT_BEND = 0.35;
/** For this long, s. [D] */
const SEAT_S = 0.4;
/** A bend smaller than this does not tell, rad (12°). [D] */
const SEAT_TURN = 0.2;
/** Share of the leg's rise up to which the sensor counts as low. [D] */
const SEAT_RISE = 0.3;

/** The belt feels the floor a little before or after the body stops, s. */
export const SHOCK_REACH_S = 0.2;

/** Half the stretch over which a posture is averaged, ticks. */
const POSTURE_REACH = 4;

/** Ticks between looks for a seat. */
const SEAT_STEP = 10;

/** Posture around an index of the window. */
const postureAt = (window: MotionWindow, at: number): Up =>
  postureOver(window, at - POSTURE_REACH, at + POSTURE_REACH + 1);

/**
 * Whoever holds a bar on the floor is bent, and the hips rise with the trunk or before it; only a seat is both low and
 * upright. Hips that sink before a pull straighten the trunk too, but neither so far nor for so long.
 */
const hasSeat = (leg: Leg, window: MotionWindow, z: Float64Array, lowUp: Up, highUp: Up): boolean => {
  const up = leg.direction === 1;
  const low = up ? leg.start : leg.end;
  const bend = [lowUp[0] - highUp[0], lowUp[1] - highUp[1], lowUp[2] - highUp[2]];
  const squared = bend[0] * bend[0] + bend[1] * bend[1] + bend[2] * bend[2];
  if (squared < SEAT_TURN * SEAT_TURN) return false;
  const highest = z[low] + SEAT_RISE * Math.abs(z[leg.end] - z[leg.start]);
  const reach = Math.round(SEAT_REACH_S * GRID_HZ);
  let seated = 0;
  for (let away = 0; away < reach; away += SEAT_STEP) {
    const i = up ? low - away : low + away;
    if (i < 0 || i >= window.count || z[i] > highest) break;
    const left =
      (window.up[i * 3] - highUp[0]) * bend[0] +
      (window.up[i * 3 + 1] - highUp[1]) * bend[1] +
      (window.up[i * 3 + 2] - highUp[2]) * bend[2];
    seated = left < SEAT_BEND * squared ? seated + SEAT_STEP : 0;
    if (seated >= SEAT_S * GRID_HZ) return true;
  }
  return false;
};

/**
 * Tells a leg of a window in session time.
 * @param z height of the sensor per tick of the window, m
 * @param restEnd index at which the next leg starts, or the end of the window
 * @param heading heading at an absolute tick, rad
 */
export const describeLeg = (
  leg: Leg,
  window: MotionWindow,
  z: Float64Array,
  restEnd: number,
  mounting: Mounting,
  heading: (tick: number) => number,
): TrackedLeg => {
  const up = leg.direction === 1;
  const lowUp = postureAt(window, up ? leg.start : leg.end);
  const highUp = postureAt(window, up ? leg.end : leg.start);
  const reach = Math.round(SHOCK_REACH_S * GRID_HZ);
  let endShock = 0;
  let restShock = 0;
  let restShockAt = leg.end;
  for (let i = Math.max(0, leg.end - reach); i < Math.min(window.count, leg.end + reach); i += 1) {
    if (window.shock[i] > endShock) endShock = window.shock[i];
  }
  for (let i = leg.end; i < restEnd; i += 1) {
    if (window.shock[i] > restShock) {
      restShock = window.shock[i];
      restShockAt = i;
    }
  }
  const { firstTick } = window;
  return {
    direction: leg.direction,
    fromPivot: leg.fromPivot + firstTick,
    toPivot: leg.toPivot + firstTick,
    start: leg.start + firstTick,
    end: leg.end + firstTick,
    extent: leg.extent,
    sensorRise: (z[leg.end] - z[leg.start]) * leg.direction,
    peakSpeed: leg.peakSpeed,
    lowTilt: mounting.tilt(lowUp[0], lowUp[1], lowUp[2]),
    highTilt: mounting.tilt(highUp[0], highUp[1], highUp[2]),
    lowUp,
    highUp,
    startHeading: heading(leg.start + firstTick),
    endHeading: heading(leg.end + firstTick),
    endShock,
    restShock,
    restShockAt: restShockAt + firstTick,
    fromSeat: hasSeat(leg, window, z, lowUp, highUp),
  };
};
