/** How points are sent. Every number has its reason. */
export interface WriterParams {
  /** Most lines in a request. 1,000 take some 15 ms of a small server; more gain nothing. */
  readonly maxLines: number;
  /** Most bytes in a request before it is compressed. nginx refuses more than 1 MB unless told otherwise. */
  readonly maxBytes: number;
  /** Longest wait for an answer, ms. InfluxDB 1.x gives up on a write after 10 s. */
  readonly deadlineMs: number;
  /** Wait after the first failure, ms; it doubles with each that follows. */
  readonly firstBackoffMs: number;
  /** It never grows beyond this, ms: after an outage of days points arrive within a minute. */
  readonly longestBackoffMs: number;
  /** Wait where only people can mend it (token, bucket, address), ms. */
  readonly deniedMs: number;
  /** A server may not send us away for longer, s. */
  readonly longestRetryAfterS: number;
  /** So many lines refused one by one, and none stored between them: it is not the lines. */
  readonly refusedInARow: number;
  /** How often an empty outbox is looked at, ms. */
  readonly idleMs: number;
}

export const WRITER_PARAMS: WriterParams = {
  maxLines: 1000,
  maxBytes: 500_000,
  deadlineMs: 12_000,
  firstBackoffMs: 500,
  longestBackoffMs: 60_000,
  deniedMs: 60_000,
  longestRetryAfterS: 900,
  refusedInARow: 1000,
  idleMs: 1000,
};
