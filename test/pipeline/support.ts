/** Virtual sessions through the graph of a live one. */
import { from, lastValueFrom, toArray } from 'rxjs';
import { withAlerts } from '../../src/alerts/with-alerts.ts';
import type { SessionEvent } from '../../src/domain/event.ts';
import { IMU_WIDTH, type SampleBatch } from '../../src/domain/sample.ts';
import { runSession, type SessionOptions } from '../../src/pipeline/session.ts';
import { measureRate } from '../../src/recording/csv/rate.ts';
import { mergeByTime } from '../../src/recording/merge.ts';
import type { VirtualSession } from '../../src/simulator/index.ts';

/** Rows `begin … end − 1` of a batch, sharing its memory. */
export const rowsOf = (batch: SampleBatch, begin: number, end: number): SampleBatch => ({
  sensor: batch.sensor,
  count: end - begin,
  timeS: batch.timeS.subarray(begin, end),
  imu: batch.imu.subarray(begin * IMU_WIDTH, end * IMU_WIDTH),
});

/** Cuts a recording into batches of the given sizes, over and over. */
export const cut = (batch: SampleBatch, sizes: readonly number[]): SampleBatch[] => {
  const batches: SampleBatch[] = [];
  for (let begin = 0; begin < batch.count;) {
    const end = Math.min(batch.count, begin + sizes[batches.length % sizes.length]);
    batches.push(rowsOf(batch, begin, end));
    begin = end;
  }
  return batches;
};

/** A recording with only the rows for which `keep` holds. */
export const keepRows = (batch: SampleBatch, keep: (timeS: number) => boolean): SampleBatch => {
  const rows = Array.from({ length: batch.count }, (_, i) => i).filter((i) => keep(batch.timeS[i]));
  const imu = new Float64Array(rows.length * IMU_WIDTH);
  rows.forEach((row, i) =>
    imu.set(batch.imu.subarray(row * IMU_WIDTH, (row + 1) * IMU_WIDTH), i * IMU_WIDTH),
  );
  return {
    sensor: batch.sensor,
    count: rows.length,
    timeS: Float64Array.from(rows, (row) => batch.timeS[row]),
    imu,
  };
};

export const rateOf = (batch: SampleBatch): number => measureRate(batch.timeS)?.sampleRateHz ?? Number.NaN;

/** What a session with one sensor, or both, must be told. */
export const optionsFor = (session: VirtualSession, two = false): SessionOptions => ({
  exercise: session.exercise,
  placement: 'lumbar',
  athlete: session.athlete,
  beltRateHz: rateOf(session.belt),
  thoracicRateHz: two && session.thoracic !== null ? rateOf(session.thoracic) : null,
  baseline: null,
});

/** All events of batches, alerts included. */
export const eventsOf = (batches: Iterable<SampleBatch>, options: SessionOptions): Promise<SessionEvent[]> =>
  lastValueFrom(from(batches).pipe((b) => runSession(b, options), withAlerts(), toArray()));

async function* each(batches: readonly SampleBatch[]): AsyncGenerator<SampleBatch> {
  yield* batches;
}

/** All events of two sensors, interleaved as two recordings are. */
export const eventsOfBoth = (
  belt: readonly SampleBatch[],
  thoracic: readonly SampleBatch[],
  options: SessionOptions,
): Promise<SessionEvent[]> =>
  lastValueFrom(
    from(mergeByTime(each(belt), each(thoracic))).pipe(
      (b) => runSession(b, options),
      withAlerts(),
      toArray(),
    ),
  );

export type Told<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

export const told = <T extends SessionEvent['type']>(events: readonly SessionEvent[], type: T): Told<T>[] =>
  events.filter((event): event is Told<T> => event.type === type);
