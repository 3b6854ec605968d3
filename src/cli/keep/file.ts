/** Which database a live session is kept in. */
import type { LoadedConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';
import type { RunOptions } from '../run/options.ts';

/** `null`: in none. A virtual session is kept only where somebody says so: it is nobody's training. */
export const keptIn = (
  { store, virtual }: Pick<RunOptions, 'store' | 'virtual'>,
  loaded: LoadedConfig,
): string | null => {
  if (store !== undefined) return store === false ? null : store;
  const { file } = loaded.config.store;
  return file === false || virtual !== undefined ? null : besideConfig(loaded, file);
};
