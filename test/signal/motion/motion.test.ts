import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_GRAVITY } from '../../../src/domain/sample.ts';
import { createMotionGrid } from '../../../src/signal/motion/grid.ts';
import { createMotionHistory } from '../../../src/signal/motion/history.ts';
import type { MotionBatch } from '../../../src/signal/motion/motion.ts';
import { createUnrestMeter, unrestOf } from '../../../src/signal/motion/unrest.ts';
import type { OrientationBatch } from '../../../src/signal/orientation/tracker.ts';

/** Upright sensor with a known upward acceleration at given times. */
const upright = (times: readonly number[], upward: (t: number) => number): OrientationBatch => ({
  sensor: 'belt',
  count: times.length,
  timeS: Float64Array.from(times),
  imu: Float64Array.from(times.flatMap((t) => [0, 0, STANDARD_GRAVITY + upward(t), 0, 0, 0.2])),
  quat: Float64Array.from(times.flatMap(() => [1, 0, 0, 0])),
  quality: new Uint8Array(times.length),
  filled: new Uint8Array(times.length),
  rest: new Uint8Array(times.length),
  gaps: [],
  openGapS: 0,
});
const every = (stepS: number, seconds: number, fromS = 0): number[] =>
  Array.from({ length: Math.round(seconds / stepS) + 1 }, (_, i) => fromS + i * stepS);
const part = (batch: OrientationBatch, from: number, to: number): OrientationBatch => ({
  ...batch,
  count: to - from,
  timeS: batch.timeS.subarray(from, to),
  imu: batch.imu.subarray(from * 6, to * 6),
  quat: batch.quat.subarray(from * 4, to * 4),
  quality: batch.quality.subarray(from, to),
  filled: batch.filled.subarray(from, to),
});
const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

describe('motion grid', () => {
  it('loses no velocity whatever the sampling rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 45, max: 900, noNaN: true }), (hz) => {
        const motion = createMotionGrid().step(
          upright(every(1 / hz, 2), (t) => 3 * Math.sin(Math.PI * t) ** 2),
        );
        expect(sum(motion.vertical) / 100).toBeCloseTo(3, 1);
        expect(motion.rate[2]).toBeCloseTo(0.2, 9);
      }),
    );
  });

  it('does not depend on how samples are cut into batches, and resumes after save and restore', () => {
    const batch = upright(every(1 / 208, 1.5), (t) => Math.sin(9 * t));
    const whole = createMotionGrid().step(batch);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: batch.count - 1 }), (cut) => {
        const first = createMotionGrid();
        const a = first.step(part(batch, 0, cut));
        const second = createMotionGrid();
        second.restore(first.save());
        const b = second.step(part(batch, cut, batch.count));
        expect([...a.vertical, ...b.vertical]).toEqual([...whole.vertical]);
        expect(a.count === 0 ? whole.firstTick : b.firstTick - a.count).toBe(whole.firstTick);
      }),
    );
  });

  it('marks ticks within a loss as filled', () => {
    const motion = createMotionGrid().step(upright([...every(0.01, 1), ...every(0.01, 1, 1.6)], () => 0));
    const filled = [...motion.filled.keys()].filter((i) => motion.filled[i] === 1);
    expect(filled).toHaveLength(60);
    expect(motion.firstTick + filled[0]).toBe(101);
  });

  it('notes the largest jump of specific force', () => {
    const motion = createMotionGrid().step(
      upright(every(0.005, 1), (t) => (Math.abs(t - 0.5) < 1e-6 ? 12 : 0)),
    );
    expect(Math.max(...motion.shock)).toBeCloseTo(12, 6);
  });
});

const ticks = (firstTick: number, count: number): MotionBatch => ({
  count,
  firstTick,
  up: Float64Array.from({ length: count * 3 }, (_, i) => firstTick * 3 + i),
  vertical: Float64Array.from({ length: count }, (_, i) => firstTick + i),
  rate: new Float64Array(count * 3),
  shock: new Float64Array(count),
  quality: new Uint8Array(count),
  filled: new Uint8Array(count),
});

describe('motion history', () => {
  it('gives back what was pushed, across the seam of the ring', () => {
    const history = createMotionHistory(50);
    for (let at = 7; at < 120; at += 9) history.push(ticks(at, 9));
    const window = history.window(80, 110);
    expect([...window.vertical]).toEqual(Array.from({ length: 30 }, (_, i) => 80 + i));
    expect(window.up[3]).toBe(243);
  });

  it('clips to what is held', () => {
    const history = createMotionHistory(50);
    history.push(ticks(0, 80));
    expect(history.first()).toBe(30);
    const window = history.window(-100, 1000);
    expect([window.firstTick, window.count]).toEqual([30, 50]);
    expect(history.window(500, 600).count).toBe(0);
  });

  it('starts anew after a break, and with the end of what is longer than itself', () => {
    const history = createMotionHistory(50);
    history.push(ticks(0, 40));
    history.push(ticks(60, 5));
    expect([history.first(), history.end()]).toEqual([60, 65]);
    history.push(ticks(65, 200));
    expect([history.first(), history.end()]).toEqual([215, 265]);
    history.push(ticks(265, 30));
    expect(history.window(0, 1000).vertical[0]).toBe(245);
  });

  it('reads one tick', () => {
    const history = createMotionHistory(50);
    const up = new Float64Array(3);
    expect(history.readUp(0, up)).toBe(false);
    for (let at = 0; at < 200; at += 20) history.push(ticks(at, 20));
    expect([history.readUp(149, up), history.readUp(200, up)]).toEqual([false, false]);
    expect(history.readUp(150, up)).toBe(true);
    expect([...up]).toEqual([450, 451, 452]);
  });
});

const still = (n: number): { rate: Float64Array; vertical: Float64Array } => ({
  rate: new Float64Array(n * 3),
  vertical: new Float64Array(n),
});

describe('unrest', () => {
  it('is nought in perfect stillness and one in ordinary sway', () => {
    const { rate, vertical } = still(60);
    expect(Math.max(...unrestOf(rate, vertical))).toBe(0);
    for (let i = 0; i < 60; i += 1) rate[i * 3] = 0.07;
    expect(unrestOf(rate, vertical)[30]).toBeCloseTo(1, 9);
  });

  it('is not moved by a constant error of acceleration', () => {
    const { rate, vertical } = still(60);
    expect(Math.max(...unrestOf(rate, vertical.fill(0.4)))).toBeCloseTo(0, 9);
  });

  it('is the same live as afterwards, half a window later', () => {
    const { rate, vertical } = still(80);
    for (let i = 0; i < 80; i += 1) {
      rate[i * 3] = Math.sin(i / 7);
      vertical[i] = Math.cos(i / 5);
    }
    const after = unrestOf(rate, vertical);
    const meter = createUnrestMeter();
    const live = vertical.map((a, i) => meter.step(rate[i * 3] ** 2, a));
    for (let i = 20; i < 70; i += 1) expect(live[i + 9]).toBeCloseTo(after[i], 9);
  });
});
