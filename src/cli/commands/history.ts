/** `beltline sessions`, `show`, `import`, `edit`: what was kept of training. */
import { type Command, InvalidArgumentError } from 'commander';
import type { EditOptions } from '../history/edit-command.ts';
import type { StoreOptions } from '../history/locate.ts';
import type { SessionsOptions } from '../history/sessions.ts';
import type { ShowOptions } from '../history/show.ts';
import { parseExercise, parseLoad } from '../options.ts';

const parseCount = (text: string): number => {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value >= 1) return value;
  throw new InvalidArgumentError('Give a whole number from 1 on.');
};

/** Where the database is. */
export const withStoreOptions = (command: Command): Command =>
  command
    .option('--store <file>', 'the database (default: that of the configuration, else ./beltline.db)')
    .option('--config <file>', 'configuration (default ./beltline.toml)');

const EDIT_NOTES = `
Without --set everything of the session is meant; "last" is the newest session.

Examples:
  beltline edit last --set 3 --load 142.5
  beltline edit last --exercise sumo-deadlift
  beltline edit 20261124t0915 --set 2 --rep 4 --delete`;

/** Adds the commands to the program. */
export const registerHistory = (program: Command): void => {
  withStoreOptions(program.command('sessions'))
    .summary('what was lifted, session by session')
    .description('Lists the sessions that were kept, newest first.')
    .option('--athlete <name>', 'only those of one lifter')
    .option('--limit <n>', 'how many', parseCount, 20)
    .option('--json', 'for programs')
    .action(async (options: SessionsOptions) => {
      const { sessions } = await import('../history/sessions.ts');
      await sessions(options);
    });
  withStoreOptions(program.command('show'))
    .summary('the sets and reps of a session')
    .description('Shows a session that was kept, rep by rep.')
    .argument('[session]', 'its id, the beginning of it, or "last"', 'last')
    .option('--json', 'for programs')
    .action(async (session: string, options: ShowOptions) => {
      const { show } = await import('../history/show.ts');
      await show(session, options);
    });
  withStoreOptions(program.command('import'))
    .summary('an export of training, from another machine')
    .description(
      'Takes over what `beltline export all --format json` wrote. What is here already stays as it is.',
    )
    .argument('<file>', 'the export (.json)')
    .action(async (file: string, options: StoreOptions) => {
      const { importFile } = await import('../history/import.ts');
      await importFile(file, options);
    });
  withStoreOptions(program.command('edit'))
    .summary('corrects a load, a lift, or takes out a rep')
    .description('Corrects what was kept. Where an InfluxDB is configured, it follows.')
    .argument('<session>', 'its id, the beginning of it, or "last"')
    .option('--set <n>', 'which set', parseCount)
    .option('--device <name>', 'which belt, where several were worn')
    .option('--rep <n>', 'which rep of it', parseCount)
    .option('--load <kg>', 'the load it was', (text) => parseLoad(text))
    .option('--exercise <name>', 'the lift it was', parseExercise)
    .option('--delete', 'it was none')
    .option('--all', 'with --delete: the whole session')
    .addHelpText('after', EDIT_NOTES)
    .action(async (session: string, options: EditOptions) => {
      const { edit } = await import('../history/edit-command.ts');
      await edit(session, options);
    });
};
