/** Errors of the file system while something is written, said so that people know what to do. */
import { BeltlineError, isBeltlineError } from '../../domain/error.ts';

const CAUSES: Readonly<Record<string, readonly [message: string, cure: string]>> = {
  EEXIST: ['there is already a file of this name.', 'Choose another name: nothing is overwritten.'],
  ENOENT: ['there is no such directory.', 'Create it, or choose another.'],
  ENOTDIR: ['there is no such directory.', 'Create it, or choose another.'],
  EISDIR: ['this is a directory.', 'Name a file in it.'],
  EACCES: ['you are not allowed to write here.', 'Change the permissions, or choose another directory.'],
  EPERM: ['you are not allowed to write here.', 'Change the permissions, or choose another directory.'],
  EROFS: ['this disk is read-only.', 'Choose a directory on another disk.'],
  ENOSPC: ['the disk is full.', 'Free some space.'],
  EDQUOT: ['your share of the disk is used up.', 'Free some space.'],
  EFBIG: ['the file has become too large for this disk.', 'Choose a directory on another disk.'],
  EMFILE: ['too many files are open.', 'Close other programs.'],
  EPIPE: ['the program that reads the output has ended.', 'Let it read to the end.'],
};

/** Turns an error of the file system into one that says what to do; leaves one that does already. */
export const unwritable = (file: string, cause: unknown): BeltlineError => {
  if (isBeltlineError(cause)) return cause;
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : 'unknown error';
  const [message, cure] = CAUSES[code] ?? [`writing failed (${code}).`, 'Check the disk or drive.'];
  return new BeltlineError('unwritable', message, { place: { file }, cure, cause });
};
