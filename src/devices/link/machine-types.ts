/** What goes into the connection machine and what comes out of it. */
import type { LinkLoss } from '../../domain/device.ts';
import type { LinkState, Trouble } from './link-state.ts';
import type { AdapterState } from './radio.ts';

/** What happened, at `nowMs` of the radio's clock. */
export type LinkInput = { readonly nowMs: number } & (
  | { readonly type: 'open' }
  /** The device was heard at `heardMs`. */
  | { readonly type: 'heard'; readonly id: string; readonly heardMs: number }
  /** No other device of this radio is being connected now. */
  | { readonly type: 'turn' }
  | { readonly type: 'connected'; readonly attempt: number }
  | { readonly type: 'not-connected'; readonly attempt: number; readonly message: string }
  | { readonly type: 'started'; readonly attempt: number }
  | { readonly type: 'not-started'; readonly attempt: number; readonly trouble: Trouble }
  | { readonly type: 'samples' }
  | {
      readonly type: 'lost';
      readonly attempt: number;
      readonly reason: Exclude<LinkLoss, 'closed'>;
      readonly message: string;
    }
  /** The connection is down, as a `disconnect` asked for. */
  | { readonly type: 'dropped'; readonly attempt: number }
  | { readonly type: 'adapter'; readonly adapter: AdapterState }
  /** The time of the state's own deadline has come. */
  | { readonly type: 'deadline' }
  | { readonly type: 'close' }
);

export type LinkCommand =
  | { readonly type: 'connect'; readonly attempt: number; readonly id: string }
  | { readonly type: 'start'; readonly attempt: number }
  /** Answered by `dropped`. */
  | { readonly type: 'disconnect'; readonly attempt: number }
  /** What the decoder must know: the link stands, the link ended. Strictly in turns. */
  | { readonly type: 'up' }
  | { readonly type: 'down'; readonly reason: LinkLoss };

export interface LinkMachine {
  readonly state: LinkState;
  readonly adapter: AdapterState;
  /** Failures in a row since the last healthy stream. */
  readonly failures: number;
  /** Connections tried so far. */
  readonly attempts: number;
}

export interface LinkTransition {
  readonly machine: LinkMachine;
  readonly commands: readonly LinkCommand[];
}
