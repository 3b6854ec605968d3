/** A leg as the tracker tells it, with all that a test does not care about. */
import type { TrackedLeg } from '../../../src/signal/reps/tracked-leg.ts';

const DEG = Math.PI / 180;

/** Earth's up to a sensor on a trunk bent by `deg`. */
export const bent = (deg: number): [number, number, number] => [Math.sin(deg * DEG), 0, Math.cos(deg * DEG)];

/** Between standing and a bend of 40°, without a turn and in silence. */
export const makeLeg = (
  direction: 1 | -1,
  start: number,
  end: number,
  more: Partial<TrackedLeg> = {},
): TrackedLeg => ({
  direction,
  fromPivot: start,
  toPivot: end,
  start,
  end,
  extent: 0.5,
  sensorRise: 0.22,
  peakSpeed: 0.8,
  lowTilt: 40 * DEG,
  highTilt: 0,
  lowUp: bent(40),
  highUp: bent(0),
  startHeading: 0,
  endHeading: 0,
  endShock: 0.3,
  restShock: 0,
  restShockAt: end,
  fromSeat: false,
  ...more,
});
