/** Where an HTML report goes: whole or not at all, and never over a file that is something else. */
import { constants } from 'node:fs';
import { access, chmod, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BeltlineError } from '../../domain/error.ts';
import { unwritable } from '../../recording/mcap/file-error.ts';
import { REPORT_START } from '../../report/document.ts';

const errorCode = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;

const refuse = (file: string, message: string): BeltlineError =>
  new BeltlineError('unwritable', message, {
    place: { file },
    cure: 'Nothing was written. Name another file for the report, or move this one away.',
  });

const beginningOf = async (path: string, bytes: number): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Permissions of what is there under this name and may be replaced; `null` for nothing. Throws where it may not. */
const replaceable = async (path: string): Promise<number | null> => {
  const found = await stat(path).catch((cause: unknown) => {
    if (errorCode(cause) === 'ENOENT') return null;
    throw unwritable(path, cause);
  });
  if (found === null) return null;
  if (found.isDirectory()) throw unwritable(path, Object.assign(new Error(), { code: 'EISDIR' }));
  if (!found.isFile()) throw refuse(path, 'this is no ordinary file.');
  // Nothing is lost with an empty file.
  if (found.size === 0) return found.mode;
  const beginning = await beginningOf(path, REPORT_START.length).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  if (beginning === REPORT_START) return found.mode;
  throw refuse(path, 'there is a file of this name already, and it is no report of Beltline.');
};

/** The file itself where the name is a link to it. */
const target = (path: string): Promise<string> => realpath(path).catch(() => path);

/**
 * Throws a {@link BeltlineError} if a report cannot be written here, so that nobody waits for an analysis first.
 * @param path as the user named it
 */
export const checkReportFile = async (path: string): Promise<void> => {
  await replaceable(path);
  const directory = dirname(await target(path));
  try {
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw unwritable(directory, cause);
  }
};

const writeThrough = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Writes a report in place of an earlier one, or anew. A reader finds the old one or the new one, never half of it. */
export const writeReportFile = async (path: string, text: string): Promise<void> => {
  const mode = await replaceable(path);
  const final = await target(path);
  const temporary = `${final}.${process.pid}.tmp`;
  try {
    await writeThrough(temporary, text);
    if (mode !== null) await chmod(temporary, mode);
    await rename(temporary, final);
  } catch (cause) {
    await unlink(temporary).catch(() => {});
    throw unwritable(path, cause);
  }
};
