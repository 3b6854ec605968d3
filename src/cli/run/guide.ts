/** Somebody who leads through a session, as the demo does: is told everything, and may do what a lifter may do. */
import type { StoryView } from '../../web/contract.ts';
import type { SessionCommand } from '../session/inputs.ts';
import type { Told } from '../session/session.ts';

/** A session that runs, as its guide sees it. */
export interface GuidedSession {
  /** Session time now, s. */
  nowS(): number;
  /** For the first lifter. */
  command(command: SessionCommand): void;
  /** On the page, if there is one. */
  tell(story: StoryView): void;
  /** At the terminal. */
  print(...lines: readonly string[]): void;
  quit(): void;
}

export interface Guide {
  /** Once, when all is open. */
  begin(session: GuidedSession): void;
  told(told: Told): void;
  /** The session is about to be closed: nothing more is to be done to it. */
  end(): void;
  /** It is closed, and everything was told: last words. */
  closed(print: (...lines: readonly string[]) => void): void;
}
