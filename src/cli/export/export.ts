/** `beltline export`: a recording for other programs. */
import { BeltlineError } from '../../domain/error.ts';
import { exportCsv } from '../../recording/mcap/export-csv.ts';
import { type DecodedItem, exportMcap } from '../../recording/mcap/export-mcap.ts';
import { openMcap } from '../../recording/mcap/reader.ts';
import { sessionInputs } from '../../recording/mcap/replay.ts';
import { allSamples, planOf } from '../replay/decode.ts';
import { isRemark } from '../session/inputs.ts';
import { createReplay } from '../replay/inputs.ts';
import { fromRecorded, type SessionPlan, type Slot } from '../session/plan.ts';

/** Options as commander hands them over. */
export interface ExportOptions {
  readonly format: 'csv' | 'mcap';
  readonly output?: string;
  /** Which sensor, where there are several (CSV). */
  readonly sensor?: string;
}

const slotFor = (plan: SessionPlan, file: string, wish: string | undefined): Slot => {
  const found = wish === undefined ? plan.slots[0] : plan.slots.find((slot) => slot.id === wish);
  if (found !== undefined && (wish !== undefined || plan.slots.length === 1)) return found;
  throw new BeltlineError(
    'usage',
    wish === undefined ? 'this recording has several sensors.' : `it has no sensor "${wish}".`,
    {
      place: { file },
      cure: `Choose with --sensor: ${plan.slots.map((slot) => `${slot.id} (${slot.athlete}, ${slot.role})`).join(', ')}.`,
    },
  );
};

/** Everything decoded: what the sensors measured, then what the session makes of it. */
async function* decodedItems(file: string, plan: SessionPlan): AsyncGenerator<DecodedItem> {
  for (const slot of plan.slots) {
    for await (const batch of allSamples(file, slot)) yield { type: 'samples', athlete: slot.athlete, batch };
  }
  const recording = await openMcap(file);
  try {
    const session = await createReplay(fromRecorded(recording.settings, file), file);
    for await (const input of sessionInputs(recording)) {
      for (const { athlete, output } of session.step(input))
        if (!isRemark(output)) yield { type: 'event', athlete, event: output };
    }
    for (const { athlete, output } of session.finish())
      if (!isRemark(output)) yield { type: 'event', athlete, event: output };
  } finally {
    await recording.close();
  }
}

const outputName = (file: string, format: ExportOptions['format']): string =>
  `${file.replace(/\.mcap$/i, '')}${format === 'csv' ? '.csv' : '.decoded.mcap'}`;

/** Writes the export beside the recording, or where it was told to; never over a file. */
export const exportRecording = async (file: string, options: ExportOptions): Promise<void> => {
  const plan = await planOf(file);
  const output = options.output ?? outputName(file, options.format);
  if (options.format === 'csv') {
    const slot = slotFor(plan, file, options.sensor);
    const bytes = await exportCsv(allSamples(file, slot), output);
    process.stdout.write(`wrote ${output} (${slot.athlete}, ${slot.role}; ${bytes} bytes)\n`);
    return;
  }
  const recording = await openMcap(file);
  const { start } = recording;
  await recording.close();
  const bytes = await exportMcap(decodedItems(file, plan), output, start);
  process.stdout.write(`wrote ${output} (${bytes} bytes)\n`);
};
