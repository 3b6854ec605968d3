/** A looked-at pull made of given courses of height and pitch, without the search that finds it in motion. */
import type { Pull } from '../../../src/signal/analysis/pull.ts';
import { trunkPrior } from '../../../src/signal/velocity/trunk.ts';

/** Ticks of a made pull. */
const TICKS = 300;
/** Its window begins 10 s into the session. */
const FIRST_TICK = 1000;

interface Courses {
  /** Sensor height, m, segment pitch, rad, and bar height, m, at each tick. */
  readonly height: (tick: number) => number;
  readonly pitch: (tick: number) => number;
  readonly bar?: (tick: number) => number;
  readonly setUp: number;
  readonly liftOff: number;
  readonly lockout: number;
  readonly braced?: boolean;
}

const course = (at: (tick: number) => number): Float64Array =>
  Float64Array.from({ length: TICKS }, (_, i) => at(i));
const zeros = (width = 1): Float64Array => new Float64Array(TICKS * width);

export const madePull = ({ setUp, liftOff, lockout, braced = true, ...courses }: Courses): Pull => {
  const height = course(courses.height);
  const pitch = course(courses.pitch);
  return {
    window: {
      firstTick: FIRST_TICK,
      count: TICKS,
      up: zeros(3),
      rate: zeros(3),
      vertical: zeros(),
      shock: zeros(),
      quality: new Uint8Array(TICKS),
      filled: new Uint8Array(TICKS),
    },
    posture: { pitch, lateral: zeros(), twist: zeros() },
    sensor: { height, pitch, velocity: zeros() },
    velocity: {
      liftOff,
      peak: (liftOff + lockout) / 2,
      lockout,
      meanMps: 0.5,
      peakMps: 0.8,
      propulsiveMps: 0.5,
      romM: 0.5,
      meanSd: 0.02,
      peakSd: 0.05,
      propulsiveSd: 0.02,
      sticking: null,
      bar: { height: course(courses.bar ?? courses.height), velocity: zeros() },
      trunk: trunkPrior('lumbar', 1.78),
    },
    travel: null,
    setUp,
    braced,
    liftOff,
    lockout,
    postures: { setUp: [0, 0, 1], lockout: [0, 0, 1] },
  };
};
