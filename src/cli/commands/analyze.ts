/** `beltline analyze`: reps, speed and lower back of recorded sets. */
import { type Command, InvalidArgumentError } from 'commander';
import type { AnalyzeOptions } from '../analysis/request.ts';
import { parseBarTravel, parseExercise, parseHeight, parseLoad, parsePlacement } from '../options.ts';

const EXAMPLES = `
A recording is CSV with the header t_s,ax,ay,az,gx,gy,gz: seconds, specific
force in m/s², angular rate in rad/s; empty cells where nothing was measured.
Or it is what beltline run recorded (.mcap), which knows lift, lifter and load.
A directory stands for every recording in it, without *.truth.csv.

With --json one recording gives one JSON object (schema beltline.analysis/1);
several give one object a line, each with a "file".

--report writes one HTML file that any browser opens, without network: plots
of every rep and a section for each recording. It replaces only a file that is
such a report.

Examples:
  beltline analyze set1.csv --height 1.78 --bar-travel 0.56
  beltline analyze set1.csv --height 1.78 --report set1.html
  beltline analyze set1.csv --thoracic set1-upper.csv --json
  beltline analyze today/ --exercise squat --baseline good1.csv good2.csv`;

const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

const parseReport = (text: string): string => {
  if (text !== '-' && text !== '') return text;
  throw new InvalidArgumentError('Name a file: standard output has the results themselves.');
};

/** Adds the command to the program. */
export const registerAnalyze = (program: Command): void => {
  program
    .command('analyze')
    .summary('analyse recorded sets')
    .description('Analyses recorded sets: every rep, its speed, and what the lower back did.')
    .argument('<file...>', 'recordings or directories; - reads standard input')
    .option(
      '--exercise <name>',
      'which lift (default: as recorded, else conventional-deadlift)',
      parseExercise,
    )
    .option('--height <m>', 'standing height in metres (assumed 1.75 when not given)', parseHeight)
    .option('--bar-travel <m>', 'travel of the bar, floor to lockout, taped, in metres', parseBarTravel)
    .option('--load <kg>', 'load on the bar', (text) => parseLoad(text))
    .option('--thoracic <file>', 'recording of a second sensor at the lowest ribs (T12)')
    .option('--baseline <file...>', 'earlier recordings of good reps to compare the back with', collect)
    .option('--placement <where>', 'where the main sensor sits', parsePlacement, 'lumbar')
    .option('--json', 'print JSON for other programs')
    .option('--report <file>', 'also write a report with plots, one HTML file', parseReport)
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: AnalyzeOptions) => {
      const { analyzeAll } = await import('../analysis/analyze-all.ts');
      process.exitCode = await analyzeAll(paths, options);
    });
};
