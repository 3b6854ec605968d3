/** Everything that is kept of one session, in the order of time. */
import {
  type AlertRecord,
  type DeviceHealthRecord,
  type SessionRecord,
  toUnixUs,
  type TrainingRecord,
  type UnixUs,
} from '../../domain/record.ts';
import type { LiftedSet } from './set.ts';

/** One session and what is kept of it, in the order of time; a set comes with the end of its last rep. */
export interface HistorySession {
  readonly session: SessionRecord;
  readonly records: readonly TrainingRecord[];
}

/** What happened in a session. */
export interface SessionStory {
  readonly session: SessionRecord;
  /** At least one. */
  readonly sets: readonly LiftedSet[];
  readonly health: readonly DeviceHealthRecord[];
  /** Session times at which the link was lost, s. */
  readonly lostAtS: readonly number[];
}

interface Timed {
  readonly atUs: UnixUs;
  readonly record: TrainingRecord;
}

const ofAlert = (record: AlertRecord): Timed => ({ atUs: record.atUs, record: { type: 'alert', record } });

const ofSet = ({ reps, alerts, summary }: LiftedSet): readonly Timed[] => [
  ...reps.map((record): Timed => ({ atUs: record.liftOffUs, record: { type: 'rep', record } })),
  ...alerts.map(ofAlert),
  { atUs: summary.endUs, record: { type: 'set', record: summary } },
];

/** A lost link is told, whatever was lifted last. */
const blindAt = ({ session, sets }: SessionStory, atS: number): AlertRecord => {
  const { athlete, exercise, device } = sets[0].summary;
  const atUs = toUnixUs(session.startedUs, atS);
  const sessionId = session.id;
  return {
    sessionId,
    athlete,
    exercise,
    device,
    atUs,
    set: 0,
    rep: null,
    kind: 'not-monitoring',
    severity: 'red',
  };
};

export const keepSession = (story: SessionStory): HistorySession => {
  const all: readonly Timed[] = [
    ...story.sets.flatMap(ofSet),
    ...story.lostAtS.map((atS) => ofAlert(blindAt(story, atS))),
    ...story.health.map((record): Timed => ({
      atUs: record.atUs,
      record: { type: 'device-health', record },
    })),
  ];
  return {
    session: story.session,
    records: all.toSorted((a, b) => a.atUs - b.atUs).map(({ record }) => record),
  };
};
