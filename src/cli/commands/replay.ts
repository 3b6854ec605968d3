/** `beltline replay`: a recorded session once more. */
import type { Command } from 'commander';
import { parseSpeed } from '../demo/options.ts';
import type { ReplayOptions } from '../replay/replay.ts';

const NOTES = `
The bytes of the sensors go through the decoder and the analysis again. At the
end Beltline says whether that told the same as the live session, to the last
bit; after an update of Beltline it may tell better.

Examples:
  beltline replay recordings/2026-11-24T18-03-11_anna_squat.mcap
  beltline replay session.mcap --speed 4
  beltline replay session.mcap --check`;

/** Adds the command to the program. */
export const registerReplay = (program: Command): void => {
  program
    .command('replay')
    .summary('a recorded session once more')
    .description('Plays a recording of a live session through the same code again.')
    .argument('<file>', 'recording (.mcap)')
    .option('--speed <factor>', '1 is real time, up to 100, or "max"', parseSpeed, Infinity)
    .option('--check', 'only say whether it is the same as live')
    .addHelpText('after', NOTES)
    .action(async (file: string, options: ReplayOptions) => {
      const { replay } = await import('../replay/replay.ts');
      process.exitCode = await replay(file, options);
    });
};
