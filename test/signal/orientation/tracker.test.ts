import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createOrientationTracker,
  type OrientationBatch,
  type OrientationTracker,
  QUALITY,
} from '../../../src/signal/orientation/tracker.ts';
import { about, angleDeg, bending, DEG, evenly, type Quat, record, type Recording, rowQuat, upOf, type Vec } from './motion.ts'; // prettier-ignore

const RATE_HZ = 100;
const params = { nominalRateHz: RATE_HZ };

const slice = (r: Recording, from: number, to: number) => ({
  sensor: 'belt' as const,
  count: to - from,
  timeS: r.timeS.subarray(from, to),
  imu: r.imu.subarray(6 * from, 6 * to),
});
const whole = (r: Recording) => slice(r, 0, r.count);

/** The recording without the rows for which `lost` holds. */
const without = (r: Recording, lost: (t: number, row: number) => boolean): Recording => {
  const kept = [...r.timeS.keys()].filter((i) => !lost(r.timeS[i], i));
  return {
    count: kept.length,
    timeS: Float64Array.from(kept, (i) => r.timeS[i]),
    imu: Float64Array.from(kept.flatMap((i) => [...r.imu.subarray(6 * i, 6 * i + 6)])),
    truth: kept.map((i) => r.truth[i]),
  };
};
const between = (fromS: number, toS: number) => (t: number) => t > fromS - 1e-6 && t < toS - 1e-6;

const join = (batches: readonly OrientationBatch[]) => ({
  timeS: batches.flatMap((b) => [...b.timeS]),
  imu: batches.flatMap((b) => [...b.imu]),
  quat: batches.flatMap((b) => [...b.quat]),
  quality: batches.flatMap((b) => [...b.quality]),
  filled: batches.flatMap((b) => [...b.filled]),
  rest: batches.flatMap((b) => [...b.rest]),
  gaps: batches.flatMap((b) => b.gaps),
});

/** Uneven, with short and long losses, rows without cells and a large bias: everything at once. */
const hardRecording = (): Recording => {
  const times = evenly(RATE_HZ, 16).map((t, i) => t + 0.0005 * Math.sin(i * 1.7));
  const full = record(times, bending, [0.08, -0.1, 0.02]);
  const cut = without(
    full,
    (t, i) => between(5, 5.08)(t) || between(7, 7.3)(t) || between(10, 10.7)(t) || i === 610,
  );
  for (let row = 300; row < 304; row++) cut.imu[6 * row + 4] = Number.NaN;
  return cut;
};

const track = (r: Recording): OrientationBatch => createOrientationTracker(params).step(whole(r));
/** Largest inclination error against `bending` in a stretch of time, degrees. */
const worstDeg = (out: OrientationBatch, fromS: number, toS: number): number => {
  let worst = 0;
  for (let i = 0; i < out.count; i++) {
    if (out.timeS[i] < fromS || out.timeS[i] > toS) continue;
    worst = Math.max(worst, angleDeg(upOf(rowQuat(out.quat, i)), upOf(bending(out.timeS[i]))));
  }
  return worst;
};
const qualityAt = (out: OrientationBatch, t: number): number => {
  const row = out.timeS.findIndex((x) => x >= t);
  return out.quality[row];
};
/** The last angular rate, less its bias, rad/s. */
const corrected = (out: OrientationBatch): number[] => [
  ...out.imu.subarray(6 * out.count - 3, 6 * out.count),
];
/** Bends for a while, then stands. */
const stops = (t: number): Quat => bending(Math.min(t, 14));
const lean = (t: number): Quat => about([0, 1, 0], 4 * DEG * Math.min(t, 10));
const sway = (t: number): Quat => about([0, 0, 1], 0.1 * t + 0.01 * Math.sin(6 * t));

/** A Bluetooth source: intervals of 3 to 31 ms and now and then a loss. */
const unevenRecording = (): Recording => {
  const steps = [3, 23, 30, 23, 3, 31, 22, 25];
  let t = 0;
  const times = Array.from(
    { length: 800 },
    (_, i) => (t += (steps[i % 8] + (i % 190 === 189 ? 160 : 0)) / 1000),
  );
  return record(times, bending, [0.05, -0.1, 0]);
};

describe.each([
  { source: 'even', hard: hardRecording(), missing: 4 },
  { source: 'uneven', hard: unevenRecording(), missing: 0 },
])('stepper, $source source', ({ hard, missing }) => {
  const expected = join([createOrientationTracker(params).step(whole(hard))]);

  it('gives the same bits however samples are cut into batches', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const tracker = createOrientationTracker(params);
        const out: OrientationBatch[] = [];
        let from = 0;
        for (let i = 0; from < hard.count; i++) {
          const size = sizes[i % sizes.length] + (i >= sizes.length ? 1 : 0);
          const to = Math.min(hard.count, from + size);
          out.push(tracker.step(slice(hard, from, to)));
          from = to;
        }
        expect(join(out)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('gives the same bits when stopped, saved through JSON and resumed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: hard.count }), (cut) => {
        const first = createOrientationTracker(params);
        const head = first.step(slice(hard, 0, cut));
        const second: OrientationTracker = createOrientationTracker(params);
        second.restore(JSON.parse(JSON.stringify(first.save())));
        expect(join([head, second.step(slice(hard, cut, hard.count))])).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('does not touch its input', () => {
    const before = Float64Array.from(hard.imu);
    createOrientationTracker(params).step(whole(hard));
    expect(hard.imu).toEqual(before);
  });

  it('returns rising times and one native row per good sample', () => {
    for (let i = 1; i < expected.timeS.length; i++) {
      expect(expected.timeS[i]).toBeGreaterThan(expected.timeS[i - 1]);
    }
    expect(expected.filled.filter((f) => f === 0)).toHaveLength(hard.count - missing);
  });
});

describe('losses', () => {
  const full = record(evenly(RATE_HZ, 20), bending);

  it('none: no gaps, nothing filled, always ok', () => {
    const out = track(full);
    expect(out.gaps).toEqual([]);
    expect(Math.max(...out.filled, ...out.quality)).toBe(0);
    expect(worstDeg(out, 0, 20)).toBeLessThan(0.5);
  });

  it('one missing row of an even source is reported and filled', () => {
    const out = track(without(full, (_t, i) => i === 1234));
    expect(out.gaps).toHaveLength(1);
    expect(out.gaps[0].startS).toBeCloseTo(12.33, 9);
    expect(out.gaps[0].durationS).toBeCloseTo(0.02, 9);
    expect(out.count).toBe(full.count);
    expect(out.filled[1234]).toBe(1);
    expect(out.timeS[1234]).toBeCloseTo(12.34, 9);
  });

  it('a row without a cell is a loss', () => {
    const holed = { ...full, imu: Float64Array.from(full.imu) };
    holed.imu[6 * 700 + 5] = Number.NaN;
    const out = track(holed);
    expect(out.gaps).toHaveLength(1);
    expect(out.filled[700]).toBe(1);
    expect(out.quat.every((x) => Number.isFinite(x))).toBe(true);
  });

  it('100 ms are bridged without a mark', () => {
    const out = track(without(full, between(9, 9.1)));
    expect(out.count).toBe(full.count);
    expect(out.filled.reduce((a, b) => a + b, 0)).toBe(10);
    expect(Math.max(...out.quality)).toBe(QUALITY.ok);
    expect(worstDeg(out, 9, 20)).toBeLessThan(1);
  });

  it('300 ms are bridged and marked degraded until reconverged', () => {
    const out = track(without(full, between(9, 9.3)));
    expect(out.count).toBe(full.count);
    expect(qualityAt(out, 8.9)).toBe(QUALITY.ok);
    expect(qualityAt(out, 9.05)).toBe(QUALITY.degraded);
    expect(qualityAt(out, 9.5)).toBe(QUALITY.degraded);
    expect(qualityAt(out, 15.5)).toBe(QUALITY.ok);
    expect(worstDeg(out, 9, 20)).toBeLessThan(4);
    expect(worstDeg(out, 15.5, 20)).toBeLessThan(1);
  });

  it('500 ms are not bridged: not monitoring until the next quiet second', () => {
    const out = track(without(record(evenly(RATE_HZ, 20), stops), between(9, 9.5)));
    expect(Math.max(...out.filled)).toBe(0);
    expect(out.gaps).toHaveLength(1);
    expect(out.gaps[0].durationS).toBeCloseTo(0.51, 9);
    expect(qualityAt(out, 8.9)).toBe(QUALITY.ok);
    expect(qualityAt(out, 9.5)).toBe(QUALITY.notMonitoring);
    expect(qualityAt(out, 14)).toBe(QUALITY.notMonitoring);
    expect(qualityAt(out, 15.6)).toBe(QUALITY.ok);
    const last = out.count - 1;
    expect(angleDeg(upOf(rowQuat(out.quat, last)), upOf(stops(14)))).toBeLessThan(0.5);
  });

  it('tells how long nothing usable has come while rows are empty', () => {
    const tracker = createOrientationTracker(params);
    const holed = { ...full, imu: Float64Array.from(full.imu) };
    holed.imu.fill(Number.NaN, 6 * 100);
    expect(tracker.step(slice(holed, 0, 100)).openGapS).toBe(0);
    expect(tracker.step(slice(holed, 100, 180)).openGapS).toBeCloseTo(0.8, 9);
  });

  it('jitter of a Bluetooth source is no loss', () => {
    const steps = [3, 23, 30, 23, 3, 31, 22, 25];
    let t = 0;
    const times = Array.from({ length: 900 }, (_, i) => (t += steps[i % steps.length] / 1000));
    const uneven = record(times, bending);
    const out = createOrientationTracker({ nominalRateHz: 50 }).step(whole(uneven));
    expect(out.gaps).toEqual([]);
    expect(worstDeg(out, 0, 18)).toBeLessThan(1);
  });

  it('ignores a row that does not come later than the one before', () => {
    const back = { ...full, timeS: Float64Array.from(full.timeS) };
    back.timeS[500] = back.timeS[499];
    const out = track(back);
    expect(out.quat.every((x) => Number.isFinite(x))).toBe(true);
  });
});

describe('coarse bias', () => {
  const tilted = about([1, 1, 0], 0.7);

  it('of any direction is found while the sensor lies still, beyond the bound of VQF', () => {
    fc.assert(
      fc.property(
        fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: -9, max: 9, noNaN: true }))),
        ([x, y, z]) => {
          const bias: Vec = [x * DEG, y * DEG, z * DEG];
          const out = track(record(evenly(RATE_HZ, 12), () => tilted, bias));
          for (const rate of corrected(out)) expect(Math.abs(rate) / DEG).toBeLessThan(0.1);
          expect(angleDeg(upOf(rowQuat(out.quat, out.count - 1)), upOf(tilted))).toBeLessThan(0.2);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is not seen in a person who leans slowly', () => {
    const out = track(record(evenly(RATE_HZ, 10), lean));
    expect(corrected(out)[1] / DEG).toBeGreaterThan(3);
  });

  it('is not seen in a person who turns slowly on the spot', () => {
    const out = track(record(evenly(RATE_HZ, 10), sway));
    const heading = 2 * Math.atan2(out.quat.at(-1) ?? 0, out.quat.at(-4) ?? 1);
    // VQF's own bound lets it take up to 2 °/s for bias; the rest is a turn.
    expect(heading).toBeGreaterThan(0.6);
  });

  it('may be known beforehand', () => {
    const bias: Vec = [0.1, -0.1, 0.05];
    const tracker = createOrientationTracker({ ...params, initialBias: bias });
    const r = record(evenly(RATE_HZ, 1), () => tilted, bias);
    const out = tracker.step(whole(r));
    expect(angleDeg(upOf(rowQuat(out.quat, out.count - 1)), upOf(tilted))).toBeLessThan(0.01);
  });
});
