import { describe, expect, it } from 'vitest';
import type { SampleBatch, SensorRole } from '../../src/domain/sample.ts';
import { mergeByTime } from '../../src/recording/merge.ts';

/** A sensor whose every value tells its sample. */
const stream = (sensor: SensorRole, times: readonly number[], batchRows: number): SampleBatch[] => {
  const batches: SampleBatch[] = [];
  for (let from = 0; from < times.length; from += batchRows) {
    const part = times.slice(from, from + batchRows);
    const imu = Float64Array.from({ length: part.length * 6 }, (_, i) => from * 6 + i);
    batches.push({ sensor, count: part.length, timeS: Float64Array.from(part), imu });
  }
  return batches;
};

async function* each(batches: readonly SampleBatch[]): AsyncGenerator<SampleBatch> {
  yield* batches;
}

interface Row {
  readonly sensor: SensorRole;
  readonly timeS: number;
  readonly first: number;
}

const merged = async (a: readonly SampleBatch[], b: readonly SampleBatch[]): Promise<Row[]> => {
  const rows: Row[] = [];
  for await (const batch of mergeByTime(each(a), each(b))) {
    for (let i = 0; i < batch.count; i += 1) {
      rows.push({ sensor: batch.sensor, timeS: batch.timeS[i], first: batch.imu[6 * i] });
    }
  }
  return rows;
};

const belt = Array.from({ length: 300 }, (_, i) => i / 100);
const thoracic = Array.from({ length: 200 }, (_, i) => 0.303 + i / 60);

describe('merging two sensors', () => {
  it('keeps every sample of either, in its own order', async () => {
    const rows = await merged(stream('belt', belt, 64), stream('thoracic', thoracic, 17));
    const own = (sensor: SensorRole): Row[] => rows.filter((row) => row.sensor === sensor);
    expect(own('belt').map((row) => row.timeS)).toEqual(belt);
    expect(own('thoracic').map((row) => row.timeS)).toEqual(thoracic);
    expect(own('thoracic').every((row, i) => row.first === 6 * i)).toBe(true);
  });

  it('is in order of time to within 50 ms', async () => {
    const rows = await merged(stream('belt', belt, 64), stream('thoracic', thoracic, 17));
    const latest = rows.map((_, i) => Math.max(...rows.slice(0, i + 1).map((row) => row.timeS)));
    expect(Math.max(...rows.map((row, i) => latest[i] - row.timeS))).toBeLessThan(0.05);
  });

  it('gives the same order however the streams were cut', async () => {
    const coarse = await merged(stream('belt', belt, 300), stream('thoracic', thoracic, 200));
    const fine = await merged(stream('belt', belt, 7), stream('thoracic', thoracic, 1));
    expect(fine).toEqual(coarse);
  });

  it('passes one stream on when the other is empty', async () => {
    expect(await merged([], stream('thoracic', thoracic, 9))).toHaveLength(200);
    expect(await merged(stream('belt', belt, 9), [])).toHaveLength(300);
  });
});
