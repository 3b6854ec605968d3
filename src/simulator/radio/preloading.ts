/** Name of the environment variable that `preload.ts` reads. */
export const RADIO_VARIABLE = 'BELTLINE_VIRTUAL_RADIO';

export interface RadioProcessOptions {
  /** Arguments for Node, before those of the program. */
  readonly execArgv: string[];
  /** To be added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * How to start a process whose noble finds a virtual radio, for `fork` and `spawn`; `what` as in `preload.ts`. From the
 * sources the process runs under tsx, which must be found from its working directory.
 */
export const radioProcess = (what: string): RadioProcessOptions => {
  const isSource = import.meta.url.endsWith('.ts');
  const preload = isSource
    ? new URL('./preload.ts', import.meta.url)
    : new URL('./preload.js', import.meta.url);
  const loader = isSource ? ['--import', 'tsx'] : [];
  return { execArgv: [...loader, '--import', preload.href], env: { [RADIO_VARIABLE]: what } };
};
