/** `beltline notify`: whether warnings reach the phones they should. */
import type { Command } from 'commander';

const NOTES = `
While a session runs, Beltline sends by itself what [[notify]] asks for.

Example:
  beltline notify`;

/** Adds the command to the program. */
export const registerNotify = (program: Command): void => {
  program
    .command('notify')
    .summary('try whether warnings reach your phone')
    .description('Sends one message to every phone and webhook in the configuration, and says who took it.')
    .option('--config <file>', 'configuration (default ./beltline.toml)')
    .addHelpText('after', NOTES)
    .action(async (options: { readonly config?: string }) => {
      const { tryNotify } = await import('../notify/try.ts');
      process.exitCode = await tryNotify(options);
    });
};
