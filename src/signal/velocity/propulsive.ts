/** Mean propulsive velocity. */
import { STANDARD_GRAVITY } from '../../domain/sample.ts';
import { GRID_S } from '../motion/motion.ts';
import { derivative } from './filters.ts';

/**
 * Mean while the bar's acceleration is above −g (Sánchez-Medina 2010). A lift that never brakes harder than gravity
 * is propulsive throughout, and the mean velocity is its propulsive velocity.
 */
export const propulsiveMean = (velocity: Float64Array, from: number, to: number, meanMps: number): number => {
  const acceleration = derivative(velocity, GRID_S);
  let sum = 0;
  let count = 0;
  let all = 0;
  for (let i = from; i <= to; i += 1) {
    all += velocity[i];
    if (acceleration[i] <= -STANDARD_GRAVITY) continue;
    sum += velocity[i];
    count += 1;
  }
  if (count === 0 || all <= 0) return meanMps;
  return (sum / count / (all / (to - from + 1))) * meanMps;
};
