import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVqf } from '../../../src/signal/orientation/vqf.ts';
import {
  about,
  angleDeg,
  bending,
  DEG,
  evenly,
  multiply,
  type Quat,
  record,
  type Recording,
  rowQuat,
  upOf,
  type Vec,
} from './motion.ts';

const RATE_HZ = 100;

const run = (recording: Recording, filter = createVqf(RATE_HZ), from = 0): Float64Array => {
  const quat = new Float64Array(4 * recording.count);
  for (let i = from; i < recording.count; i++) {
    filter.update(recording.timeS, recording.imu, i);
    filter.readQuat(quat, i);
  }
  return quat;
};

const inclinationErrorDeg = (recording: Recording, quat: Float64Array, row: number): number =>
  angleDeg(upOf(rowQuat(quat, row)), upOf(recording.truth[row]));

describe('known rotations', () => {
  it('knows the inclination of a still sensor from the first sample', () => {
    const tilt = about([3, -2, 0], 70 * DEG);
    const still = record(evenly(RATE_HZ, 1), () => tilt);
    const quat = run(still);
    for (let i = 0; i < still.count; i++) expect(inclinationErrorDeg(still, quat, i)).toBeLessThan(0.005);
  });

  it('starts upside down without trouble', () => {
    const over = about([1, 0, 0], Math.PI);
    const still = record(evenly(RATE_HZ, 3), () => over);
    const quat = run(still);
    expect(quat.every((x) => Number.isFinite(x))).toBe(true);
    expect(inclinationErrorDeg(still, quat, still.count - 1)).toBeLessThan(0.001);
  });

  it('follows a turn about the vertical', () => {
    const turn = record(evenly(RATE_HZ, 4), (t) => about([0, 0, 1], 0.5 * t));
    const quat = run(turn);
    // The first sample already carries the rate, so heading is ahead by one interval.
    const heading = 2 * Math.atan2(quat[4 * 399 + 3], quat[4 * 399]);
    expect(heading / DEG).toBeCloseTo((0.5 * 4) / DEG, 0);
    expect(inclinationErrorDeg(turn, quat, 399)).toBeLessThan(1e-6);
  });

  it('follows bending, whatever the axis', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6.3, noNaN: true }), (heading) => {
        const axis: Vec = [Math.cos(heading), Math.sin(heading), 0];
        const bend = record(evenly(RATE_HZ, 10), (t) => about(axis, 0.6 * (1 - Math.cos(2 * t))));
        const quat = run(bend);
        for (let i = 0; i < bend.count; i++) expect(inclinationErrorDeg(bend, quat, i)).toBeLessThan(0.3);
      }),
      { numRuns: 10 },
    );
  });

  it('keeps the quaternion at unit length', () => {
    const quat = run(record(evenly(RATE_HZ, 20), bending));
    for (let i = 0; i < quat.length; i += 4) {
      expect(Math.hypot(quat[i], quat[i + 1], quat[i + 2], quat[i + 3])).toBeCloseTo(1, 12);
    }
  });

  it('integrates over the real interval when sampling is uneven', () => {
    const times = evenly(RATE_HZ, 10).map((t, i) => t + 0.004 * Math.sin(i * 1.3));
    const uneven = record(times, bending);
    const quat = run(uneven);
    expect(inclinationErrorDeg(uneven, quat, uneven.count - 1)).toBeLessThan(0.3);
  });
});

describe('yaw', () => {
  it('has no influence on inclination: turning the sensor about its upright axis changes nothing else', () => {
    fc.assert(
      fc.property(fc.double({ min: -3.1, max: 3.1, noNaN: true }), (yaw) => {
        const mount = about([0, 0, 1], yaw);
        const plain = record(evenly(RATE_HZ, 12), bending, [0.002, -0.004, 0.001]);
        const turned: Recording = { ...plain, imu: turnRows(plain.imu, yaw) };
        const a = run(plain);
        const b = run(turned);
        for (let i = 0; i < plain.count; i += 7) {
          const up = upOf(rowQuat(a, i));
          const same = upOf(multiply(rowQuat(b, i), mount));
          for (let k = 0; k < 3; k++) expect(Math.abs(up[k] - same[k])).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 10 },
    );
  });
});

/** The same motion seen by a sensor that is turned by −`yaw` about its own z. */
const turnRows = (imu: Float64Array, yaw: number): Float64Array => {
  const out = new Float64Array(imu);
  const c = Math.cos(yaw);
  const s = Math.sin(yaw);
  for (let o = 0; o < imu.length; o += 3) {
    out[o] = c * imu[o] - s * imu[o + 1];
    out[o + 1] = s * imu[o] + c * imu[o + 1];
  }
  return out;
};

/** Rolls and pitches through large angles, so that every axis is horizontal at times. */
const tumble = (t: number): Quat =>
  multiply(about([0, 1, 0], 1.2 * Math.sin(0.9 * t)), about([1, 0, 0], 1.3 * Math.sin(0.7 * t)));

describe('gyroscope bias', () => {
  const bias: Vec = [1 * DEG, -1.2 * DEG, 0.6 * DEG];

  it('converges at rest on all axes', () => {
    const filter = createVqf(RATE_HZ);
    run(
      record(evenly(RATE_HZ, 10), () => about([1, 2, 0], 0.8), bias),
      filter,
    );
    expect(filter.atRest()).toBe(true);
    for (let k = 0; k < 3; k++) expect(Math.abs(filter.bias[k] - bias[k]) / DEG).toBeLessThan(0.02);
  });

  it('converges in motion on all axes that motion shows', () => {
    const filter = createVqf(RATE_HZ);
    run(record(evenly(RATE_HZ, 180), tumble, bias), filter);
    expect(filter.atRest()).toBe(false);
    for (let k = 0; k < 3; k++) expect(Math.abs(filter.bias[k] - bias[k]) / DEG).toBeLessThan(0.3);
  });

  it('never exceeds its bound', () => {
    const filter = createVqf(RATE_HZ);
    run(
      record(evenly(RATE_HZ, 20), () => [1, 0, 0, 0], [0.3, -0.3, 0.3]),
      filter,
    );
    for (const value of filter.bias) expect(Math.abs(value)).toBeLessThanOrEqual(2 * DEG);
  });

  it('goes on undisturbed when a part of it is taken off the input', () => {
    const recording = record(evenly(RATE_HZ, 20), bending, bias);
    const half = 1000;
    const inclinations = (offset: Vec): { up: Vec; bias: number[] } => {
      const filter = createVqf(RATE_HZ);
      const shifted = Float64Array.from(recording.imu, (x, i) =>
        i < 6 * half || i % 6 < 3 ? x : x - offset[(i % 6) - 3],
      );
      run({ ...recording, count: half }, filter);
      filter.rebase(offset, 0.5);
      const quat = run({ ...recording, imu: shifted }, filter, half);
      const total = offset.map((x, k) => x + filter.bias[k]);
      return { up: upOf(rowQuat(quat, recording.count - 1)), bias: total };
    };
    const plain = inclinations([0, 0, 0]);
    const moved = inclinations([0.002, -0.001, 0.003]);
    expect(angleDeg(plain.up, moved.up)).toBeLessThan(0.005);
    for (let k = 0; k < 3; k++) expect(Math.abs(plain.bias[k] - moved.bias[k]) / DEG).toBeLessThan(0.005);
  });
});

describe('state', () => {
  it('continues bit for bit after a round trip through JSON', () => {
    const recording = record(evenly(RATE_HZ, 9), bending, [0.01, 0, -0.02]);
    const whole = run(recording);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: recording.count }), (cut) => {
        const first = createVqf(RATE_HZ);
        const head = run({ ...recording, count: cut }, first);
        const second = createVqf(RATE_HZ);
        second.restore(JSON.parse(JSON.stringify(first.save())));
        const tail = run(recording, second, cut);
        tail.set(head);
        expect(tail).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('ignores a force of exactly zero, which is no measurement', () => {
    const filter = createVqf(RATE_HZ);
    const still = record(evenly(RATE_HZ, 1), () => about([1, 0, 0], 0.5));
    still.imu.fill(0, 6 * 50);
    const quat = run(still, filter);
    expect(inclinationErrorDeg(still, quat, 99)).toBeLessThan(0.01);
  });

  it('corrects at once when told where gravity is', () => {
    const filter = createVqf(RATE_HZ);
    const still = record(evenly(RATE_HZ, 4), () => [1, 0, 0, 0]);
    const quat = run(still, filter);
    filter.relevel(Float64Array.of(0, 9.8, 0));
    filter.readQuat(quat, 0);
    expect(angleDeg(upOf(rowQuat(quat, 0)), [0, 1, 0])).toBeLessThan(1e-6);
  });
});
