/** Opens the store for a session that begins. */
import { randomBytes } from 'node:crypto';
import type { BeltlineError } from '../../domain/error.ts';
import type { Store } from '../../store/store.ts';
import type { SessionLinesOf } from '../influx/lines.ts';
import type { SessionPlan } from '../session/plan.ts';
import { asProblem, createKeeper, type Keeper } from './keeper.ts';

export interface KeepOptions {
  readonly store: Store;
  readonly plan: SessionPlan;
  /** A virtual lifter. */
  readonly simulated: boolean;
  readonly software: string;
  /** Path of the recording beside it. */
  readonly recording: string | null;
  /** Wall clock at session time 0. */
  readonly startedAt: Date;
  readonly timeZone: string;
  /** Lines of a record for InfluxDB. */
  readonly lines: SessionLinesOf;
  readonly onProblem: (error: BeltlineError) => void;
  readonly note: (text: string) => void;
}

export interface OpenKeeper extends Omit<Keeper, 'close'> {
  /** Ends the session in the store; returns what there is to say of it. */
  close(nowS: number): string;
}

/** `20261124t091500z-4f2a`: sorts by start, and two that start in the same second differ. */
const sessionIdAt = (startedAt: Date): string => {
  const stamp = startedAt
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '')
    .toLowerCase();
  return `${stamp}-${randomBytes(2).toString('hex')}`;
};

/** Begins a session in the store; closing the keeper ends it there, and leaves the store open. */
export const beginSession = (options: KeepOptions): OpenKeeper => {
  const { store, plan, simulated, software, recording, startedAt, timeZone, note } = options;
  const id = sessionIdAt(startedAt);
  const startedUs = startedAt.getTime() * 1000;
  const warning = store.begin({
    id,
    startedUs,
    endedUs: null,
    timeZone,
    software,
    simulated,
    recording,
  });
  if (warning !== null) note(warning);
  const keeper = createKeeper({
    store,
    session: { id, startedUs, timeZone },
    plan,
    lines: (record) => options.lines(record, { simulated }),
    onProblem: options.onProblem,
  });
  return {
    ...keeper,
    close: (nowS) => {
      const lost = keeper.close(nowS);
      try {
        // Nobody looks for a session in which nothing was lifted.
        if (lost === null && store.sessions.forgetEmpty(id)) return 'Nothing was lifted, so nothing is kept.';
        store.sessions.end(id, startedUs + Math.round(nowS * 1e6));
      } catch (error) {
        // The session then looks as if it had been cut off; its reps are all there.
        options.onProblem(asProblem(error));
      }
      return lost ?? `Kept as session ${id}.`;
    },
  };
};
