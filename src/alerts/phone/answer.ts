/** What the answer to a notice means: pure. */

export interface PhoneAnswer {
  /** HTTP status; 0 if there was none. */
  readonly status: number;
  /** What the server wants us to wait, s; `null` if it does not say. */
  readonly retryAfterS: number | null;
}

export type PhoneOutcome =
  | { readonly type: 'taken' }
  /** Not now: once more may help. */
  | { readonly type: 'busy'; readonly reason: string; readonly retryAfterS: number | null }
  /** Not as we are configured: once more does not help. */
  | { readonly type: 'refused'; readonly reason: string };

/** Request timeout, too early, too many requests. */
const BUSY: readonly number[] = [408, 425, 429];
const FIRST_SERVER_ERROR = 500;

const REASONS: Readonly<Partial<Record<number, string>>> = {
  401: '401, the token is missing or wrong',
  403: '403, the token may not write there',
  404: '404, there is nothing at this address',
  429: '429, too many messages',
};

export const phoneOutcome = ({ status, retryAfterS }: PhoneAnswer): PhoneOutcome => {
  if (status >= 200 && status < 300) return { type: 'taken' };
  if (status === 0) return { type: 'busy', reason: 'it cannot be reached', retryAfterS };
  const reason = REASONS[status] ?? `${status}`;
  if (status >= FIRST_SERVER_ERROR || BUSY.includes(status)) return { type: 'busy', reason, retryAfterS };
  // A redirect is not followed: the token is meant for this address only, and a POST would become a GET.
  return { type: 'refused', reason: status < 400 ? `${status}, it sends us elsewhere` : reason };
};
