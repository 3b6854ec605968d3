/** Made courses of the causal track: what the watches over the bar's speed are given. */
import type { SpeedTick } from '../../../src/signal/analysis/speed-watch.ts';
import type { UsualRep } from '../../../src/signal/analysis/usual-rep.ts';
import { GRID_S } from '../../../src/signal/motion/motion.ts';

export const DEG = Math.PI / 180;

/** A lifter who pulls half a metre in a second, from 45° of tilt, and slows down in the last third. */
export const usual: UsualRep = {
  durationS: 1,
  setUpTilt: 45 * DEG,
  rise: { riseM: 0.5, peakMps: 0.7, leftOfPeak: (share) => (share < 0.6 ? 1 : 0.6) },
};

/** One stretch: seconds, velocity at its end, tilt at its end, unrest. Velocity and tilt change evenly. */
export type Stretch = readonly [number, number, number, number];

/** Ticks of a course that begins standing still in the set-up. */
export const courseOf = (stretches: readonly Stretch[], startTilt = 45, startTick = 100): SpeedTick[] => {
  const ticks: SpeedTick[] = [];
  let velocity = 0;
  let tilt = startTilt;
  let position = 3;
  for (const [seconds, toVelocity, toTilt, unrest] of stretches) {
    const n = Math.round(seconds / GRID_S);
    const from = { velocity, tilt };
    for (let i = 1; i <= n; i += 1) {
      velocity = from.velocity + ((toVelocity - from.velocity) * i) / n;
      tilt = from.tilt + ((toTilt - from.tilt) * i) / n;
      position += velocity * GRID_S;
      ticks.push({ tick: startTick + ticks.length, velocity, position, unrest, tilt: tilt * DEG });
    }
  }
  return ticks;
};

export const STILL: Stretch = [0.5, 0, 45, 0.3];
