import { describe, expect, test } from 'vitest';
import { IMU_WIDTH } from '../../src/domain/sample.ts';
import { makeLifter, SCENARIOS, simulate } from '../../src/simulator/index.ts';

describe.each(SCENARIOS)('scenario %s', (scenario) => {
  test.each([1, 2])('runs for lifter %i and gives finite, ordered samples', (seed) => {
    const session = simulate({ lifter: makeLifter(seed), scenario, seed: seed + 10 });
    const { belt } = session;
    expect(belt.count).toBeGreaterThan(5 * session.sampleRateHz);
    expect(belt.imu.length).toBe(belt.count * IMU_WIDTH);
    expect(belt.imu.every((value) => Number.isFinite(value))).toBe(true);
    expect(belt.timeS.every((t, i) => i === 0 || t > belt.timeS[i - 1])).toBe(true);
    for (const set of session.truth.sets) {
      for (const rep of set.reps) {
        expect(rep.lockoutS).toBeGreaterThan(rep.liftOffS);
        expect(rep.romM).toBeGreaterThan(0.05);
        expect(rep.meanVelocityMps * (rep.lockoutS - rep.liftOffS)).toBeCloseTo(rep.romM, 9);
        expect(rep.peakVelocityMps).toBeGreaterThan(rep.meanVelocityMps);
      }
    }
  });
});

test('the same seeds give the same recording, another day gives another', () => {
  const lifter = makeLifter(7);
  const once = simulate({ lifter, scenario: 'squat', seed: 1, thoracic: true });
  const again = simulate({ lifter: makeLifter(7), scenario: 'squat', seed: 1, thoracic: true });
  const other = simulate({ lifter, scenario: 'squat', seed: 2, thoracic: true });
  expect(again).toEqual(once);
  expect(other.belt.imu).not.toEqual(once.belt.imu);
});
