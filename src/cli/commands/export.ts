/** `beltline export`: a recording, or what was kept of training, for other programs. */
import { type Command, InvalidArgumentError } from 'commander';
import { BeltlineError } from '../../domain/error.ts';
import type { StoreOptions } from '../history/locate.ts';
import { withStoreOptions } from './history.ts';

const NOTES = `
Of a recording (FILE.mcap), written beside it:
csv            samples of one sensor, as beltline analyze reads them; those that
               were fetched from the belt after a lost link stand in their places
mcap           decoded samples, reps and alerts with schemas, for Foxglove or
               PlotJuggler

Of training (a session of \`beltline sessions\`, "last", or "all"), to the screen:
csv            a row for each rep, for a spreadsheet
json           everything, for programs and for beltline import
line-protocol  for InfluxDB; times in microseconds

Examples:
  beltline export session.mcap
  beltline export session.mcap --format mcap -o session-for-foxglove.mcap
  beltline export last --format csv -o today.csv
  beltline export all --format json -o training.json`;

const FORMATS = ['csv', 'mcap', 'json', 'line-protocol'] as const;
type Format = (typeof FORMATS)[number];

/** Options as commander hands them over. */
interface Options extends StoreOptions {
  readonly format: Format;
  readonly output?: string;
  readonly sensor?: string;
}

const parseFormat = (text: string): Format => {
  const found = FORMATS.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Choose one of ${FORMATS.join(', ')}.`);
};

const wrongFormat = (what: string, formats: string): never => {
  throw new BeltlineError('usage', `${what} cannot be exported in that format.`, {
    cure: `Choose ${formats}.`,
  });
};

const exportIt = async (what: string, { format, ...options }: Options): Promise<void> => {
  if (/\.mcap$/i.test(what)) {
    if (format !== 'csv' && format !== 'mcap') return wrongFormat('a recording', 'csv or mcap');
    const { exportRecording } = await import('../export/export.ts');
    return exportRecording(what, { format, ...options });
  }
  if (format === 'mcap') return wrongFormat('training', 'csv, json or line-protocol');
  const { exportTraining } = await import('../history/export.ts');
  return exportTraining(what, { format, ...options });
};

/** Adds the command to the program. */
export const registerExport = (program: Command): void => {
  withStoreOptions(program.command('export'))
    .summary('a recording, or training, for other programs')
    .description('Writes a recorded session, or what was kept of training, for other programs.')
    .argument('<what>', 'a recording (.mcap), a session that was kept, or "all" of them')
    .option('--format <name>', 'csv, mcap, json or line-protocol', parseFormat, 'csv')
    .option('-o, --output <file>', 'where to write')
    .option('--sensor <id>', 'which sensor, where the recording has several')
    .addHelpText('after', NOTES)
    .action(exportIt);
};
