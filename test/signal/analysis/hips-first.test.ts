import { describe, expect, it } from 'vitest';
import { hipsRoseFirst } from '../../../src/signal/analysis/hips-first.ts';
import type { LiftOptions } from '../../../src/signal/analysis/options.ts';
import type { Pull } from '../../../src/signal/analysis/pull.ts';
import { madePull } from './made-pull.ts';

const DEG = Math.PI / 180;
const deadlift: LiftOptions = {
  exercise: 'conventional-deadlift',
  placement: 'lumbar',
  athlete: { heightM: 1.78 },
  thoracic: false,
  baseline: null,
};

const before = (tick: number): number => Math.max(0, Math.min(1, (tick - 20) / 40));
const after = (tick: number): number => Math.max(0, tick - 62) / 100;

/** Hips rise by `riseM` and the sensor pitches forward by `pitchDeg` from set-up until the bar moves at tick 60. */
const pull = (riseM: number, pitchDeg: number, braced = true): Pull =>
  madePull({
    height: (tick) => 0.5 + riseM * before(tick) + 0.2 * after(tick),
    pitch: (tick) => (45 + pitchDeg * before(tick) - 40 * after(tick)) * DEG,
    bar: (tick) => (0.5 * Math.max(0, tick - 60)) / 100,
    setUp: 20,
    liftOff: 58,
    lockout: 150,
    braced,
  });

describe('hips first', () => {
  it.each<[number, number, boolean]>([
    [0.04, 3, false],
    [0.04, 10, false],
    [0.09, 1, false],
    [0.09, -8, false],
    [0.052, 4, false],
    [0.058, 4, true],
    [0.09, 6, true],
  ])('%f m of hip rise with %f° of forward pitch: %s', (riseM, pitchDeg, wanted) => {
    expect(hipsRoseFirst(pull(riseM, pitchDeg), deadlift)).toBe(wanted);
  });

  it('is no matter of lifts from the top, nor of a set-up that was none', () => {
    expect(hipsRoseFirst(pull(0.09, 6), { ...deadlift, exercise: 'squat' })).toBe(false);
    expect(hipsRoseFirst(pull(0.09, 6), { ...deadlift, exercise: 'romanian-deadlift' })).toBe(false);
    expect(hipsRoseFirst(pull(0.09, 6, false), deadlift)).toBe(false);
  });
});
