import { describe, expect, test } from 'vitest';
import { film, makeLifter, simulate, type RepTruth, type ScenarioName } from '../../src/simulator/index.ts';
import { TRACK_HZ } from '../../src/simulator/track.ts';

const repsOf = (scenario: ScenarioName, seed: number, more = {}): readonly RepTruth[] =>
  simulate({ lifter: makeLifter(seed), scenario, seed, ...more }).truth.sets.flatMap((set) => set.reps);

const seeds = [11, 12, 13];
const reps = (scenario: ScenarioName): RepTruth[] => seeds.flatMap((seed) => repsOf(scenario, seed));
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('truth of a pull from the floor', () => {
  test.each(seeds)('is what the bar did, lifter %i', (seed) => {
    const inside = film({ lifter: makeLifter(seed), scenario: 'deadlift-dead-stop', seed });
    const { bar } = inside.track.channels;
    const floor = bar[0];
    for (const rep of inside.session.truth.sets.flatMap((set) => set.reps)) {
      const height = (t: number): number => bar[Math.round(t * TRACK_HZ)] - floor;
      expect(height(rep.liftOffS)).toBeGreaterThanOrEqual(-1e-6);
      expect(height(rep.liftOffS)).toBeLessThan(0.004);
      expect(height(rep.liftOffS + 0.12)).toBeGreaterThan(0.002);
      expect(height(rep.lockoutS) - height(rep.liftOffS)).toBeCloseTo(rep.romM, 9);
      // Nothing is left to rise after lockout; on the floor again at touchdown.
      expect(height(rep.lockoutS + 0.15) - height(rep.lockoutS)).toBeLessThan(0.005);
      expect(rep.touchdownS).not.toBeNull();
      expect(Math.abs(height((rep.touchdownS ?? 0) + 0.02))).toBeLessThan(0.01);
      expect(Math.abs(inside.session.athlete.barTravelM - rep.romM)).toBeLessThan(0.015);
      expect(rep.peakVelocityS).toBeGreaterThan(rep.liftOffS);
      expect(rep.peakVelocityS).toBeLessThan(rep.lockoutS);
      expect(rep.peakVelocityMps / rep.meanVelocityMps).toBeGreaterThan(1.15);
    }
  });

  test('heavier is slower', () => {
    for (const seed of seeds) {
      const light = repsOf('deadlift-dead-stop', seed, { loadFraction: 0.5, reps: 1 })[0];
      const heavy = repsOf('deadlift-dead-stop', seed, { loadFraction: 0.9, reps: 1 })[0];
      expect(light.meanVelocityMps - heavy.meanVelocityMps).toBeGreaterThan(0.2);
    }
  });

  test('fatigue slows a set of touch-and-go', () => {
    for (const seed of seeds) {
      const set = repsOf('deadlift-touch-and-go', seed, { reps: 8 });
      expect(set).toHaveLength(8);
      expect(set[7].meanVelocityMps).toBeLessThan(set[0].meanVelocityMps * 0.97);
    }
  });
});

describe('faults are there and are measured', () => {
  test('rounding: clean reps stay small, rounded ones reach 5–20° from lift-off', () => {
    const all = reps('rounding');
    const rounded = all.filter((rep) => rep.kind === 'rounded');
    expect(rounded.length).toBeGreaterThan(2);
    for (const rep of rounded) {
      expect(rep.roundingDeg).toBeGreaterThan(2.5);
      expect(rep.roundingDeg).toBeLessThan(24);
      expect(rep.measuredExcursionDeg).toBeLessThanOrEqual(rep.roundingDeg);
      expect(rep.measuredExcursionDeg).toBeGreaterThan(0.5 * rep.roundingDeg);
    }
    for (const rep of all.filter((each) => each.kind === 'clean')) expect(rep.roundingDeg).toBeLessThan(5.5);
  });

  test('hips-first: hips are up well before the bar', () => {
    const all = reps('hips-first');
    const early = all.filter((rep) => rep.hipsFirst).map((rep) => rep.hipRiseBeforeBarM);
    const clean = all.filter((rep) => !rep.hipsFirst).map((rep) => rep.hipRiseBeforeBarM);
    expect(early.length).toBeGreaterThan(2);
    expect(mean(early)).toBeGreaterThan(mean(clean) + 0.03);
    expect(Math.max(...clean)).toBeLessThan(0.07);
  });

  test('asymmetry: side bend with a sign that stays within a set', () => {
    for (const seed of seeds) {
      const bent = repsOf('asymmetry', seed).filter((rep) => rep.kind === 'asymmetric');
      expect(new Set(bent.map((rep) => Math.sign(rep.lateralDeg))).size).toBeLessThanOrEqual(1);
      for (const rep of bent) expect(Math.abs(rep.thoraxLateralDeg)).toBeGreaterThan(4);
    }
  });

  test('grinders last and stick; slips, missed pulls and daily life are logged, not counted', () => {
    const grind = reps('grinder-singles');
    expect(grind.every((rep) => rep.lockoutS - rep.liftOffS > 1.9)).toBe(true);
    expect(grind.filter((rep) => rep.sticking !== null).length).toBeGreaterThan(grind.length / 2);
    for (const rep of grind)
      if (rep.sticking !== null) {
        expect(rep.sticking.minVelocityMps).toBeLessThan(rep.peakVelocityMps);
        expect(rep.sticking.endS).toBeGreaterThan(rep.sticking.startS);
      }
    const slips = seeds.flatMap(
      (seed) => simulate({ lifter: makeLifter(seed), scenario: 'slip', seed }).truth.slips,
    );
    expect(slips.length).toBeGreaterThan(2);
    for (const { angleDeg } of slips) expect(angleDeg).toBeGreaterThanOrEqual(3);
    for (const seed of seeds) {
      expect(
        simulate({ lifter: makeLifter(seed), scenario: 'missed-pull', seed }).truth.missed.length,
      ).toBeGreaterThan(0);
      const life = simulate({ lifter: makeLifter(seed), scenario: 'daily-life', seed }).truth;
      expect(life.sets).toHaveLength(0);
      expect(life.activities.length).toBeGreaterThan(5);
    }
  });
});

test('a lossy day has gaps and uneven stamps that still rise', () => {
  const { belt } = simulate({ lifter: makeLifter(1), scenario: 'lossy', seed: 1 });
  const steps = Array.from({ length: belt.count - 1 }, (_, i) => belt.timeS[i + 1] - belt.timeS[i]);
  expect(Math.max(...steps)).toBeGreaterThan(0.02);
  expect(Math.min(...steps)).toBeGreaterThan(0);
});

/** Largest departure from 1 g around the touchdowns, m/s². */
const peak = (softFloor: boolean): number => {
  const session = simulate({ lifter: makeLifter(3), scenario: 'drops', seed: 2, softFloor, reps: 3 });
  let most = 0;
  for (const rep of session.truth.sets[0].reps) {
    const { timeS, imu, count } = session.belt;
    for (let i = 0; i < count; i++) {
      if (Math.abs(timeS[i] - (rep.touchdownS ?? -1)) > 0.08) continue;
      most = Math.max(most, Math.abs(Math.hypot(imu[6 * i], imu[6 * i + 1], imu[6 * i + 2]) - 9.81));
    }
  }
  return most;
};

test('plates on a hard floor are felt at the belt, on a mat they are not', () => {
  const hard = peak(false);
  expect(hard).toBeGreaterThan(5);
  expect(hard).toBeLessThan(45);
  expect(peak(true)).toBeLessThan(hard * 0.8);
});

/** Pitch of a segment from its up axis, degrees; side bend and twist hardly matter here. */
const pitch = (attitude: Float64Array, i: number): number => {
  const sideways = Math.hypot(attitude[9 * i + 2], attitude[9 * i + 5]);
  return (Math.atan2(sideways, attitude[9 * i + 8]) * 180) / Math.PI;
};

test('the measured excursion is the angle that two perfect sensors would show', () => {
  const inside = film({
    lifter: makeLifter(12),
    scenario: 'rounding',
    seed: 5,
    thoracic: true,
    idealSensor: true,
    liveliness: 0,
  });
  const { beltMotion, thoracicMotion, session } = inside;
  const relative = (t: number): number => {
    const i = Math.round(t * TRACK_HZ);
    return thoracicMotion === null ? 0 : pitch(thoracicMotion.attitude, i) - pitch(beltMotion.attitude, i);
  };
  for (const rep of session.truth.sets[0].reps) {
    const setUp = relative(rep.liftOffS - 0.55);
    let most = 0;
    const end = Math.min(rep.lockoutS, rep.liftOffS + 0.6);
    for (let t = rep.liftOffS - 0.5; t < end; t += 0.01) most = Math.max(most, relative(t) - setUp);
    expect(Math.abs(most - rep.measuredExcursionDeg)).toBeLessThan(1);
  }
});

test('a recording may begin without stillness, even bent at the bar', () => {
  const starts = Array.from({ length: 12 }, (_, seed) =>
    film({ lifter: makeLifter(4), scenario: 'deadlift-dead-stop', seed, quietStart: false, reps: 1 }),
  );
  expect(starts.every((inside) => inside.session.truth.standing === null)).toBe(true);
  const bent = starts.filter(({ track }) => track.channels.lumbarFlexion[0] > 0.1).length;
  expect(bent).toBeGreaterThan(0);
  expect(bent).toBeLessThan(12);
});
