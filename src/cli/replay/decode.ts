/** The samples of a recording, decoded anew. */
import type { DeviceDecoder } from '../../devices/driver.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import { withLate } from '../../recording/late.ts';
import { openMcap } from '../../recording/mcap/reader.ts';
import { sessionInputs } from '../../recording/mcap/replay.ts';
import { fromRecorded, type SessionPlan, type Slot } from '../session/plan.ts';
import { driverOf } from '../run/driver-of.ts';

/** Plan of a recording. */
export const planOf = async (file: string): Promise<SessionPlan> => {
  const recording = await openMcap(file);
  try {
    return fromRecorded(recording.settings, file);
  } finally {
    await recording.close();
  }
};

/** Batches of one slot as its decoder gives them, live or late. */
async function* decode(file: string, slot: Slot, wanted: 'samples' | 'late'): AsyncGenerator<SampleBatch> {
  const recording = await openMcap(file);
  const decoder: DeviceDecoder = driverOf(slot).createDecoder(slot.role);
  try {
    for await (const input of sessionInputs(recording)) {
      if (input.type !== 'input' || input.device.serial !== slot.id) continue;
      for (const output of decoder.step(input.input)) if (output.type === wanted) yield output.batch;
    }
  } finally {
    await recording.close();
  }
}

/** Every sample of a slot in order of time, those fetched after a lost link in their places. */
export async function* allSamples(file: string, slot: Slot): AsyncGenerator<SampleBatch> {
  // Late samples are known when the recording was read once; then they can be put where they belong.
  const late: SampleBatch[] = [];
  for await (const batch of decode(file, slot, 'late')) late.push(batch);
  yield* withLate(decode(file, slot, 'samples'), late);
}
