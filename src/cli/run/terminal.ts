/** The person at the terminal: what is typed, and when it shall end. */
import { EXIT } from '../errors.ts';
import type { SessionCommand } from '../session/inputs.ts';
import { COMMAND_HELP, parseCommand } from './commands.ts';
import type { Desk } from './desk.ts';
import type { LiveSession } from './live.ts';

/** What is felt when asked for: one long pulse. */
export const TEST_BUZZ = [{ amplitude: 1, seconds: 0.4 }];

/** A second wish to end within this is the first one once more, ms. */
const AGAIN_MS = 1000;

export interface Controls {
  readonly live: LiveSession;
  readonly desk: Desk;
  readonly command: (athlete: string, command: SessionCommand) => void;
  readonly who: string;
  readonly athletes: readonly string[];
  readonly quit: () => void;
}

/** Does what a line says. */
export const obey = (line: string, { live, desk, command, who, athletes, quit }: Controls): void => {
  const typed = parseCommand(line, athletes);
  switch (typed.type) {
    case 'session':
      command(who, typed.command);
      return desk.note(`OK: ${line.trim()}`);
    case 'buzz':
      void live
        .vibrate(who, TEST_BUZZ)
        .then((count) => desk.note(count === 0 ? 'Nothing that can buzz is connected.' : 'Buzzed.'));
      return;
    case 'status':
      return desk.note(`${live.nowS().toFixed(0)} s of session`);
    case 'help':
      return desk.note(COMMAND_HELP.join('\n'));
    case 'quit':
      return quit();
    case 'unclear':
      return desk.note(typed.text);
    default:
  }
};

/** Resolves when the session shall end: a signal, `quit`, or its time is over. */
export const untilEnd = (
  seconds: number | undefined,
): { readonly ended: Promise<void>; readonly quit: () => void } => {
  const end = new AbortController();
  const quit = (): void => end.abort();
  let askedMs = 0;
  // A shell and npm may both pass on one Ctrl-C. Whoever asks again a second later wants out at once.
  const asked = (): void => {
    if (end.signal.aborted && performance.now() - askedMs > AGAIN_MS) process.exit(EXIT.interrupted);
    askedMs = end.signal.aborted ? askedMs : performance.now();
    quit();
  };
  process.on('SIGINT', asked);
  process.on('SIGTERM', asked);
  // The terminal was closed, or the line to it was lost: what is written there from now on concerns nobody.
  process.once('SIGHUP', () => {
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
    quit();
  });
  if (seconds !== undefined) setTimeout(quit, seconds * 1000).unref();
  const ended = new Promise<void>((resolve) => {
    end.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return { ended, quit };
};
