/** Where the samples of an analysis come from: a CSV file, or a sensor in a recording of ours. */
import { fromChunks } from '../../recording/csv/source.ts';
import {
  openRecording,
  openRecordingFrom,
  type Recording,
  type RecordingOptions,
} from '../../recording/csv/recording.ts';
import { csvText } from '../../recording/mcap/export-csv.ts';
import type { RecordingStart } from '../../recording/mcap/opening.ts';
import { openMcap } from '../../recording/mcap/reader.ts';
import { allSamples } from '../replay/decode.ts';
import { fromRecorded, isRecordedSimulated, type SessionPlan, type Slot } from '../session/plan.ts';

/** One sensor's samples, to be opened as often as they are needed. */
export interface SampleSource {
  /** Name for messages and progress. */
  readonly name: string;
  open(options?: RecordingOptions): Promise<Recording>;
}

export const isOurs = (file: string): boolean => /\.mcap$/i.test(file);

export const csvSource = (file: string): SampleSource => ({
  name: file,
  open: (options) => openRecording(file, options),
});

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

/**
 * A sensor of a recording. It is read as the CSV that `beltline export` would write of it: one way to judge rate, units
 * and gaps, and both analyses are equal to the last bit.
 */
export const slotSource = (file: string, slot: Slot): SampleSource => ({
  name: file,
  open: (options) => openRecordingFrom(fromChunks(file, bytesOf(csvText(allSamples(file, slot)))), options),
});

/** What a recording says of itself, read to its end once. */
export interface Survey {
  readonly plan: SessionPlan;
  /** What an analysis of the whole cannot know: notes for the lifter. */
  readonly notes: readonly string[];
  /** When and where in the world it was recorded, for people. */
  readonly recorded: string;
  /** A virtual lifter. */
  readonly simulated: boolean;
}

const dateWords = ({ startedAt, timeZone }: RecordingStart): string => {
  const words = (zone: string): string => {
    const format = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: zone,
    });
    return `recorded ${format.format(startedAt)} (${zone})`;
  };
  try {
    return words(timeZone);
  } catch {
    // The name of a zone that this machine does not know.
    return words('UTC');
  }
};

export const survey = async (file: string): Promise<Survey> => {
  const recording = await openMcap(file);
  try {
    const plan = fromRecorded(recording.settings, file);
    let changed = false;
    for await (const item of recording.items())
      changed ||= item.type === 'command' && ['exercise', 'athlete'].includes(item.command.type);
    const notes = [];
    if (recording.end?.state === 'cut')
      notes.push('the recording was cut off; it is analysed up to its last whole chunk.');
    if (changed)
      notes.push(
        'lift or lifter changed on the way; all of it is analysed as it began. `beltline replay` knows better.',
      );
    return {
      plan,
      notes,
      recorded: dateWords(recording.start),
      simulated: isRecordedSimulated(recording.settings),
    };
  } finally {
    await recording.close();
  }
};
