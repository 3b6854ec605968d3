/** What the connection of one device is doing, and why it is not streaming. */
import type { LinkLoss } from '../../domain/device.ts';

export type TroubleReason =
  /** The adapter is off, absent or forbidden, or the radio process is starting. */
  | 'adapter'
  /** Nothing that matches was heard for a whole scan. */
  | 'not-heard'
  /** It was heard, but the connection could not be made. */
  | 'not-connected'
  /** The connection stood, but the driver could not set the device up. */
  | 'not-started'
  /** The device is of the right kind but not the one that is wanted. */
  | 'wrong-device'
  /** A link that stood ended. */
  | Exclude<LinkLoss, 'closed'>;

/** Why the link is not streaming, for people and programs. */
export interface Trouble {
  readonly reason: TroubleReason;
  /** What happened, one sentence, with a cure where one is known. */
  readonly message: string;
}

interface WithDeadline {
  /** Radio clock, ms: a `deadline` input is due then if nothing else happened. */
  readonly deadlineMs: number;
}

interface WithAttempt extends WithDeadline {
  /** Counts the connections of one machine from 1; results of an earlier attempt are known by it. */
  readonly attempt: number;
  /** The `id` of the device's advertisement. */
  readonly id: string;
}

export type LinkState =
  /** Not opened yet. */
  | { readonly value: 'idle' }
  /** Listening for an advertisement of the device. */
  | ({ readonly value: 'scanning' } & WithDeadline)
  /** Heard it; another device is being connected on the same radio. */
  | ({ readonly value: 'waiting'; readonly id: string; readonly heardMs: number } & WithDeadline)
  | ({ readonly value: 'connecting' } & WithAttempt)
  /** Connected; the driver identifies, configures and starts the device. */
  | ({ readonly value: 'starting' } & WithAttempt)
  /** Started; the deadline is the watchdog on its samples. */
  | ({ readonly value: 'streaming'; readonly sinceMs: number } & WithAttempt)
  /** The old connection is being taken down; `trouble` is `null` where the session wants it so. */
  | ({ readonly value: 'dropping'; readonly trouble: Trouble | null } & WithAttempt)
  /** Waiting before the next try. */
  | ({ readonly value: 'backing-off'; readonly trouble: Trouble } & WithDeadline)
  /** Final. */
  | { readonly value: 'closed' };

/** The state of that name. */
export type StateOf<V extends LinkState['value']> = Extract<LinkState, { value: V }>;

/** When the state ends by itself; `null` for those that wait for the session alone. */
export const deadlineOf = (state: LinkState): number | null =>
  state.value === 'idle' || state.value === 'closed' ? null : state.deadlineMs;
