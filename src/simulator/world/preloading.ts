/** How to start a process whose noble finds a virtual world. */
import type { WorldConfigInput } from './config.ts';

/** Name of the environment variable that `preload.ts` reads. */
export const WORLD_VARIABLE = 'BELTLINE_VIRTUAL';

export interface WorldProcessOptions {
  /** Arguments for Node, before those of the program. */
  readonly execArgv: string[];
  /** To be added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** For `fork` and `spawn`. From the sources the process runs under tsx, which must be found from its working directory. */
export const worldProcess = (config: WorldConfigInput): WorldProcessOptions => {
  const isSource = import.meta.url.endsWith('.ts');
  const preload = isSource
    ? new URL('./preload.ts', import.meta.url)
    : new URL('./preload.js', import.meta.url);
  const loader = isSource ? ['--import', 'tsx'] : [];
  return {
    execArgv: [...loader, '--import', preload.href],
    env: { [WORLD_VARIABLE]: JSON.stringify(config) },
  };
};
