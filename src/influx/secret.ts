/** A token that does not show up in logs, errors, JSON or an inspected object by accident. */

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
