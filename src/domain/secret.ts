/** A token that does not show up in logs, errors, JSON or an inspected object by accident. */
import { BeltlineError } from './error.ts';

export interface Secret {
  /** The token itself. */
  reveal(): string;
  /** The text without the token in it. */
  censor(text: string): string;
}

/** The token lives in the closure only, so there is nothing to print. */
export const secret = (token: string): Secret => ({
  reveal: () => token,
  censor: (text) => text.replaceAll(token, '[token]'),
});

/** What a header may hold (RFC 9110 §5.5); everything else would be sent as something else, or not at all. */
const HEADER_VALUE = /^[\t\u{20}-\u{7E}\u{80}-\u{FF}]+$/u;

/** The token in what was read; `null` if that is blank. @param from in words, for the error */
export const tokenIn = (text: string, from: string): Secret | null => {
  const token = text.trim();
  if (token === '') return null;
  if (HEADER_VALUE.test(token)) return secret(token);
  throw new BeltlineError('bad-input', `the token in ${from} holds characters that no token has.`, {
    cure: 'It must be one line of plain text.',
  });
};
