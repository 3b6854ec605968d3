/** The recordings of a demo as files, so that anybody can try `beltline analyze`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BeltlineError } from '../../domain/error.ts';
import { toCsv } from '../../simulator/index.ts';
import type { Part } from './story.ts';

/** Never writes over a file: it might be somebody's own recording. */
const writeNew = async (file: string, text: string): Promise<void> => {
  await writeFile(file, text, { flag: 'wx' }).catch((cause: unknown) => {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw new BeltlineError('unreadable', exists ? 'this file exists already.' : 'cannot write this file.', {
      place: { file },
      cure: exists ? 'Name a new directory.' : 'Name a directory that can be written to.',
      cause,
    });
  });
};

const makeDirectory = async (directory: string): Promise<void> => {
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw new BeltlineError('unreadable', 'cannot make this directory.', {
      place: { file: directory },
      cure: 'Name a directory that can be written to.',
      cause,
    });
  });
};

/**
 * Writes `<name>.csv` and `<name>.truth.json` for every part. A second sensor goes to a directory of its own, where
 * it is not taken for one more recording of the belt. Returns the files in the order written.
 */
export const writeRecordings = async (
  parts: readonly Part[],
  directory: string,
): Promise<readonly string[]> => {
  const files: string[] = [];
  const add = async (file: string, text: string): Promise<void> => {
    await writeNew(file, text);
    files.push(file);
  };
  const upper = join(directory, 'thoracic');
  await makeDirectory(directory);
  for (const { name, session } of parts) {
    const { athlete, exercise, truth } = session;
    await add(join(directory, `${name}.csv`), toCsv(session.belt));
    if (session.thoracic !== null) {
      await makeDirectory(upper);
      await add(join(upper, `${name}.csv`), toCsv(session.thoracic));
    }
    const known = { simulated: true, exercise, athlete, truth };
    await add(join(directory, `${name}.truth.json`), `${JSON.stringify(known, null, 2)}\n`);
  }
  return files;
};
