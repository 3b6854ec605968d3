/** A request as a fault sees it. */
export interface AttRequest {
  /** One of `ATT`. */
  readonly opcode: number;
  /** Attribute asked for; 0 where the request names none. */
  readonly handle: number;
  /** UUID of the characteristic whose value or configuration is asked for; `null` where it is none. */
  readonly characteristic: string | null;
}

/** What goes wrong with a peripheral; change it at any time. */
export interface Faults {
  /** Hung firmware: what this says yes to is neither answered nor acted upon. */
  ignores: (request: AttRequest) => boolean;
  /** Answers an ATT error code instead of acting; `null` lets the request through. */
  refuses: (request: AttRequest) => number | null;
  /** Does not advertise again after the link ended, until it is told to by `advertise(true)`. */
  staysGone: boolean;
}

export const noFaults = (): Faults => ({ ignores: () => false, refuses: () => null, staysGone: false });
