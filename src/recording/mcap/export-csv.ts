/** Samples as the CSV that `beltline analyze` reads. */
import { BeltlineError } from '../../domain/error.ts';
import { IMU_WIDTH, type SampleBatch } from '../../domain/sample.ts';
import { COLUMNS } from '../csv/columns.ts';
import { writeNewFile } from './new-file.ts';

/** Text is handed on in pieces of about this length, characters. */
const PIECE = 64 * 2 ** 10;
const EMPTY_ROW = ','.repeat(IMU_WIDTH);

/** The shortest digits that read back as the same double; JavaScript drops the sign of zero. */
const digits = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

const row = ({ timeS, imu }: SampleBatch, i: number): string => {
  const values = imu.subarray(i * IMU_WIDTH, (i + 1) * IMU_WIDTH);
  // Half a sample is none.
  if (!values.every(Number.isFinite)) return `${digits(timeS[i])}${EMPTY_ROW}\n`;
  return `${digits(timeS[i])},${Array.from(values, digits).join(',')}\n`;
};

/**
 * Header and rows, in m/s², rad/s and s. Every number reads back as the same double, so an analysis of the export is
 * an analysis of the recording. Where nothing was measured there is no row. Wants the batches of one sensor in order
 * of time, and throws a `BeltlineError` where they are not.
 */
export async function* csvText(
  batches: AsyncIterable<SampleBatch> | Iterable<SampleBatch>,
): AsyncGenerator<string> {
  let text = `${COLUMNS.join(',')}\n`;
  let lastS = -Infinity;
  for await (const batch of batches) {
    for (let i = 0; i < batch.count; i += 1) {
      const timeS = batch.timeS[i];
      if (timeS <= lastS) {
        throw new BeltlineError('internal', `the sample at ${timeS} s comes after that at ${lastS} s.`);
      }
      lastS = timeS;
      text += row(batch, i);
    }
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Writes a new CSV file; returns its length in bytes. Nothing is overwritten, nothing half is left behind. */
export const exportCsv = async (
  batches: AsyncIterable<SampleBatch> | Iterable<SampleBatch>,
  file: string,
): Promise<number> =>
  writeNewFile(file, async (out) => {
    const encoder = new TextEncoder();
    for await (const text of csvText(batches)) await out.append(encoder.encode(text));
    return out.position;
  });
