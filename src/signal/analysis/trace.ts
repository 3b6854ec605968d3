/** The motion of a closed rep as it is shown. */
import type { RepTrace } from '../../domain/trace.ts';
import { GRID_HZ, GRID_S } from '../motion/motion.ts';
import type { RepSpan } from '../reps/grammar.ts';
import { barFromHips, hipMotion } from '../velocity/bar-motion.ts';
import type { Pull } from './pull.ts';

/** Before the set-up and after the end of the rep, s. */
const MARGIN_S = 0.5;
/** From one value to the next, ticks: 50 Hz shows what a lift has in it. A longer rep is shown more coarsely. */
const STEP_TICKS = 2;
/** A plot is no wider than this, values. */
const MOST_VALUES = 750;

const DEG = 180 / Math.PI;
const rounded = (value: number, per: number): number => Math.round(value * per) / per;

/** The bar's velocity over the whole window: as settled while it was lifted, by the trunk's model before and after. */
const velocityOf = ({ velocity, sensor, liftOff, lockout }: Pull): Float64Array => {
  const whole = barFromHips(hipMotion(sensor, velocity.trunk), velocity.trunk).velocity;
  whole.set(velocity.bar.velocity.subarray(liftOff, lockout + 1), liftOff);
  return whole;
};

/** @param excursion of the lower back, degrees per tick of the window, `NaN` where it is not judged */
export const traceOf = (pull: Pull, { after }: RepSpan, excursion: Float64Array | null): RepTrace => {
  const { window, posture, setUp, lockout } = pull;
  const margin = Math.round(MARGIN_S * GRID_HZ);
  const end = after === null ? lockout : Math.max(lockout, after.end - window.firstTick);
  const first = Math.max(0, setUp - margin);
  const last = Math.min(window.count - 1, end + margin);
  const step = Math.max(STEP_TICKS, Math.ceil((last - first) / MOST_VALUES));
  const velocity = velocityOf(pull);
  const ticks = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, k) => first + k * step);
  return {
    startS: (window.firstTick + first) * GRID_S,
    stepS: step * GRID_S,
    pitchDeg: ticks.map((i) => rounded(posture.pitch[i] * DEG, 10)),
    velocityMps: ticks.map((i) => rounded(velocity[i], 1000)),
    excursionDeg: ticks.map((i) => {
      const value = excursion?.[i] ?? Number.NaN;
      return Number.isNaN(value) ? null : rounded(value, 10);
    }),
  };
};
