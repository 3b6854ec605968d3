/** `beltline export`: a recording for other programs. */
import { type Command, InvalidArgumentError } from 'commander';
import type { ExportOptions } from '../export/export.ts';

const NOTES = `
csv    samples of one sensor, as beltline analyze reads them; those that were
       fetched from the belt after a lost link stand in their places
mcap   decoded samples, reps and alerts with schemas, for Foxglove or PlotJuggler

Examples:
  beltline export session.mcap
  beltline export session.mcap --format mcap -o session-for-foxglove.mcap`;

const parseFormat = (text: string): ExportOptions['format'] => {
  if (text === 'csv' || text === 'mcap') return text;
  throw new InvalidArgumentError('Choose csv or mcap.');
};

/** Adds the command to the program. */
export const registerExport = (program: Command): void => {
  program
    .command('export')
    .summary('a recording for other programs')
    .description('Writes the samples of a recorded session for other programs.')
    .argument('<file>', 'recording (.mcap)')
    .option('--format <name>', 'csv or mcap', parseFormat, 'csv')
    .option('-o, --output <file>', 'where to write (default: beside the recording)')
    .option('--sensor <id>', 'which sensor, where the recording has several')
    .addHelpText('after', NOTES)
    .action(async (file: string, options: ExportOptions) => {
      const { exportRecording } = await import('../export/export.ts');
      await exportRecording(file, options);
    });
};
