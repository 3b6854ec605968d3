/** `beltline influx`: what waits for InfluxDB, and what becomes of it. */
import { type Command, InvalidArgumentError } from 'commander';
import type { InfluxCommand, InfluxCommandOptions } from '../influx/commands.ts';

const NOTES = `
While a session runs, Beltline sends by itself; InfluxDB may be away for days.
These commands are for the time in between.

Examples:
  beltline influx status
  beltline influx push
  beltline influx dead && beltline influx retry && beltline influx push
  beltline influx fill && beltline influx push`;

const parseSeconds = (text: string): number => {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= 86_400) return value;
  throw new InvalidArgumentError('Give seconds, for example 60.');
};

const parseLimit = (text: string): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 1e9) return value;
  throw new InvalidArgumentError('Give a whole number from 1, for example 20.');
};

/** Adds the command and its sub-commands to the program. */
export const registerInflux = (program: Command): void => {
  const influx = program
    .command('influx')
    .helpCommand(false)
    .summary('what waits for InfluxDB, and what becomes of it')
    .description('Says what waits for InfluxDB, sends it, and shows what was refused.')
    .addHelpText('after', NOTES);
  const add = (name: InfluxCommand, summary: string): Command =>
    influx
      .command(name)
      .description(summary)
      .option('--config <file>', 'configuration (default ./beltline.toml)')
      .option('--store <file>', 'the database that points come from (default: beltline.db)')
      .action(async (options: InfluxCommandOptions) => {
        const { runInflux } = await import('../influx/commands.ts');
        process.exitCode = await runInflux(name, options);
      });
  add('status', 'whether InfluxDB takes points, and how many wait');
  add('push', 'sends what waits, now').option(
    '--for <s>',
    'gives up after so many seconds',
    parseSeconds,
    60,
  );
  add('dead', 'lists points that InfluxDB refused, with its reasons').option(
    '--limit <n>',
    'how many',
    parseLimit,
    20,
  );
  add('retry', 'puts refused points back into the queue');
  add('fill', 'puts everything that was ever kept into the queue');
};
