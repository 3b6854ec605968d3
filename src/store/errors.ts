/** What SQLite says, as an error that tells what is wrong with the database and how to mend it. */
import { BeltlineError } from '../domain/error.ts';

/** SQLite's result codes begin with these names (sqlite.org/rescode.html). */
const CURES: readonly (readonly [code: string, what: string, cure: string])[] = [
  [
    'SQLITE_FULL',
    'the disk is full',
    'Make room; what was kept before is safe, and what waits is tried again.',
  ],
  ['SQLITE_IOERR', 'the disk failed', 'Check the disk and its cable; what was kept before is safe.'],
  ['SQLITE_READONLY', 'it may not be written', 'Give yourself the permission to write it and its directory.'],
  ['SQLITE_BUSY', 'another program holds it', 'End the other program and try again.'],
  ['SQLITE_LOCKED', 'another program holds it', 'End the other program and try again.'],
  ['SQLITE_NOTADB', 'this is no database', 'Name another file with --store; this one was not touched.'],
  [
    'SQLITE_CORRUPT',
    'it is damaged',
    'Put a copy of it aside, then import your last export into a new file.',
  ],
  ['SQLITE_CANTOPEN', 'it cannot be opened', 'Name a file in a directory that exists and may be written.'],
];

/** `code` of libsql's errors; those of opening carry SQLite's number in their text only. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  return /: 14\)?$/.test(error.message.trim().replace(/"\)$/, '')) ? 'SQLITE_CANTOPEN' : '';
};

/** Says the same of any error of the database; passes errors that already speak for themselves. */
export const storeError = (file: string, cause: unknown): BeltlineError => {
  if (cause instanceof BeltlineError) return cause;
  const code = codeOf(cause);
  const known = CURES.find(([name]) => code.startsWith(name));
  const text = cause instanceof Error ? cause.message : String(cause);
  if (known === undefined)
    return new BeltlineError('internal', `the database failed: ${text}`, { place: { file }, cause });
  const [name, what, cure] = known;
  const kind = name === 'SQLITE_NOTADB' || name === 'SQLITE_CORRUPT' ? 'bad-input' : 'unwritable';
  return new BeltlineError(kind, `cannot keep training here: ${what}.`, { place: { file }, cure, cause });
};
