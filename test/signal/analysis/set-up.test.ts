import { describe, expect, it } from 'vitest';
import { findSetUp } from '../../../src/signal/analysis/set-up.ts';

/** Unrest of 9 but where told. */
const unrest = (calm: Readonly<Record<number, number>>, length = 400): Float64Array =>
  Float64Array.from({ length }, (_, i) => calm[i] ?? 9);

describe('the set-up', () => {
  it('is the latest braced moment that leaves the pull out', () => {
    expect(findSetUp(unrest({ 200: 0.5, 230: 1.1, 296: 0.1 }), 300)).toEqual({ tick: 230, braced: true });
    expect(findSetUp(unrest({ 292: 0.5, 293: 0.5 }), 300)).toEqual({ tick: 292, braced: true });
  });

  it('is not looked for further back than 1.5 s', () => {
    expect(findSetUp(unrest({ 150: 1 }), 300)).toEqual({ tick: 150, braced: true });
    expect(findSetUp(unrest({ 149: 1 }), 300).braced).toBe(false);
  });

  it('is the calmest moment where the body never came to rest', () => {
    expect(findSetUp(unrest({ 180: 3, 220: 2.5, 260: 4 }), 300)).toEqual({ tick: 220, braced: false });
    expect(findSetUp(unrest({ 220: 1.2 }), 300)).toEqual({ tick: 220, braced: false });
  });

  it('stays within the recording', () => {
    expect(findSetUp(unrest({}), 0)).toEqual({ tick: 0, braced: false });
    expect(findSetUp(unrest({ 0: 0.2 }), 5)).toEqual({ tick: 0, braced: true });
  });
});
