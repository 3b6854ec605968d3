/** `beltline links`: who may use the live page. */
import type { Command } from 'commander';
import { BeltlineError } from '../../domain/error.ts';
import type { StoreOptions } from '../history/locate.ts';
import { withStoreOptions } from './history.ts';

interface Options extends StoreOptions {
  readonly revoke?: string;
}

const links = async (options: Options): Promise<void> => {
  const { locateStore } = await import('../history/locate.ts');
  const { fileTokens, tokenFile } = await import('../page/token-file.ts');
  const tokens = fileTokens(tokenFile((await locateStore(options)).file));
  const wish = options.revoke;
  if (wish !== undefined) {
    const ids = wish === 'all' ? tokens.all().map(({ id }) => id) : [wish];
    const gone = ids.filter((id) => tokens.revoke(id));
    if (wish !== 'all' && gone.length === 0) {
      throw new BeltlineError('usage', `there is no link "${wish}".`, {
        cure: '`beltline links` lists them.',
      });
    }
    process.stdout.write(`${gone.length} taken back; pages that used them are shut out.\n`);
    return;
  }
  const all = tokens.all();
  const lines = all.map(({ id, role, madeMs }) => {
    const what = role === 'lifter' ? 'to look and to change' : 'only to look';
    return `${id}  given ${new Date(madeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC, ${what}\n`;
  });
  process.stdout.write(lines.length === 0 ? 'No link was given out.\n' : lines.join(''));
};

/** Adds the command to the program. */
export const registerLinks = (program: Command): void => {
  withStoreOptions(program.command('links'))
    .summary('links of the live page, and taking them back')
    .description('Lists the links of the live page that were given out; the links themselves are not kept.')
    .option('--revoke <id>', 'takes one back, or "all"')
    .action(links);
};
