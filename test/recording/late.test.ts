import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMU_WIDTH, type SampleBatch } from '../../src/domain/sample.ts';
import { withLate } from '../../src/recording/late.ts';

/** Samples at these times; `mark` in every cell tells where a sample came from. */
const batch = (times: readonly number[], mark: number): SampleBatch => ({
  sensor: 'belt',
  count: times.length,
  timeS: Float64Array.from(times),
  imu: new Float64Array(times.length * IMU_WIDTH).fill(mark),
});

async function* stream(batches: readonly SampleBatch[]): AsyncGenerator<SampleBatch> {
  yield* batches;
}

/** Time and mark of every sample. */
const merged = async (
  live: readonly SampleBatch[],
  late: readonly SampleBatch[],
): Promise<(readonly [number, number])[]> => {
  const rows: (readonly [number, number])[] = [];
  for await (const { count, timeS, imu } of withLate(stream(live), late)) {
    for (let i = 0; i < count; i += 1) rows.push([timeS[i], imu[i * IMU_WIDTH]]);
  }
  return rows;
};

const LIVE = 1;
const LATE = 2;

/** Cuts a list into pieces of chance. */
const cut = (times: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(times.length / size) }, (_, i) => times.slice(i * size, (i + 1) * size));

describe('late samples', () => {
  it('go into their gap, before all and after all', async () => {
    const rows = await merged(
      [batch([2, 3], LIVE), batch([6, 7], LIVE)],
      [batch([4, 5], LATE), batch([1], LATE), batch([8], LATE)],
    );
    expect(rows).toEqual([
      [1, LATE],
      [2, LIVE],
      [3, LIVE],
      [4, LATE],
      [5, LATE],
      [6, LIVE],
      [7, LIVE],
      [8, LATE],
    ]);
  });

  it('that are there already are left out', async () => {
    const rows = await merged([batch([1, 3], LIVE)], [batch([1, 2, 3], LATE), batch([2, 3, 4], LATE)]);
    expect(rows).toEqual([
      [1, LIVE],
      [2, LATE],
      [3, LIVE],
      [4, LATE],
    ]);
  });

  it('and live ones come out sorted, each time once, however they came', async () => {
    const times = fc.uniqueArray(fc.nat(60), { maxLength: 40 }).map((list) => list.toSorted((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.array(times, { maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        async (live, late, size) => {
          const rows = await merged(
            cut(live, size).map((part) => batch(part, LIVE)),
            late.map((part) => batch(part, LATE)),
          );
          const expected = [...new Set([...live, ...late.flat()])].toSorted((a, b) => a - b);
          expect(rows).toEqual(expected.map((time) => [time, live.includes(time) ? LIVE : LATE]));
        },
      ),
    );
  });

  it('may be none', async () => {
    const live = batch([1, 2, 3], LIVE);
    const out: SampleBatch[] = [];
    for await (const part of withLate(stream([live]), [])) out.push(part);
    expect(out).toStrictEqual([live]);
  });
});
