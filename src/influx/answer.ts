/**
 * What the answer to a write means: pure. The rule behind it: a line is dead only if InfluxDB says of that line that it
 * is wrong. Whatever speaks about us, the way there or the server's state leaves every line where it is.
 */

/** What came back from a write. */
export interface Answer {
  /** HTTP status; 0 if there was none: no connection, or no answer in time. */
  readonly status: number;
  /** In the server's words or the network's, one short line, never with a token. */
  readonly reason: string;
  /** What it wants us to wait, s; `null` if it does not say. */
  readonly retryAfterS: number | null;
}

export type Outcome =
  | { readonly type: 'stored' }
  /** Something in the request is wrong; other lines of it may have been stored. */
  | { readonly type: 'refused'; readonly status: number; readonly reason: string }
  /** Not now. */
  | { readonly type: 'busy'; readonly reason: string; readonly retryAfterS: number | null }
  /** Not as we are configured. */
  | { readonly type: 'denied'; readonly denial: Denial; readonly reason: string };

export type Denial =
  /** 401: the token is missing or wrong. */
  | 'unauthorized'
  /** 403: the token may not write here. */
  | 'forbidden'
  /** 404: organisation, bucket or database do not exist, or this is another server. */
  | 'not-found'
  /** Any other answer: this is not the write call of InfluxDB. */
  | 'not-influx';

const STORED = 204;
/**
 * Clustered editions of InfluxDB 3 answer 201 where they took some lines and not others. The client takes that for success.
 */
const STORED_IN_PART = 201;
const REFUSED: readonly number[] = [STORED_IN_PART, 400, 413, 422];
/** Request timeout, too early, too many requests. */
const BUSY: readonly number[] = [408, 425, 429];
const FIRST_SERVER_ERROR = 500;
const DENIED: Readonly<Partial<Record<number, Denial>>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
};

export const outcomeOf = ({ status, reason, retryAfterS }: Answer): Outcome => {
  if (status === STORED) return { type: 'stored' };
  if (REFUSED.includes(status)) return { type: 'refused', status, reason };
  if (status === 0 || status >= FIRST_SERVER_ERROR || BUSY.includes(status))
    return { type: 'busy', reason, retryAfterS };
  // A login page answers 200, a server that moved 301: neither has stored anything.
  return { type: 'denied', denial: DENIED[status] ?? 'not-influx', reason };
};
