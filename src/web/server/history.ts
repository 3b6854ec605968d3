/** What the page asks about earlier training; behind it is the local store. */
import type { SessionDetail, SessionListItem, Trends } from '../contract.ts';

export interface TrainingHistory {
  /** Newest first. */
  sessions(): readonly SessionListItem[];
  /** `null` for one that was not kept. */
  session(id: string): SessionDetail | null;
  /** Who lifts what, for choosing. */
  lifts(): readonly { readonly athlete: string; readonly name: string; readonly exercise: string }[];
  trends(athlete: string, exercise: string): Trends | null;
}

/** Where nothing is kept. */
export const NO_HISTORY: TrainingHistory = {
  sessions: () => [],
  session: () => null,
  lifts: () => [],
  trends: () => null,
};
