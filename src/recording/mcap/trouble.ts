/** What a recording tells while it cannot keep everything: once when it begins, once when it is over. */
import { type Observable, Subject } from 'rxjs';
import { BeltlineError } from '../../domain/error.ts';
import { unwritable } from './file-error.ts';

export type RecordingProblem =
  /** The disk takes nothing more. The file keeps what it has; every later chunk is tried anew. */
  | { readonly type: 'not-written'; readonly error: BeltlineError }
  /** The disk is slower than the session, and the queue is full. */
  | { readonly type: 'too-slow'; readonly error: BeltlineError }
  /** Chunks reach the disk again. */
  | { readonly type: 'recovered'; readonly lostMessages: number }
  /** Something was handed over that no recording can hold: a fault of ours. Told once in a session. */
  | { readonly type: 'refused'; readonly error: BeltlineError };

export interface Trouble {
  readonly problems: Observable<RecordingProblem>;
  /** Messages that are not in the file. */
  readonly lostMessages: number;
  /** The last problem with the disk that is not over, or `null`. */
  readonly error: BeltlineError | null;
  notWritten(cause: unknown, messages: number): void;
  tooSlow(messages: number): void;
  refused(cause: unknown, messages: number): void;
  /** Told after every success. */
  written(): void;
  /** No problem is told after this. */
  end(): void;
}

export const createTrouble = (file: string): Trouble => {
  const problems = new Subject<RecordingProblem>();
  let lost = 0;
  let lostBefore = 0;
  let refusalTold = false;
  let error: BeltlineError | null = null;

  const begin = (type: 'not-written' | 'too-slow', messages: number, make: () => BeltlineError): void => {
    if (error === null) {
      lostBefore = lost;
      error = make();
      problems.next({ type, error });
    }
    lost += messages;
  };
  return {
    problems,
    get lostMessages() {
      return lost;
    },
    get error() {
      return error;
    },
    notWritten: (cause, messages) => begin('not-written', messages, () => unwritable(file, cause)),
    tooSlow: (messages) =>
      begin('too-slow', messages, () => {
        const cure = 'Record to a faster disk.';
        return new BeltlineError('unwritable', 'the disk is too slow.', { place: { file }, cure });
      }),
    refused(cause, messages) {
      lost += messages;
      if (refusalTold) return;
      refusalTold = true;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const told = new BeltlineError('internal', `something could not be recorded: ${reason}`, {
        place: { file },
        cause,
      });
      problems.next({ type: 'refused', error: told });
    },
    written() {
      if (error === null) return;
      error = null;
      problems.next({ type: 'recovered', lostMessages: lost - lostBefore });
    },
    end: () => problems.complete(),
  };
};
