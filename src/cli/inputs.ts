/** Files named on the command line; a directory stands for the recordings in it. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BeltlineError } from '../domain/error.ts';
import { unreadable } from '../recording/csv/source.ts';

export interface Inputs {
  readonly files: readonly string[];
  /** True when more than one recording was asked for, so that each result must say which it is. */
  readonly several: boolean;
}

/** Reference data and exports for other programs lie beside recordings under these names and are no recordings. */
const isRecording = (name: string): boolean =>
  /\.(csv|mcap)$/i.test(name) && !/\.(truth\.csv|decoded\.mcap)$/i.test(name);

const isDirectory = async (path: string): Promise<boolean> => {
  if (path === '-') return false;
  // A path that cannot be looked at is told about when it is opened, in its turn.
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
};

const recordingsIn = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory).catch((cause: unknown) => {
    throw unreadable(directory, cause);
  });
  const names = entries.filter(isRecording).toSorted();
  if (names.length > 0) return names.map((name) => join(directory, name));
  throw new BeltlineError('unreadable', 'there is no recording in this directory.', {
    place: { file: directory },
    cure: 'Name a directory with *.csv or *.mcap files in it.',
  });
};

/** Expands directories to their recordings, sorted by name. */
export const expandInputs = async (paths: readonly string[]): Promise<Inputs> => {
  const directories = await Promise.all(paths.map(isDirectory));
  const files: string[] = [];
  for (const [i, path] of paths.entries()) {
    if (directories[i]) files.push(...(await recordingsIn(path)));
    else files.push(path);
  }
  return { files, several: files.length > 1 || directories.includes(true) };
};
