/** A virtual session through the graph of a live one, and its reps beside the truth. */
import { from } from 'rxjs';
import { withAlerts } from '../../src/alerts/with-alerts.ts';
import type { SessionEvent } from '../../src/domain/event.ts';
import { IMU_WIDTH, type SampleBatch } from '../../src/domain/sample.ts';
import { runSession } from '../../src/pipeline/session.ts';
import { measureRate } from '../../src/recording/csv/rate.ts';
import { mergeByTime } from '../../src/recording/merge.ts';
import type { CorridorBaseline } from '../../src/signal/lumbar/corridor.ts';
import type { RepTruth, VirtualSession } from '../../src/simulator/index.ts';
import { liveFindings, strayWarnings } from './live-events.ts';
import type { ExtraRep, Mode, PairedRep } from './outcome.ts';

const BATCH_ROWS = 512;

async function* cut(batch: SampleBatch): AsyncGenerator<SampleBatch> {
  for (let i = 0; i < batch.count; i += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, batch.count - i);
    yield {
      sensor: batch.sensor,
      count,
      timeS: batch.timeS.subarray(i, i + count),
      imu: batch.imu.subarray(i * IMU_WIDTH, (i + count) * IMU_WIDTH),
    };
  }
}

const rateOf = (batch: SampleBatch): number => measureRate(batch.timeS)?.sampleRateHz ?? Number.NaN;

/** All that the session tells. */
export const analyse = async (
  session: VirtualSession,
  mode: Mode,
  baseline: CorridorBaseline | null = null,
): Promise<SessionEvent[]> => {
  const thoracic = mode === 'measured' ? session.thoracic : null;
  const { heightM } = session.athlete;
  const events: SessionEvent[] = [];
  await runSession(
    from(thoracic === null ? cut(session.belt) : mergeByTime(cut(session.belt), cut(thoracic))),
    {
      exercise: session.exercise,
      placement: 'lumbar',
      athlete: mode === 'tape' ? session.athlete : { heightM },
      beltRateHz: rateOf(session.belt),
      thoracicRateHz: thoracic === null ? null : rateOf(thoracic),
      baseline: mode === 'baseline' ? baseline : null,
    },
  )
    .pipe(withAlerts())
    .forEach((event) => events.push(event));
  return events;
};

type RepEvent = Extract<SessionEvent, { type: 'rep' }>;

const overlapS = (event: RepEvent, truth: RepTruth): number =>
  Math.min(event.rep.lockoutS, truth.lockoutS) - Math.max(event.rep.liftOffS, truth.liftOffS);

/** What the events say about one rep. */
const describe = (
  event: RepEvent,
  truth: RepTruth,
  before: RepTruth | undefined,
  earlier: number,
  session: VirtualSession,
  events: readonly SessionEvent[],
): PairedRep => ({
  truth,
  rep: event.rep,
  alerts: events.flatMap((other) =>
    other.type === 'alert' && other.alert.set === event.set && other.alert.rep === event.rep.index
      ? [other.alert.kind]
      : [],
  ),
  warned: events.some(
    (other) =>
      other.type === 'warning' &&
      other.kind === 'lumbar' &&
      other.atS >= truth.liftOffS - 0.1 &&
      other.atS <= truth.lockoutS,
  ),
  ...liveFindings(truth, events),
  earlier,
  slippedDeg:
    before === undefined
      ? null
      : Math.max(
          0,
          ...session.truth.slips
            .filter((slip) => slip.atS > before.lockoutS && slip.atS < truth.liftOffS)
            .map((slip) => slip.angleDeg),
        ),
});

/**
 * Pairs what was seen with what happened: a rep is the one true rep whose concentric phase it covers by more than
 * half, and each is used once.
 */
export const pair = (session: VirtualSession, events: readonly SessionEvent[]) => {
  const truths = session.truth.sets.flatMap((set) => set.reps);
  const free = new Set(events.filter((event): event is RepEvent => event.type === 'rep'));
  const pairs: PairedRep[] = [];
  const unseen: RepTruth[] = [];
  truths.forEach((truth, i) => {
    const best = [...free].reduce<RepEvent | null>(
      (winner, event) =>
        winner === null || overlapS(event, truth) > overlapS(winner, truth) ? event : winner,
      null,
    );
    if (best === null || overlapS(best, truth) <= 0.5 * (truth.lockoutS - truth.liftOffS)) {
      unseen.push(truth);
      return;
    }
    free.delete(best);
    pairs.push(describe(best, truth, truths[i - 1], i, session, events));
  });
  const extras = [...free].map(({ rep }): ExtraRep => ({
    liftOffS: rep.liftOffS,
    lockoutS: rep.lockoutS,
    missedPull: session.truth.missed.some(
      (missed) => rep.liftOffS < missed.endS && rep.lockoutS > missed.startS,
    ),
  }));
  return { pairs, unseen, extras, straySpeed: strayWarnings(session, events) };
};
