import { describe, expect, it } from 'vitest';
import { createFloorJudge } from '../../../src/signal/reps/floor-judge.ts';
import { repPattern } from '../../../src/signal/reps/pattern.ts';
import type { TrackedLeg } from '../../../src/signal/reps/tracked-leg.ts';
import { makeLeg } from './made-leg.ts';

const DEG = Math.PI / 180;
const repsOf = (up: TrackedLeg, down: TrackedLeg): number => {
  const judge = createFloorJudge(repPattern('conventional-deadlift', 'lumbar'), () => false);
  const look = { atTick: down.end + 400, legs: [up, down], settled: 2, anew: false };
  return judge({ look, index: 0, settled: 2, open: true }).length;
};

describe('a judge of lifts from the floor', () => {
  const down = makeLeg(-1, 1450, 1600);
  const lost = { extent: 0.1, sensorRise: 0, peakSpeed: 0.3 };

  it('counts a lift', () => {
    expect(repsOf(makeLeg(1, 1000, 1100), makeLeg(-1, 1200, 1300))).toBe(1);
  });

  it('knows a grinding pull by its lowering where the accelerometer lost its height', () => {
    expect(repsOf(makeLeg(1, 1000, 1380, lost), down)).toBe(1);
  });

  it.each<[string, TrackedLeg]>([
    ['a quick one of no height', makeLeg(1, 1230, 1380, lost)],
    ['a slow one that turned nothing', makeLeg(1, 1000, 1380, { ...lost, lowTilt: 8 * DEG })],
  ])('does not count %s', (_, up) => {
    expect(repsOf(up, down)).toBe(0);
  });
});
