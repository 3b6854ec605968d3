/** `beltline orient`: which way the sensor pointed, sample by sample. */
import type { Command } from 'commander';
import { parseRate } from '../options.ts';

/** Options as commander hands them over. */
export interface OrientOptions {
  /** Rows a second, or the rows of the recording. */
  readonly rate: number | 'native';
}

const NOTES = `
Prints CSV: t_s,qw,qx,qy,qz. The quaternion turns sensor axes into earth axes
(east, north, up). Without a magnetometer north is where the sensor started, and
heading drifts slowly. Lost samples have no row.`;

/** Adds the command to the program. */
export const registerOrient = (program: Command): void => {
  program
    .command('orient')
    .summary('print the orientation of the sensor')
    .description('Prints the orientation of the sensor over time as quaternions.')
    .argument('<file>', 'recording; - reads standard input')
    .option('--rate <hz>', 'rows a second, or "native" for those of the recording', parseRate, 'native')
    .addHelpText('after', NOTES)
    .action(async (file: string, options: OrientOptions) => {
      const { orient } = await import('../orientation/orient.ts');
      await orient(file, options.rate);
    });
};
