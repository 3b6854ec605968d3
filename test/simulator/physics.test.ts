import { assert, double, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IMU_WIDTH, STANDARD_GRAVITY } from '../../src/domain/sample.ts';
import { film, makeLifter, simulate } from '../../src/simulator/index.ts';
import { attitudeMatrix } from '../../src/simulator/linkage.ts';
import { TRACK_HZ } from '../../src/simulator/track.ts';

const norm = (imu: Float64Array, row: number, from: number): number =>
  Math.hypot(...imu.subarray(row * IMU_WIDTH + from, row * IMU_WIDTH + from + 3));

describe('an ideal sensor', () => {
  const inside = film({
    lifter: makeLifter(5),
    scenario: 'deadlift-dead-stop',
    seed: 4,
    idealSensor: true,
    quietStart: true,
  });
  const { beltMotion: motion } = inside;

  test('integrates twice to the position it travelled', () => {
    const velocity = [0, 0, 0];
    const position = [0, 0, 0];
    const dt = 1 / TRACK_HZ;
    for (let axis = 0; axis < 3; axis++) {
      position[axis] = motion.position[3 + axis];
      velocity[axis] = (motion.position[3 + axis] - motion.position[axis]) / dt;
    }
    let worst = 0;
    for (let i = 1; i < Math.min(motion.count - 1, 25 * TRACK_HZ); i++) {
      for (let axis = 0; axis < 3; axis++) {
        let world = axis === 2 ? -STANDARD_GRAVITY : 0;
        for (let k = 0; k < 3; k++) world += motion.attitude[9 * i + 3 * axis + k] * motion.force[3 * i + k];
        velocity[axis] += world * dt;
        position[axis] += velocity[axis] * dt;
        worst = Math.max(worst, Math.abs(position[axis] - motion.position[3 * (i + 1) + axis]));
      }
    }
    expect(worst).toBeLessThan(1e-3);
  });

  test('has rates that integrate to its attitude', () => {
    // Columns of R obey Ṙ = R·[ω]; stepped with the midpoint, the drift over 20 s stays tiny.
    const r = motion.attitude.slice(9, 18);
    const dt = 1 / TRACK_HZ;
    for (let i = 1; i < 20 * TRACK_HZ; i++) {
      const w = [0, 1, 2].map((k) => ((motion.rate[3 * i + k] + motion.rate[3 * i + 3 + k]) / 2) * dt);
      const angle = Math.hypot(w[0], w[1], w[2]);
      const s = angle > 0 ? Math.sin(angle) / angle : 1;
      const c = angle > 0 ? (1 - Math.cos(angle)) / angle ** 2 : 0.5;
      const [x, y, z] = [w[0], w[1], w[2]];
      const step = [
        1 - c * (y * y + z * z),
        -s * z + c * x * y,
        s * y + c * x * z,
        s * z + c * x * y,
        1 - c * (x * x + z * z),
        -s * x + c * y * z,
        -s * y + c * x * z,
        s * x + c * y * z,
        1 - c * (x * x + y * y),
      ];
      const old = r.slice();
      for (let row = 0; row < 3; row++)
        for (let column = 0; column < 3; column++)
          r[3 * row + column] =
            old[3 * row] * step[column] +
            old[3 * row + 1] * step[3 + column] +
            old[3 * row + 2] * step[6 + column];
    }
    const end = motion.attitude.subarray(9 * 20 * TRACK_HZ, 9 * 20 * TRACK_HZ + 9);
    r.forEach((value, k) => expect(value).toBeCloseTo(end[k], 2));
  });

  test('delivers the force and rate of its motion, only turned by the mounting', () => {
    const { belt } = inside.session;
    for (let row = 100; row < belt.count; row += 503) {
      const i = Math.round(belt.timeS[row] * TRACK_HZ);
      const force = Math.hypot(...motion.force.subarray(3 * i, 3 * i + 3));
      expect(Math.abs(norm(belt.imu, row, 0) - force)).toBeLessThan(0.3);
    }
  });
});

test('a mannequin at rest feels gravity and no rotation', () => {
  const lifter = makeLifter(2);
  const { belt } = simulate({
    lifter,
    scenario: 'squat',
    seed: 1,
    idealSensor: true,
    liveliness: 0,
    quietStart: true,
  });
  for (let row = 20; row < 300; row += 20) {
    expect(norm(belt.imu, row, 0)).toBeCloseTo(STANDARD_GRAVITY, 6);
    expect(norm(belt.imu, row, 3)).toBeLessThan(1e-9);
  }
});

test('a living lifter standing quietly sways, within what people do', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const inside = film({
      lifter: makeLifter(seed),
      scenario: 'squat',
      seed,
      quietStart: true,
      idealSensor: true,
    });
    const { belt } = inside.session;
    let sum = 0;
    const rows = 380;
    for (let row = 20; row < 20 + rows; row++) sum += norm(belt.imu, row, 3) ** 2;
    const degrees = (Math.sqrt(sum / rows) * 180) / Math.PI;
    expect(degrees).toBeGreaterThan(0.1);
    expect(degrees).toBeLessThan(3);
  }
});

test('a real sensor at rest reads gravity within its bias, and turns within its zero-rate', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { belt } = simulate({
      lifter: makeLifter(seed),
      scenario: 'squat',
      seed,
      quietStart: true,
      liveliness: 0,
    });
    expect(Math.abs(norm(belt.imu, 60, 0) - STANDARD_GRAVITY)).toBeLessThan(0.9);
    expect((norm(belt.imu, 60, 3) * 180) / Math.PI).toBeLessThan(5.5);
  }
});

test('attitudes are rotations', () => {
  const angle = double({ min: -3, max: 3, noNaN: true });
  assert(
    property(angle, angle, angle, angle, (heading, pitch, side, twist) => {
      const m = new Float64Array(9);
      attitudeMatrix({ heading, pitch, side, twist }, m);
      for (let a = 0; a < 3; a++)
        for (let b = 0; b < 3; b++) {
          const dot = m[a] * m[b] + m[3 + a] * m[3 + b] + m[6 + a] * m[6 + b];
          expect(dot).toBeCloseTo(a === b ? 1 : 0, 9);
        }
      const det =
        m[0] * (m[4] * m[8] - m[5] * m[7]) -
        m[1] * (m[3] * m[8] - m[5] * m[6]) +
        m[2] * (m[3] * m[7] - m[4] * m[6]);
      expect(det).toBeCloseTo(1, 9);
    }),
  );
});

test('signs: leaning forward tips the up axis forward, bending right lowers the right side', () => {
  const m = new Float64Array(9);
  attitudeMatrix({ heading: 0, pitch: 0.3, side: 0, twist: 0 }, m);
  expect(m[2]).toBeGreaterThan(0.2);
  attitudeMatrix({ heading: 0, pitch: 0, side: 0.3, twist: 0 }, m);
  // The segment's "left" axis points up when bending to the right.
  expect(m[7]).toBeGreaterThan(0.2);
});
