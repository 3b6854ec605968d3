/** What the commands about InfluxDB work on: the configuration, and the store whose points wait. */
import { existsSync } from 'node:fs';
import { BeltlineError } from '../../domain/error.ts';
import { openStore, type Store } from '../../store/store.ts';
import { configPlaces, findConfig, type LoadedConfig, loadConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';

export interface KeptOptions {
  readonly config?: string;
  readonly store?: string;
}

/** The configuration that is named, or the one that is found. */
export const neededConfig = async (file: string | undefined): Promise<LoadedConfig> => {
  const found = file ?? findConfig();
  if (found !== null) return loadConfig(found);
  throw new BeltlineError('usage', `there is no configuration (looked for ${configPlaces().join(', ')}).`, {
    cure: 'Write one as in docs/beltline.example.toml, with [influx] in it.',
  });
};

/** Where training is kept, `null` where nothing is. */
export const storeFile = (loaded: LoadedConfig, named: string | undefined): string | null => {
  const { file } = loaded.config.store;
  return named ?? (file === false ? null : besideConfig(loaded, file));
};

/** The store that is there; none is made. */
export const neededStore = (loaded: LoadedConfig, named: string | undefined): Store => {
  const file = storeFile(loaded, named);
  if (file === null) {
    throw new BeltlineError('usage', 'nothing is kept, so nothing can be sent.', {
      place: { file: loaded.file },
      cure: 'Remove file = false under [store], or name a database with --store.',
    });
  }
  if (existsSync(file)) return openStore(file);
  throw new BeltlineError('unreadable', 'there is no such database.', {
    place: { file },
    cure: '`beltline run` makes it with the first session.',
  });
};
