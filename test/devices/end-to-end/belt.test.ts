import { afterEach, describe, expect, it } from 'vitest';
import { IMU_WIDTH, type SampleBatch, STANDARD_GRAVITY } from '../../../src/domain/sample.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage | null = null;

afterEach(async () => {
  await stage?.close();
  stage = null;
});

const count = (batches: readonly SampleBatch[]): number =>
  batches.reduce((sum, batch) => sum + batch.count, 0);

const times = (batches: readonly SampleBatch[]): number[] =>
  batches.flatMap((batch) => [...batch.timeS.subarray(0, batch.count)]);

/** Raw values as the belt took them, by the scales of ±8 g and ±1000 °/s. */
const scaled = (raw: Int16Array): number[] =>
  Array.from(raw, (lsb, axis) =>
    axis < 3 ? lsb * 244e-6 * STANDARD_GRAVITY : (lsb * 0.035 * Math.PI) / 180,
  );

/** Every sample that was heard, live or late, as one list in order of time. */
const heard = (on: Stage): { timeS: number; imu: number[] }[] =>
  [...on.batches('samples'), ...on.batches('late')]
    .flatMap((batch) =>
      Array.from({ length: batch.count }, (_, i) => ({
        timeS: batch.timeS[i],
        imu: [...batch.imu.subarray(i * IMU_WIDTH, (i + 1) * IMU_WIDTH)],
      })),
    )
    .toSorted((a, b) => a.timeS - b.timeS);

/** Compares what was heard with what the belt took, from its first sample on. */
const expectTruth = (on: Stage): void => {
  const { samples } = on.worn.belt.truth;
  if (samples === null) throw new TypeError('the belt keeps no truth');
  const all = heard(on);
  for (const [n, { imu }] of all.entries()) {
    const truth = scaled(samples.raw(n));
    imu.forEach((value, axis) => expect(value).toBeCloseTo(truth[axis], 9));
  }
  const offsets = all.map(({ timeS }, n) => timeS - samples.trueMs(n) / 1000);
  expect(Math.max(...offsets) - Math.min(...offsets)).toBeLessThan(0.02);
};

describe('a belt on the air', () => {
  it('is heard as it measured, in order of time', async () => {
    stage = setStage();
    const on = stage;
    await on.until('200 samples', () => count(on.batches('samples')) >= 200);
    const t = times(on.batches('samples'));
    expect(t.every((value, i) => i === 0 || value > t[i - 1])).toBe(true);
    expectTruth(on);
  });

  it.each([
    ['at the smallest MTU', { maxMtu: 23 }],
    ['over the wrap of the short index', { startIndex: 0x10000 - 100 }],
    ['over the wrap of the short clock', { startUs: 2 ** 32 - 2_500_000 }],
    ['with a sensor 2 % too fast and a crystal 50 ppm off', { rateError: 0.02, driftPpm: 50 }],
  ])('is heard %s', async (_, belt) => {
    stage = setStage(belt);
    const on = stage;
    await on.until('400 samples', () => count(on.batches('samples')) >= 400);
    expectTruth(on);
  });

  it('gives what was missed while the link was lost, all of it and nothing twice', async () => {
    stage = setStage();
    const on = stage;
    const { belt, peripheral } = on.worn;
    await on.until('samples', () => count(on.batches('samples')) >= 100);
    peripheral.drop();
    await on.until('samples again', () => belt.truth.connections >= 2 && on.batches('samples').length > 15);
    await on.until('late samples', () => on.batches('late').length > 0);
    const complete = (): boolean => {
      const t = heard(on).map(({ timeS }) => timeS);
      return t.every((value, i) => i === 0 || value - t[i - 1] < 0.007);
    };
    await on.until('no hole', complete);
    expectTruth(on);
  });

  it('is asked again after its memory gave back a damaged block', async () => {
    stage = setStage();
    const on = stage;
    const { belt, peripheral } = on.worn;
    await on.until('samples', () => count(on.batches('samples')) >= 60);
    belt.faults.corruptBlocks = 1;
    peripheral.drop();
    await on.until('late samples', () => on.batches('late').length > 0, 12_000);
    const t = heard(on).map(({ timeS }) => timeS);
    expect(new Set(t).size).toBe(t.length);
  });

  it('buzzes, and says so in its samples', async () => {
    stage = setStage();
    const on = stage;
    await on.until('samples', () => count(on.batches('samples')) >= 60);
    await on.link.vibrate([{ amplitude: 1, seconds: 0.1 }]);
    const events = (): string[] =>
      on.items.flatMap((item) =>
        item.type === 'output' && item.output.type === 'event' ? [item.output.event.type] : [],
      );
    await on.until('the motor', () => events().includes('motor-off'));
    expect(on.worn.belt.truth.arrivals).toHaveLength(1);
    expect(events().filter((type) => type.startsWith('motor'))).toEqual(['motor-on', 'motor-off']);
  });

  it('is found again after its firmware hung and its watchdog bit', async () => {
    stage = setStage();
    const on = stage;
    const { belt } = on.worn;
    await on.until('samples', () => count(on.batches('samples')) >= 60);
    belt.hang(300);
    await on.until('another boot', () => belt.truth.boots === 2 && belt.truth.connections >= 2);
    const before = count(on.batches('samples'));
    await on.until('samples again', () => count(on.batches('samples')) > before + 60);
    const t = times(on.batches('samples'));
    expect(t.every((value, i) => i === 0 || value > t[i - 1])).toBe(true);
  });

  it('tells when its clock was replaced, and goes on', async () => {
    stage = setStage();
    const on = stage;
    await on.until('samples', () => count(on.batches('samples')) >= 60);
    on.worn.belt.stepClock(5_000_000);
    await on.until('the step', () =>
      on.items.some(
        (item) =>
          item.type === 'output' && item.output.type === 'event' && item.output.event.type === 'clock-step',
      ),
    );
    const before = count(on.batches('samples'));
    await on.until('samples again', () => count(on.batches('samples')) > before + 60);
    const t = times(on.batches('samples'));
    expect(t.every((value, i) => i === 0 || value > t[i - 1])).toBe(true);
  });
});
