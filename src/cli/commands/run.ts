/** `beltline run`: a live session. */
import { type Command, InvalidArgumentError } from 'commander';
import { parseSeed } from '../demo/options.ts';
import { parseExercise, parseLoad, parsePort } from '../options.ts';
import type { RunOptions } from '../run/options.ts';

const NOTES = `
Connects to the sensors of beltline.toml (see docs/beltline.example.toml), warns
while you lift, and records what the sensors sent. While it runs, type help.

Without hardware: beltline run --virtual lets a virtual lifter wear a virtual
belt; everything between its radio and your screen is the real thing. It is kept
only with --store, and sent only to the [influx] of a --config named beside it.

Examples:
  beltline run
  beltline run --athlete anna --exercise sumo-deadlift --load 120
  beltline run --virtual rounding --no-record`;

const parseSeconds = (text: string): number => {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError('Give seconds, for example 90.');
};

const start = async (options: RunOptions): Promise<void> => {
  const { run } = await import('../run/run.ts');
  await run(options);
};

/** What both commands understand. */
const withOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'configuration (default ./beltline.toml)')
    .option('--athlete <name>', 'who lifts')
    .option('--exercise <name>', 'which lift', parseExercise)
    .option('--load <kg>', 'load on the bar', (text) => parseLoad(text))
    .option('--record <directory>', 'where recordings go')
    .option('--store <file>', 'the database it is kept in (default: beltline.db)')
    .option('--no-store', 'keep nothing in a database')
    .option('--page [port]', 'serve the live page for a phone (default port 8440)', parsePort)
    .option('--bind <address>', 'where the page is served (default: the whole network; virtual: here only)')
    .option('--bell', 'ring the terminal bell with every warning')
    .option('--virtual [scenario]', 'a virtual lifter with a virtual belt; no hardware')
    .option('--seed <n>', 'which virtual lifter on which day', parseSeed)
    .option('--for <s>', 'end by itself after so many seconds', parseSeconds);

/** Adds the command to the program, and `record`, which is the same with the recording put first. */
export const registerRun = (program: Command): void => {
  withOptions(program.command('run'))
    .summary('a live session')
    .description('Connects to the sensors, warns while you lift, and records the session.')
    .option('--no-record', 'record nothing')
    .addHelpText('after', NOTES)
    .action(start);
  withOptions(program.command('record'))
    .summary('a live session, recorded for sure')
    .description('Runs a session as `beltline run` does and refuses to start where it cannot be recorded.')
    .action(async (options: RunOptions) => start({ ...options, record: options.record ?? 'recordings' }));
};
