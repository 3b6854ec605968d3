import { describe, expect, it } from 'vitest';
import { ownRest } from '../../../src/signal/reps/stillness.ts';

/** Unrest of somebody who moves, rests as still as `rest` and stalls at `stall`. */
const scaled = (rest: number, stall: number): Float64Array => {
  const unrest = new Float64Array(1000).fill(50);
  unrest.fill(rest, 100, 400);
  unrest.fill(stall, 600, 700);
  const own = ownRest(unrest);
  return unrest.map((value) => value / own);
};

describe('ownRest', () => {
  it('makes the own rest of a still lifter the measure of a stall', () => {
    const unrest = scaled(0.3, 1.2);
    expect(unrest[200]).toBeCloseTo(1);
    expect(unrest[650]).toBeCloseTo(4);
  });

  it('takes noise for no more than noise', () => {
    expect(scaled(0.001, 1)[650]).toBeCloseTo(5);
  });

  it('is never laxer with a restless lifter', () => {
    expect(scaled(3, 5)[650]).toBe(5);
  });

  it('bears what is empty', () => {
    expect(ownRest(new Float64Array(0))).toBe(1);
  });
});
