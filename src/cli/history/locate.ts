/** Finds and opens the store for commands that look into it. */
import { existsSync } from 'node:fs';
import { BeltlineError } from '../../domain/error.ts';
import { openStore, type Store } from '../../store/store.ts';
import { findConfig, type LoadedConfig, loadConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';

/** Options that every such command has. */
export interface StoreOptions {
  readonly config?: string;
  readonly store?: string;
}

export interface Located {
  readonly file: string;
  /** `null` where there is no configuration. */
  readonly loaded: LoadedConfig | null;
}

const FILE_NAME = 'beltline.db';

/** `--store`, else that of the configuration, else `beltline.db` here. */
export const locateStore = async ({ config, store }: StoreOptions): Promise<Located> => {
  const found = config ?? findConfig();
  const loaded = found === null ? null : await loadConfig(found);
  if (store !== undefined) return { file: store, loaded };
  const file = loaded?.config.store.file ?? FILE_NAME;
  if (file === false) {
    throw new BeltlineError('usage', 'the configuration says that nothing is kept.', {
      place: { file: loaded?.file ?? FILE_NAME },
      cure: 'Name a database with --store.',
    });
  }
  return { file: loaded === null ? file : besideConfig(loaded, file), loaded };
};

/** Opens a store that exists; one made by looking into it would be empty and mislead. */
export const openExisting = (file: string): Store => {
  if (existsSync(file)) return openStore(file);
  throw new BeltlineError('unreadable', 'there is no such database.', {
    place: { file },
    cure: '`beltline run` makes it; --store names another.',
  });
};

/** Does something with the store and closes it, whatever comes of it. */
export const withStore = async <T>(
  options: StoreOptions,
  work: (store: Store, located: Located) => T | Promise<T>,
): Promise<T> => {
  const located = await locateStore(options);
  const store = openExisting(located.file);
  try {
    return await work(store, located);
  } finally {
    store.close();
  }
};
