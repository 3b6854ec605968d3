/** What `beltline orient` does once its options are understood. */
import { openRecording } from '../../recording/csv/recording.ts';
import { createOrientationTracker, type OrientationBatch } from '../../signal/orientation/tracker.ts';
import { write } from '../output.ts';
import { createProgress } from '../progress.ts';
import { createResampler } from './resample.ts';
import { createRowPrinter, type RowPrinter } from './rows.ts';

/** Measured rows only: what was interpolated over a loss was not in the recording. */
const nativeRows =
  (printer: RowPrinter) =>
  ({ count, timeS, quat, filled }: OrientationBatch): void => {
    for (let i = 0; i < count; i += 1) {
      if (filled[i] === 1) continue;
      const q = 4 * i;
      printer.add(timeS[i], quat[q], quat[q + 1], quat[q + 2], quat[q + 3]);
    }
  };

/** Streams a recording through the orientation filter to standard output. */
export const orient = async (file: string, rateHz: number | 'native'): Promise<void> => {
  const progress = await createProgress(file);
  const recording = await openRecording(file, { onProgress: (bytes, size) => progress.update(bytes, size) });
  const printer = createRowPrinter();
  const add = rateHz === 'native' ? nativeRows(printer) : createResampler(rateHz, printer);
  try {
    const tracker = createOrientationTracker({ nominalRateHz: recording.info.sampleRateHz });
    await write('t_s,qw,qx,qy,qz\n');
    for await (const batch of recording.batches()) {
      add(tracker.step(batch));
      await write(printer.take());
    }
  } finally {
    progress.stop();
    await recording.close();
  }
};
