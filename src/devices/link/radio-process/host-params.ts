/** What the host of noble allows itself. */
import { SCANNER_DEFAULTS, type ScannerParams } from './scanner.ts';

export interface HostParams extends ScannerParams {
  /** At most one advertisement of a device is passed on in so many ms. Default 100. */
  readonly hearEveryMs: number;
  /** noble never forgets a device it heard; after so many a fresh process is due. Default 20 000, about 10 MB. */
  readonly heardMost: number;
  /** After so many connections in a row that noble neither made nor ended in time, too. Default 3. */
  readonly unansweredMost: number;
  /** A connection that came by itself is offered so often, ms. Default 250. */
  readonly orphanEveryMs: number;
  /** It is ended if nobody has taken it by then, ms. Default 10 000. */
  readonly orphanMs: number;
  /** An adapter that has said nothing by then is not there, ms. Default 5000. */
  readonly adapterMs: number;
  /** Taking a connection down that is of no use, ms. Default 1000. */
  readonly discardMs: number;
}

export const HOST_DEFAULTS: HostParams = {
  ...SCANNER_DEFAULTS,
  hearEveryMs: 100,
  heardMost: 20_000,
  unansweredMost: 3,
  orphanEveryMs: 250,
  orphanMs: 10_000,
  adapterMs: 5_000,
  discardMs: 1_000,
};
