/**
 * The one error class of Beltline. `code` tells programs what happened, the message tells people what is wrong,
 * where, and how to mend it.
 */
export type ErrorCode =
  /** The command line was used wrongly. */
  | 'usage'
  /** A file cannot be opened or read. */
  | 'unreadable'
  /** A file cannot be created or written. */
  | 'unwritable'
  /** A file was read but its content cannot be what it claims. */
  | 'bad-input'
  /** A device, its radio or the link to it failed, or did not answer in time. */
  | 'device'
  /** A promise between two parts of Beltline was broken: a fault of ours. */
  | 'internal';

export interface ErrorPlace {
  readonly file?: string;
  /** 1-based, counting the header. */
  readonly line?: number;
}

export class BeltlineError extends Error {
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  /** How to mend it, one sentence. */
  readonly cure: string | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { place?: ErrorPlace; cure?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'BeltlineError';
    this.code = code;
    this.place = options.place ?? {};
    this.cure = options.cure ?? null;
  }

  /** `file:line: what is wrong. How to mend it.` */
  describe(): string {
    const { file, line } = this.place;
    const where = file === undefined ? '' : line === undefined ? `${file}: ` : `${file}:${line}: `;
    return `${where}${this.message}${this.cure === null ? '' : ` ${this.cure}`}`;
  }
}

/** True for errors raised on purpose by Beltline. */
export const isBeltlineError = (error: unknown): error is BeltlineError => error instanceof BeltlineError;
