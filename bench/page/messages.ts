/** What the process of a benched service and its parent say to each other. */
import type { WorldConfigInput } from '../../src/simulator/world/index.ts';

export interface ServiceWish {
  readonly world: WorldConfigInput;
  /** Where it keeps what it keeps. */
  readonly folder: string;
  /** Also record all samples there. */
  readonly record: boolean;
}

/** The way up of a rep, s. */
export interface WayUp {
  readonly liftOffS: number;
  readonly lockoutS: number;
}

export interface ServiceState {
  readonly type: 'state';
  /** Session time, s. */
  readonly atS: number;
  /** Processor time so far, s. */
  readonly processorS: number;
  readonly bytes: {
    readonly rss: number;
    readonly heapUsed: number;
    readonly external: number;
    readonly arrayBuffers: number;
  };
  /** Session time at which time began for the lifter, s; `null` while it has not. */
  readonly zeroS: number | null;
  /** Length of a round of the programme, and what is lifted in it, from its beginning, s. */
  readonly roundS: number;
  readonly repsOfRound: readonly WayUp[];
}

export type FromService =
  /** The session runs; Unix time of its zero, ms. */
  | { readonly type: 'begun'; readonly zeroEpochMs: number }
  | ({ readonly type: 'rep' } & WayUp)
  | ServiceState;
