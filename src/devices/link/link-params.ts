/** Times of a connection, all in ms. */
export interface LinkParams {
  /** One scan without hearing the device. Longer finds rarer advertisers, but disturbs other links. Default 20 s. */
  readonly scanMs: number;
  /**
   * Oldest advertisement to connect on. noble blocks for up to 42 s on a device that is gone, so it must have been
   * heard just now. Default 2 s.
   */
  readonly freshMs: number;
  /** Longest wait for the turn to connect; then the device is to be heard anew. Default 30 s. */
  readonly turnMs: number;
  /** Connecting, MTU and discovery. Default 8 s. */
  readonly connectMs: number;
  /** The driver's start, all its requests together. Default 10 s. */
  readonly startMs: number;
  /** Watchdog: a stream without samples for so long is lost. Default 1 s. */
  readonly silentMs: number;
  /**
   * Taking a lost connection down. The controller says it is down when the supervision timeout of 4 s has passed, and
   * refuses a new connection until then. Default 5 s.
   */
  readonly dropMs: number;
  /** Taking a connection down when the session closes. Default 2 s. */
  readonly closeMs: number;
  /** One request to a connected device: subscribe, read, write. Default 2 s. */
  readonly requestMs: number;
  /** The device's own reply to a request; its control point gives up after 5 s. Default 5 s. */
  readonly replyMs: number;
  /** What the radio may be late beyond its own deadlines. Default 500 ms. */
  readonly graceMs: number;
  /** First pause before trying again, doubled with every failure in a row. Default 200 ms. */
  readonly backoffMs: number;
  /** Longest pause. A lifter may be under the bar meanwhile. Default 4 s. */
  readonly backoffMaxMs: number;
  /** A stream of at least this length clears the count of failures. Default 10 s. */
  readonly healthyMs: number;
  /** How often the decoder of a streaming device is asked for what it wants to send. Default 250 ms. */
  readonly tickMs: number;
  /** A device that turned out to be another than the wanted one is left alone for so long. Default 10 min. */
  readonly wrongMs: number;
}

export const LINK_DEFAULTS: LinkParams = {
  scanMs: 20_000,
  freshMs: 2_000,
  turnMs: 30_000,
  connectMs: 8_000,
  startMs: 10_000,
  silentMs: 1_000,
  dropMs: 5_000,
  closeMs: 2_000,
  requestMs: 2_000,
  replyMs: 5_000,
  graceMs: 500,
  backoffMs: 200,
  backoffMaxMs: 4_000,
  healthyMs: 10_000,
  tickMs: 250,
  wrongMs: 600_000,
};
