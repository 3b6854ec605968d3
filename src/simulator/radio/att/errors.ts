/** A refusal that a read or write handler answers with, returned or thrown. */
export class AttError extends Error {
  /** One of `ATT_ERROR`, or 0x80 … 0x9f for errors of the application. */
  readonly code: number;

  constructor(code: number, message = `ATT error 0x${code.toString(16)}`) {
    super(message);
    this.name = 'AttError';
    this.code = code;
  }
}
