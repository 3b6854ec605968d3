/** A directory that is gone when the process is, unless it is killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ThrowAway {
  readonly path: string;
  /** Now, and not only at the end. */
  remove(): void;
}

/** @param name how its name begins */
export const throwAwayFolder = (name: string): ThrowAway => {
  const path = mkdtempSync(join(tmpdir(), name));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { path, remove };
};
