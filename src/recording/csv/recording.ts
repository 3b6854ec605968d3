/** A CSV recording as a source of sample batches. */
import { BeltlineError } from '../../domain/error.ts';
import { IMU_WIDTH, type SampleBatch, type SensorRole } from '../../domain/sample.ts';
import { readBlocks } from './blocks.ts';
import { badInput } from './number.ts';
import { measureRate, type RecordingInfo } from './rate.ts';
import { openFile, openStandardInput, type ByteSource } from './source.ts';
import { accelerationProblem } from './units/acceleration.ts';
import { angularRateProblem } from './units/angular-rate.ts';
import type { Opening } from './units/opening.ts';
import { timeProblem } from './units/time.ts';

/** How much of a recording is read ahead to measure its rate and judge its units. */
const OPENING_S = 10;
const OPENING_ROWS = 16_384;
const BATCH_ROWS = 512;
/** The first row of numbers, where a fault of the whole file is reported. */
const FIRST_ROW = 2;

/** What has been read so far. Grows while {@link Recording.batches} is consumed. */
export interface RecordingTotals {
  samples: number;
  /** Time of the first and of the last sample, s; NaN before the first. */
  firstS: number;
  lastS: number;
}

export interface Recording {
  /** Name for messages. */
  readonly name: string;
  readonly info: RecordingInfo;
  readonly totals: Readonly<RecordingTotals>;
  /** The samples, once; memory use does not depend on the length of the recording. */
  batches(): AsyncGenerator<SampleBatch>;
  /** Frees the file; safe to call twice and before everything was read. */
  close(): Promise<void>;
}

export interface RecordingOptions {
  /** Which sensor of the lifter this is; the belt unless told. */
  readonly sensor?: SensorRole;
  /** Rows per batch; results do not depend on it. */
  readonly batchRows?: number;
  /** Told after every block: bytes read so far, and in all where that is known. */
  readonly onProgress?: (bytes: number, sizeBytes: number | null) => void;
}

/** The complete rows of the batches read ahead. */
const openingOf = (batches: readonly SampleBatch[]): Opening => {
  const timeS: number[] = [];
  const imu: number[] = [];
  for (const batch of batches) {
    for (let i = 0; i < batch.count; i += 1) {
      const base = i * IMU_WIDTH;
      if (Number.isNaN(batch.imu[base])) continue;
      timeS.push(batch.timeS[i]);
      imu.push(...batch.imu.subarray(base, base + IMU_WIDTH));
    }
  }
  return { timeS: Float64Array.from(timeS), imu: Float64Array.from(imu) };
};

const judge = (file: string, batches: readonly SampleBatch[]): RecordingInfo => {
  const times = Float64Array.from(batches.flatMap((batch) => [...batch.timeS.subarray(0, batch.count)]));
  if (times.length === 0) {
    throw badInput(
      file,
      1,
      'there is a header but no sample after it.',
      'Record again, or export the samples too.',
    );
  }
  const info = measureRate(times);
  if (info === null) {
    throw badInput(
      file,
      FIRST_ROW,
      'there is only one sample.',
      'A recording needs some seconds of samples.',
    );
  }
  const opening = openingOf(batches);
  if (opening.timeS.length === 0) {
    throw badInput(
      file,
      FIRST_ROW,
      'no row has all of ax, ay, az, gx, gy and gz.',
      'Record accelerometer and gyroscope together.',
    );
  }
  const problem =
    timeProblem(info.sampleRateHz) ?? accelerationProblem(opening) ?? angularRateProblem(opening);
  if (problem !== null) throw badInput(file, FIRST_ROW, problem.message, problem.cure);
  return info;
};

/** Reads ahead until the opening is complete. A fault beyond the first rows is kept for its place in the stream. */
const readOpening = async (
  stream: AsyncGenerator<SampleBatch>,
): Promise<{ batches: SampleBatch[]; fault: unknown; ended: boolean }> => {
  const batches: SampleBatch[] = [];
  let rows = 0;
  try {
    for (let complete = false; !complete;) {
      const next = await stream.next();
      if (next.done === true) return { batches, fault: null, ended: true };
      batches.push(next.value);
      rows += next.value.count;
      const spanS = next.value.timeS[next.value.count - 1] - batches[0].timeS[0];
      complete = spanS >= OPENING_S || rows >= OPENING_ROWS;
    }
  } catch (fault) {
    return { batches, fault, ended: true };
  }
  return { batches, fault: null, ended: false };
};

/** A recording from bytes of any origin. */
export const openRecordingFrom = async (
  source: ByteSource,
  options: RecordingOptions = {},
): Promise<Recording> => {
  const stream = readBlocks(source, {
    sensor: options.sensor ?? 'belt',
    batchRows: options.batchRows ?? BATCH_ROWS,
    onBytes: (bytes) => options.onProgress?.(bytes, source.sizeBytes),
  });
  const totals: RecordingTotals = { samples: 0, firstS: Number.NaN, lastS: Number.NaN };
  let consumed = false;
  const counted = (batch: SampleBatch): SampleBatch => {
    if (totals.samples === 0) totals.firstS = batch.timeS[0];
    totals.samples += batch.count;
    totals.lastS = batch.timeS[batch.count - 1];
    return batch;
  };
  try {
    const opening = await readOpening(stream);
    // With a fault so early that nothing can be judged, the fault is what there is to tell.
    if (opening.fault !== null) throw opening.fault;
    const info = judge(source.name, opening.batches);
    return {
      name: source.name,
      info,
      totals,
      async *batches() {
        if (consumed) throw new BeltlineError('internal', `${source.name} was read twice.`);
        consumed = true;
        for (let i = opening.batches.shift(); i !== undefined; i = opening.batches.shift()) yield counted(i);
        if (opening.ended) return;
        for await (const batch of stream) yield counted(batch);
      },
      close: () => source.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
};

/** Opens a CSV recording; `-` reads standard input. */
export const openRecording = async (file: string, options: RecordingOptions = {}): Promise<Recording> =>
  openRecordingFrom(file === '-' ? openStandardInput(process.stdin) : await openFile(file), options);
