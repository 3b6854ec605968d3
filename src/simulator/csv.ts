import { IMU_WIDTH, type SampleBatch } from '../domain/sample.ts';

/** Header of a recording as CSV. */
export const CSV_HEADER = 't_s,ax,ay,az,gx,gy,gz';

/** The lines of a recording, header first, without line ends. Rows of NaN leave their cells empty. */
export function* csvLines(batch: SampleBatch): Generator<string> {
  yield CSV_HEADER;
  for (let i = 0; i < batch.count; i++) {
    const cells = [batch.timeS[i].toFixed(5)];
    for (let k = 0; k < IMU_WIDTH; k++) {
      const value = batch.imu[i * IMU_WIDTH + k];
      cells.push(Number.isNaN(value) ? '' : value.toFixed(k < 3 ? 4 : 5));
    }
    yield cells.join(',');
  }
}

/** A whole recording as CSV text (m/s², rad/s, s), ending in a line end. */
export const toCsv = (batch: SampleBatch): string => `${[...csvLines(batch)].join('\n')}\n`;
