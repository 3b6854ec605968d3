/** Ranges and round values of axes. */
import type { Range } from './plot.ts';

/** A curve without any height still needs an axis of some. */
const LEAST_SPAN = 1e-6;

/** From the lowest to the highest of these; from 0 to 1 where there are none. */
export const rangeOf = (values: Iterable<number>): Range => {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min > max ? { min: 0, max: 1 } : { min, max };
};

/** Distance of round values (1, 2 or 5 of a power of ten) of which at most `most` + 1 fit into the range. */
export const roundStep = ({ min, max }: Range, most: number): number => {
  const raw = Math.max(max - min, LEAST_SPAN) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((f) => f * power >= raw * (1 - 1e-9)) ?? 10;
  return factor * power;
};

/** The multiples of `step` within a range. */
export const ticks = ({ min, max }: Range, step: number): number[] => {
  const first = Math.ceil(min / step - 1e-9);
  const count = Math.floor(max / step + 1e-9) - first + 1;
  // A product, not a running sum, and no negative zero: these become labels.
  return Array.from(
    { length: Math.max(0, count) },
    (_, i) => Number(((first + i) * step).toPrecision(12)) + 0,
  );
};

/** The range widened to round values, with some air. */
export const roundRange = (range: Range, most: number): Range => {
  const step = roundStep(range, most);
  const min = Math.floor(range.min / step + 1e-9) * step;
  const max = Math.ceil(range.max / step - 1e-9) * step;
  return max > min ? { min, max } : { min, max: min + step };
};
