/** `beltline demo`: a virtual lifter, live. */
import type { Command } from 'commander';
import { parseSeed, parseSpeed } from '../demo/options.ts';

/** Options as commander hands them over. */
export interface DemoOptions {
  readonly scenario?: string;
  readonly seed?: number;
  /** Seconds of session in a second of clock; `Infinity` for as fast as it goes. */
  readonly speed: number;
  readonly twoSensors?: true;
  readonly bell?: true;
  readonly csv?: string;
  readonly list?: true;
}

const NOTES = `
Everything is simulated, so the truth is known: the session ends with a table
of what truly happened beside what Beltline found. Without --scenario the demo
tells a story: a warm-up of clean reps, then a work set of the same lifter that
is compared with it. Its seed was chosen because it shows the features; other
seeds show other lifters, and rounding that one sensor cannot see.

Ctrl-C stops the lifter and shows the table of what there was.

Examples:
  beltline demo
  beltline demo --two-sensors --speed 4
  beltline demo --scenario missed-pull --seed 7
  beltline demo --csv example    # writes the recordings for beltline analyze`;

/** Adds the command to the program. */
export const registerDemo = (program: Command): void => {
  program
    .command('demo')
    .summary('watch a virtual lifter, live, without any hardware')
    .description('Streams a simulated session through the same graph as a live one and shows what it finds.')
    .option('--scenario <name>', 'one recording of this scenario instead of the story')
    .option('--seed <n>', 'which lifter on which day', parseSeed)
    .option('--speed <factor>', '1 is real time, up to 100, or "max"', parseSpeed, 1)
    .option('--two-sensors', 'the lifter wears a second sensor at the lowest ribs (T12)')
    .option('--bell', 'ring the terminal bell with every warning')
    .option('--csv <directory>', 'write recordings and their truth there instead of showing them')
    .option('--list', 'list the scenarios')
    .addHelpText('after', NOTES)
    .action(async (options: DemoOptions) => {
      const { demo } = await import('../demo/demo.ts');
      await demo(options);
    });
};
