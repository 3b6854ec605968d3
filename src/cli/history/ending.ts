/** Whether a session is over. The store knows an end only of those that were ended, not of those that run or broke off. */
import type { SessionRecord, UnixUs } from '../../domain/record.ts';
import type { Store } from '../../store/store.ts';

export type Ending =
  | 'ended'
  /** Something of it was kept just now. */
  | 'running'
  /** It was cut off, or runs while no sensor sends anything: the store cannot tell which. */
  | 'not-ended';

/** What that means for the reader. */
export const NOT_ENDED = 'it was cut off, or it runs without a sensor';

/** A sensor that sends anything has its health kept once a minute; one report may fail. */
const QUIET_US = 120e6;

export const endingOf = (
  { sessions }: { readonly sessions: Pick<Store['sessions'], 'latestOf'> },
  { id, endedUs }: SessionRecord,
  nowUs: UnixUs = Date.now() * 1000,
): Ending => {
  if (endedUs !== null) return 'ended';
  // A clock that was set back meanwhile leaves records of the future: they say nothing.
  return Math.abs(nowUs - (sessions.latestOf(id) ?? 0)) <= QUIET_US ? 'running' : 'not-ended';
};
