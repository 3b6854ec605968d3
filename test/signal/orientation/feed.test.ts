import { describe, expect, it } from 'vitest';
import { createFeed } from '../../../src/signal/orientation/feed.ts';
import { createVqf } from '../../../src/signal/orientation/vqf.ts';
import { angleDeg, bending, evenly, record, type Recording, rowQuat, upOf } from './motion.ts';

const RATE_HZ = 100;

const run = (recording: Recording, uneven: boolean): Float64Array => {
  const feed = createFeed(createVqf(RATE_HZ), 1 / RATE_HZ);
  const quat = new Float64Array(4 * recording.count);
  for (let i = 0; i < recording.count; i++) {
    feed.push(recording.timeS, recording.imu, i, uneven);
    feed.readQuat(recording.imu, quat, i);
  }
  return quat;
};

const worstDeg = (recording: Recording, quat: Float64Array): number => {
  let worst = 0;
  for (let i = 0; i < recording.count; i++) {
    worst = Math.max(worst, angleDeg(upOf(rowQuat(quat, i)), upOf(recording.truth[i])));
  }
  return worst;
};

describe('feed', () => {
  it('passes an even source straight to the filter', () => {
    const even = record(evenly(RATE_HZ, 5), bending);
    const filter = createVqf(RATE_HZ);
    const expected = new Float64Array(4 * even.count);
    for (let i = 0; i < even.count; i++) {
      filter.update(even.timeS, even.imu, i);
      filter.readQuat(expected, i);
    }
    expect(run(even, false)).toEqual(expected);
  });

  it('gives the attitude at the time of the row, not of the grid', () => {
    // A third of the grid's period off, in motion of up to 50 °/s.
    const shifted = record(
      evenly(RATE_HZ, 10).map((t, i) => t + (i === 0 ? 0 : 0.0033)),
      bending,
    );
    expect(worstDeg(shifted, run(shifted, true))).toBeLessThan(0.5);
  });

  it('follows an uneven source', () => {
    const steps = [0.003, 0.009, 0.02, 0.011, 0.007];
    let t = 0;
    const times = Array.from({ length: 1200 }, (_, i) => (t += steps[i % steps.length]));
    const uneven = record(times, bending);
    expect(worstDeg(uneven, run(uneven, true))).toBeLessThan(0.6);
  });

  it('starts anew after it forgot', () => {
    const filter = createVqf(RATE_HZ);
    const feed = createFeed(filter, 1 / RATE_HZ);
    const still = record([0, 0.01, 9, 9.01], () => [1, 0, 0, 0], [0.02, 0, 0]);
    const quat = new Float64Array(4 * still.count);
    for (let i = 0; i < still.count; i++) {
      if (i === 2) feed.forget();
      feed.push(still.timeS, still.imu, i, true);
      feed.readQuat(still.imu, quat, i);
    }
    // Nine seconds at 0.02 rad/s would be ten degrees.
    expect(angleDeg(upOf(rowQuat(quat, 3)), [0, 0, 1])).toBeLessThan(0.1);
  });
});
