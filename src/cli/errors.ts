/** Exit codes, and how an error reaches the person at the terminal. */
import { isBeltlineError } from '../domain/error.ts';

export const EXIT = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  /** As shells have it for a process that Ctrl-C ended. */
  interrupted: 130,
} as const;

/** Tells an error on stderr and returns the exit code it deserves. */
export const report = (error: unknown): number => {
  if (isBeltlineError(error) && error.code !== 'internal') {
    process.stderr.write(`beltline: ${error.describe()}\n`);
    return error.code === 'device' ? EXIT.failed : EXIT.wrongUse;
  }
  // A fault of ours: the stack is what a bug report needs.
  const text = isBeltlineError(error) ? `${error.describe()}\n${error.stack ?? ''}` : details(error);
  process.stderr.write(`beltline: internal error: ${text}\n`);
  return EXIT.failed;
};

const details = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
