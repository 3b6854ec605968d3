/** Small recordings written by hand, and reading them to the end. */
import { isBeltlineError, type BeltlineError } from '../../../src/domain/error.ts';
import type { SampleBatch } from '../../../src/domain/sample.ts';
import { openRecordingFrom, type RecordingOptions } from '../../../src/recording/csv/recording.ts';
import { fromChunks } from '../../../src/recording/csv/source.ts';

export const HEADER = 't_s,ax,ay,az,gx,gy,gz';

/** Rows of a sensor at rest at 100 Hz, without a header. */
export const restRows = (count: number, startS = 0): string[] =>
  Array.from({ length: count }, (_, i) => `${(startS + i / 100).toFixed(2)},0.1,9.8,0.2,0.01,-0.02,0.003`);

export interface ReadResult {
  readonly timeS: number[];
  readonly imu: number[];
  readonly error: BeltlineError | null;
}

const append = (result: ReadResult, batch: SampleBatch): void => {
  result.timeS.push(...batch.timeS.subarray(0, batch.count));
  result.imu.push(...batch.imu.subarray(0, batch.count * 6));
};

/** Everything a recording delivers up to its end or its first fault. */
export const readAll = async (
  content: string | Uint8Array | readonly Uint8Array[],
  options: RecordingOptions = {},
): Promise<ReadResult> => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const chunks = bytes instanceof Uint8Array ? [bytes] : bytes;
  const result: ReadResult = { timeS: [], imu: [], error: null };
  try {
    const recording = await openRecordingFrom(fromChunks('test.csv', chunks), options);
    for await (const batch of recording.batches()) append(result, batch);
  } catch (error) {
    if (!isBeltlineError(error)) throw error;
    return { ...result, error };
  }
  return result;
};

/** A recording of the given rows under the usual header. */
export const csv = (rows: readonly string[], header = HEADER): string => `${[header, ...rows].join('\n')}\n`;
